import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";
import { openRequest, REQUEST_TASK, type RequestRow } from "./change-requests.ts";
import { correctHousehold } from "./edit.ts";
import { writeMember } from "./members.ts";

const MemberRow = z.object({ id: z.string(), relation: z.string() });

/**
 * Accepts or refuses what a household asked for, and tells it. What was accepted is written at once, except where only an
 * officer can say how: `is_head` for the head's death or leaving, `unclear` where no one, or several, of the household are
 * called so. `done` is for what the officer wrote herself, such as a move to another commune.
 */
export const decideRequest = command({
  name: "households.decide_request",
  takes: z.object({ request: RecordId, decision: OptionalChoiceId, reason: OptionalText }),
  codes: ["gone", "is_head", "unclear"],
  async run(context, { request, decision, reason }) {
    const { sql, now, me } = context;
    const row = await openRequest(sql, request);
    if (row === null || (await allowed(context, row.household, "manage")) === null) return { code: "gone" };
    const refused = decision === "refuse";
    if (decision === "accept") {
      const problem = await write(context, row);
      if (problem !== null) return { code: problem };
    }
    await sql.run(
      "UPDATE change_requests SET status = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1",
      [row.id, refused ? "refused" : "accepted", me.person, now, reason],
    );
    await sql.run(
      `UPDATE tasks SET done_at = $2, done_by = $3 WHERE household_id = $1 AND kind = $4 AND note = $5 AND done_at IS NULL`,
      [row.household, now, me.person, REQUEST_TASK, row.text],
    );
    const told = await context.tell({ household: row.household }, "household_change_answer", {
      answer: { kind: row.kind, text: row.text, refused, reason },
    });
    return { code: "ok", value: { refused, told, household_name: row.household_name } };
  },
});

async function write(context: CommandContext, row: RequestRow): Promise<"is_head" | "unclear" | null> {
  const { household, kind, text, phone, birth } = row;
  switch (kind) {
    case "phone":
      await correctHousehold(context, household, { phone });
      return null;
    case "name":
      await correctHousehold(context, household, { name: text });
      return null;
    case "moved":
      await correctHousehold(context, household, { address: text });
      return null;
    case "born":
    case "joined":
      await writeMember(context, household, {
        name: text,
        relation: kind === "born" ? "child" : "other",
        birthYear: birth,
      });
      return null;
    case "died":
    case "left":
      return endNamed(context, household, text);
    default:
      return kind satisfies never;
  }
}

async function endNamed(
  { sql, now }: CommandContext,
  household: string,
  name: string,
): Promise<"is_head" | "unclear" | null> {
  const [one, other] = await sql.rows(
    MemberRow,
    `SELECT p.id, m.relation FROM household_members m JOIN people p ON p.id = m.person_id
     WHERE m.household_id = $1 AND m.valid_to IS NULL AND p.folded = $2`,
    [household, fold(name)],
  );
  if (one === undefined || other !== undefined) return "unclear";
  if (one.relation === "head") return "is_head";
  await sql.run(
    "UPDATE household_members SET valid_to = $3 WHERE household_id = $1 AND person_id = $2 AND valid_to IS NULL",
    [household, one.id, localDateOf(now)],
  );
  return null;
}

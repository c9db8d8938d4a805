import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { CLASSES, transitionTo, type HouseholdClass } from "../domain/classification.ts";
import { standardOn } from "../registry/poverty-standards.ts";
import { areaOn, homeOn } from "../registry/units/on-date.ts";
import { OptionalChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

const Day = z
  .string()
  .nullish()
  .transform((day) => day ?? null);
const EntryRow = z.object({ status: z.enum(CLASSES), from: z.string(), to: z.string().nullable() });

/**
 * Enters what the commune decided about a household: class, number of the decision, the day from which it holds. Standard
 * and area follow from that day. `too_early` for a day that is still to come, `older` where a later decision is on record
 * already; the one before ends, and what happened between the two is derived.
 */
export const classify = command({
  name: "households.classify",
  takes: z.object({
    household: OptionalChoiceId,
    status: OptionalChoiceId,
    decision: OptionalText,
    from: Day,
  }),
  codes: ["not_allowed", "too_early", "older", "same"],
  async run(context, { household: handed, status: wanted, decision, from: given }) {
    const found = await allowed(context, handed, "manage");
    const status = CLASSES.find((one) => one === wanted);
    if (found === null || status === undefined) return { code: "not_allowed" };
    const { sql, now } = context;
    const today = localDateOf(now);
    const from = given ?? today;
    if (from > today) return { code: "too_early" };
    const before = await classesOf(sql, found.id);
    const last = before.at(-1);
    if (last !== undefined && last.from > from) return { code: "older" };
    if (last?.status === status && last.to === null && decision === null) return { code: "same" };
    await sql.run("UPDATE classifications SET valid_to = $2 WHERE household_id = $1 AND valid_to IS NULL", [
      found.id,
      from,
    ]);
    const home = await homeOn(sql, found.id, from);
    const area = (home === null ? null : await areaOn(sql, home, from)) ?? "rural";
    await sql.run(
      `INSERT INTO classifications (id, household_id, status, standard, area, decision_no, decided_on, valid_from, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $6, $7, $8)`,
      [found.id, status, standardOn(from).code, area, decision, from, context.me.person, now],
    );
    const transition = transitionTo(
      // What is put right on the same day never held.
      before.filter((entry) => entry.from < from).map((entry) => entry.status),
      status,
    );
    return {
      code: "ok",
      value: { status, from, area, document: standardOn(from).document, transition },
    };
  },
});

/** The classes of a household on record, oldest first. */
export async function classesOf(
  sql: CommandContext["sql"],
  household: string,
): Promise<{ status: HouseholdClass; from: string; to: string | null }[]> {
  return sql.rows(
    EntryRow,
    `SELECT status, valid_from AS from, valid_to AS to FROM classifications
     WHERE household_id = $1 AND valid_to IS DISTINCT FROM valid_from ORDER BY valid_from, created_at, status`,
    [household],
  );
}

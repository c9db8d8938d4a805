import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { figureDenied } from "../../language/figure-denied.ts";
import { writeMoney } from "../../language/write-money.ts";
import { writtenLanguage } from "../../language/write-number.ts";
import { may } from "../../domain/scope.ts";
import { relationsTo } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalAmount } from "../given.ts";
import { linesToReadBack, written } from "./book-lines.ts";

const NameRow = z.object({ head_name: z.string(), reachable: z.boolean() });
/** Lines that are read back in one message; more than that is a month's report, and its figures come first. */
const MOST = 6;
const EVENING = { hours: 18, minutes: 30 };

/**
 * Plans that what an officer wrote for a household is read back to it on the next evening, once for all of a day's lines.
 * A household without a phone is not reminded.
 */
export async function readBackLater(
  { sql, now, remind }: Pick<CommandContext, "sql" | "now" | "remind">,
  household: string,
): Promise<void> {
  const [found] = await sql.rows(
    NameRow,
    `SELECT head_name, EXISTS (SELECT FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
       WHERE hc.household_id = h.id AND hc.valid_to IS NULL AND c.state = 'active') AS reachable
     FROM households h WHERE id = $1`,
    [household],
  );
  if (found === undefined || !found.reachable) return;
  const day = addDays(localDateOf(now), 1);
  await remind({
    key: `read_back:${household}:${day}`,
    kind: "read_back",
    audience: { household },
    dueAt: instantAt(day, EVENING.hours, EVENING.minutes),
    flow: "book_read_back",
    vars: { household: { id: household, label: found.head_name, name: found.head_name } },
  });
}

/** What others wrote for a household and it has not heard yet; marks it as read back. `none` where there is nothing. */
export const readBack = command({
  name: "casework.read_back",
  takes: z.object({ household: ChoiceId }),
  codes: ["none"],
  async run(context, { household }) {
    if (!(await relationsTo(context, household)).includes("own")) return { code: "none" };
    const lines = await linesToReadBack(context, household, MOST);
    if (lines.length === 0) return { code: "none" };
    const ids = lines.map(({ id }) => id);
    await context.sql.run("UPDATE diary_entries SET read_back_at = $2 WHERE id = ANY ($1::uuid[])", [
      ids,
      context.now,
    ]);
    const places = ["one", "two", "three", "four", "five", "six"];
    return {
      code: "ok",
      value: {
        by: lines[0]?.by ?? null,
        ids,
        ...Object.fromEntries(
          lines.map((line, index) => [
            places[index] ?? "",
            { on: line.on, line_label: written(context, line) },
          ]),
        ),
      },
    };
  },
});

/**
 * The household says that what was read back is not so: the lines are marked, or the one whose sum it denies, and the officer
 * gets a task with its words. `claimed` is the right sum in đồng where it was asked for; the words do not hold it then, so that
 * the task names it beside them.
 */
export const objectTo = command({
  name: "casework.object_to",
  takes: z.object({
    household: ChoiceId,
    lines: z.array(z.string()),
    text: OptionalText,
    claimed: OptionalAmount,
  }),
  codes: ["gone"],
  async run(context, { household, lines, text, claimed }) {
    if (!may(await relationsTo(context, household), "act_for")) return { code: "gone" };
    const told = text === null ? null : figureDenied(text);
    const marked = await context.sql.run(
      `UPDATE diary_entries SET objected_at = $3, objection = $4
       WHERE household_id = $1 AND id::text = ANY ($2) AND on_behalf AND objected_at IS NULL
         AND ($5::bigint IS NULL OR amount = $5 OR NOT EXISTS (
           SELECT FROM diary_entries other WHERE other.id::text = ANY ($2) AND other.amount = $5))`,
      [household, lines, context.now, text, told?.denied ?? null],
    );
    if (marked === 0) return { code: "gone" };
    const asked =
      claimed === null || claimed === told?.claimed
        ? null
        : writeMoney(claimed, writtenLanguage(context.locale));
    const note = [text, asked].filter((part) => part !== null).join(" · ");
    await handOver(context, { kind: "objection", household, note: note === "" ? null : note });
    return { code: "ok", value: {} };
  },
});

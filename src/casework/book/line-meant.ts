import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { figureDenied } from "../../language/figure-denied.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { STANDING } from "./book.ts";
import { linesOfMonth, written, type BookLine } from "./book-lines.ts";

/** More of a month are looked through by their own question. */
const MOST = 200;
/** Who puts something right in the same breath means what was written last. */
const JUST_MS = 30 * 60_000;
const NewestRow = z.object({ id: z.string() });

/**
 * The line of this month's or the last month's book that `said` puts right: the one with the sum that it denies, or the only one
 * with a sum, else the one that this person wrote minutes ago; with `entry`, that one. Beside it the sum that it claims (đồng, null where it names none) and whether somebody else
 * wrote it for the household that says so. `several` where one cannot tell which, `none` where no line has a sum.
 */
export const lineMeant = command({
  name: "casework.line_meant",
  takes: z.object({ household: OptionalChoiceId, entry: OptionalChoiceId, said: OptionalText }),
  codes: ["not_allowed", "none", "several"],
  async run(context, { household: handed, entry, said }) {
    const household = theHousehold(context, handed);
    const relations = household === null ? [] : await relationsTo(context, household);
    if (household === null || !may(relations, "act_for")) return { code: "not_allowed" };
    const today = localDateOf(context.now);
    const lines: BookLine[] = [];
    for (const day of [today, addMonths(today, -1)])
      lines.push(...(await linesOfMonth(context, household, day.slice(0, 7), MOST)));
    const told = said === null ? null : figureDenied(said);
    const sums = lines.filter(({ id, amount }) => (entry === null ? amount !== null : id === entry));
    const denied = sums.filter(({ amount }) => told?.denied === null || amount === told?.denied);
    const fitting = entry === null ? denied : sums;
    if (sums.length === 0) return { code: "none" };
    const newest = fitting.length > 1 ? await justWritten(context, household) : null;
    const line = fitting.length > 1 ? fitting.find(({ id }) => id === newest) : fitting[0];
    if (line === undefined) return { code: "several" };
    return {
      code: "ok",
      value: {
        id: line.id,
        ids: [line.id],
        on: line.on,
        line_label: written(context, line),
        claimed: told?.claimed ?? null,
        others: line.on_behalf && relations.includes("own"),
      },
    };
  },
});

/** The line that whoever writes added last, where that was minutes ago and by itself; a month's report is several at once. */
async function justWritten({ sql, now, me }: CommandContext, household: string): Promise<string | null> {
  const since = new Date(now.getTime() - JUST_MS);
  const rows = await sql.rows(
    NewestRow,
    `SELECT book.id FROM diary_entries book
     WHERE book.household_id = $1 AND book.entered_by = $2 AND book.amount IS NOT NULL AND ${STANDING}
       AND book.created_at = (SELECT max(created_at) FROM diary_entries
         WHERE household_id = $1 AND entered_by = $2 AND created_at >= $3)
     LIMIT 2`,
    [household, me.person, since],
  );
  const [only, ...others] = rows;
  return only === undefined || others.length > 0 ? null : only.id;
}

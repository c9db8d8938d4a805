import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { figureDenied } from "../../language/figure-denied.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { linesOfMonth, written, type BookLine } from "./book-lines.ts";

/** More of a month are looked through by their own question. */
const MOST = 200;

/**
 * The line of this month's or the last month's book that `said` puts right: the one with the sum that it denies, or the only one
 * with a sum; with `entry`, that one. Beside it the sum that it claims (đồng, null where it names none) and whether somebody else
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
    const [line, ...others] = entry === null ? denied : sums;
    if (sums.length === 0) return { code: "none" };
    if (line === undefined || others.length > 0) return { code: "several" };
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

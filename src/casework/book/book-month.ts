import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { may } from "../../domain/scope.ts";
import type { Value } from "../../domain/value.ts";
import { monthAsked } from "../../language/month-asked.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { linesOfMonth, written } from "./book-lines.ts";
import { monthFigures } from "./book.ts";

const SHOWN = 5;
const PLACES = ["one", "two", "three", "four", "five"] as const;

/**
 * A month of a household's book at a glance: income, cost and what is left, the number of lines, and the last ones with who
 * wrote them. This month, or the earlier one that the line names (`past`). `write` is true for whoever may write in it.
 */
export const bookMonth = command({
  name: "casework.book_month",
  takes: z.object({ household: OptionalChoiceId, line: OptionalText }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, line: asked }) {
    const { sql, now } = context;
    const household = theHousehold(context, handed);
    const relations = household === null ? [] : await relationsTo(context, household);
    if (household === null || !may(relations, "see")) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const earlier = monthAsked(asked ?? "", localDateOf(now));
    const month = earlier ?? localDateOf(now).slice(0, 7);
    const lines = await linesOfMonth(context, household, month, 200);
    const shown = lines.slice(0, SHOWN).map((line, index): [string, Value] => [
      PLACES[index] ?? "",
      {
        on: line.on,
        line_label: written(context, line),
        by: line.on_behalf ? (line.by ?? null) : null,
        objected: line.objected ? "objected" : null,
      },
    ]);
    return {
      code: "ok",
      value: {
        month,
        past: earlier !== null,
        ...(await monthFigures(sql, household, month)),
        lines: lines.length,
        write: may(relations, "act_for"),
        ...Object.fromEntries(shown),
      },
    };
  },
});

/** The lines of this month, of the last one and of the one that the line names that can be put right, the latest first. */
export const bookEntries = command({
  name: "casework.book_entries",
  takes: z.object({ household: OptionalChoiceId, line: OptionalText }),
  async run(context, { household: handed, line: asked }) {
    const household = theHousehold(context, handed);
    if (household === null || !may(await relationsTo(context, household), "act_for"))
      return { code: "ok", value: [] };
    const today = localDateOf(context.now);
    const lines = [];
    const months = [today, addMonths(today, -1)].map((day) => day.slice(0, 7));
    for (const month of new Set([...months, monthAsked(asked ?? "", today) ?? months[0] ?? ""]))
      lines.push(...(await linesOfMonth(context, household, month, SHOWN)));
    return {
      code: "ok",
      value: lines
        .filter(({ amount, quantity }) => amount !== null || quantity !== null)
        .map((line) => ({ id: line.id, label: written(context, line).slice(0, 90), on: line.on })),
    };
  },
});

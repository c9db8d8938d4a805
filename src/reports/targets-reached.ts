import type { LocalDate } from "../calendar/local-date.ts";
import { periodOf } from "../calendar/periods.ts";
import type { Sql } from "../turns/ports.ts";
import { computeFigures } from "./compute-figures.ts";
import { figureOf } from "./figures/all.ts";
import { amongParticipants, type Figure } from "./figures/figure.ts";
import { spanOf } from "./span.ts";
import { reachedBy, targetsOf, type StoredTarget } from "./targets.ts";

/**
 * The targets of a unit for a year with what has been reached in the report year of that name (1/11 of the year before to
 * 31/10), up to `today`: in a talk, in the picture and on paper the same. Null where the year has not begun, where nobody
 * has said it yet, or where it is a share of no household.
 */
export async function targetsWithReached(
  sql: Sql,
  unit: string,
  year: number,
  today: LocalDate,
): Promise<StoredTarget[]> {
  const targets = await targetsOf(sql, unit, year);
  const figures = figuresFor(targets);
  const span = spanOf(periodOf("report_year", `${year}-01-01`), today);
  if (figures.length === 0 || span.from > today) return reachedBy(targets, {});
  const computed = await computeFigures(sql, unit, span, figures);
  return reachedBy(targets, Object.fromEntries([...computed].map(([code, { total }]) => [code, total])));
}

/** What has to be counted: of a share only the households that take part, since it is one of them, and how many these are. */
function figuresFor(targets: readonly StoredTarget[]): Figure[] {
  const figures = new Map<string, Figure>();
  for (const { figure: code, measure } of targets) {
    const figure = figureOf(code);
    if (figure !== null) figures.set(code, measure === "percent" ? amongParticipants(figure) : figure);
  }
  const all = figureOf("taking_part");
  if (all !== null && targets.some(({ measure }) => measure === "percent")) figures.set(all.code, all);
  return [...figures.values()];
}

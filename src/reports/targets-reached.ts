import type { LocalDate } from "../calendar/local-date.ts";
import type { Sql } from "../turns/ports.ts";
import { computeFigures } from "./compute-figures.ts";
import { figureOf } from "./figures/all.ts";
import { reachedIn, targetsOf, type StoredTarget } from "./targets.ts";

/**
 * The targets of a unit for a year with what has been reached from 1 January on, up to `today` or the end of the year;
 * null where nobody has said it yet, or where it is a share of no household.
 */
export async function targetsWithReached(
  sql: Sql,
  unit: string,
  year: number,
  today: LocalDate,
): Promise<StoredTarget[]> {
  const targets = await targetsOf(sql, unit, year);
  const codes = [...new Set([...targets.map(({ figure }) => figure), "taking_part"])];
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const to = today < first ? first : today < last ? today : last;
  const figures =
    targets.length === 0
      ? new Map<string, { total: number }>()
      : await computeFigures(
          sql,
          unit,
          { from: first, to, year },
          codes.flatMap((code) => figureOf(code) ?? []),
        );
  const totals = Object.fromEntries([...figures].map(([code, { total }]) => [code, total]));
  return targets.map((target) => ({
    ...target,
    reached: target.figure === "own" ? target.reached : reachedIn(target.figure, target.measure, totals),
  }));
}

import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { FIGURES } from "./figures/all.ts";
import { BEHIND, type Figure } from "./figures/figure.ts";
import type { Span } from "./span.ts";

const GroupRow = z.object({ code: z.string(), unit_id: z.string(), value: z.coerce.number() });

/** A figure of a unit: in all, and by the unit inside it where each thing counts. */
export type Computed = { total: number; byUnit: ReadonlyMap<string, number> };

/**
 * The figures of a unit for a span, in one statement: who lived where is looked up once for all of them, which is most of
 * the work for a province. A household counts where it lived on the last day, a thing of a unit that is no more with its
 * heir; so the parts of a unit add up to it under the map of that day.
 */
export async function computeFigures(
  sql: Sql,
  unit: string,
  span: Span,
  figures: readonly Figure[] = FIGURES,
): Promise<Map<string, Computed>> {
  const byCode = new Map<string, Map<string, number>>(figures.map(({ code }) => [code, new Map()]));
  if (figures.length === 0) return new Map();
  const each = figures.map(
    ({ code, sums, sql: behind }) =>
      `SELECT '${code}' AS code, unit_id, ${sums === true ? "coalesce(sum(amount), 0)" : "count(*)"}::numeric AS value
       FROM (${behind}) behind GROUP BY unit_id`,
  );
  const rows = await sql.rows(GroupRow, `${COMMON} ${each.join("\nUNION ALL\n")}`, paramsOf(unit, span));
  for (const { code, unit_id, value } of rows) byCode.get(code)?.set(unit_id, value);
  return new Map(
    [...byCode].map(([code, byUnit]) => [
      code,
      { total: [...byUnit.values()].reduce((sum, value) => sum + value, 0), byUnit },
    ]),
  );
}

/** The parameters of every figure's SQL. */
export function paramsOf(unit: string, span: Span): unknown[] {
  return [unit, span.from, span.to, span.year];
}

/** The common parts; `given` names every parameter, since PostgreSQL wants a type for each. */
export const COMMON = `${BEHIND}, given (first_day, last_day, year) AS (SELECT $2::date, $3::date, $4::int)`;

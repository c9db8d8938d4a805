import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { FIGURES } from "./figures/all.ts";
import { BEHIND, type Figure } from "./figures/figure.ts";
import type { Span } from "./span.ts";

const GroupRow = z.object({ unit_id: z.string(), value: z.coerce.number() });

/** A figure of a unit: in all, and by the unit inside it where each thing counts. */
export type Computed = { total: number; byUnit: ReadonlyMap<string, number> };

/**
 * The figures of a unit for a span, one statement each. A household counts where it lived on the last day, a thing of a
 * unit that is no more with its heir; so the parts of a unit add up to it under the map of that day.
 */
export async function computeFigures(
  sql: Sql,
  unit: string,
  span: Span,
  figures: readonly Figure[] = FIGURES,
): Promise<Map<string, Computed>> {
  const computed = new Map<string, Computed>();
  for (const figure of figures) {
    const value = figure.sums === true ? "coalesce(sum(amount), 0)" : "count(*)";
    const rows = await sql.rows(
      GroupRow,
      `${COMMON} SELECT unit_id, ${value} AS value FROM (${figure.sql}) behind GROUP BY unit_id`,
      paramsOf(unit, span),
    );
    const byUnit = new Map(rows.map(({ unit_id, value: number }) => [unit_id, number]));
    computed.set(figure.code, { total: rows.reduce((sum, row) => sum + row.value, 0), byUnit });
  }
  return computed;
}

/** The parameters of every figure's SQL. */
export function paramsOf(unit: string, span: Span): unknown[] {
  return [unit, span.from, span.to, span.year];
}

/** The common parts; `given` names every parameter, since PostgreSQL wants a type for each. */
export const COMMON = `${BEHIND}, given (first_day, last_day, year) AS (SELECT $2::date, $3::date, $4::int)`;

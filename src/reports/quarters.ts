import { z } from "zod";
import { periodsBetween } from "../calendar/periods.ts";
import type { Sql } from "../turns/ports.ts";
import { COMMON, computeFigures, paramsOf } from "./compute-figures.ts";
import { figureOf } from "./figures/all.ts";
import { labelOf, type Inside } from "./inside.ts";
import type { QuarterRow } from "./report-data.ts";
import type { Span } from "./span.ts";

const UnitRow = z.object({ unit_id: z.string() });
const COUNTED = ["meetings", "meeting_people", "issues_raised", "issues_solved"].flatMap(
  (code) => figureOf(code) ?? [],
);

/** A quarter as a report has it, and how many meetings each unit inside held in it. */
export type QuarterCounted = { row: QuarterRow; meetings: ReadonlyMap<string, number> };

/** Which units inside have met in each quarter that the span touches; see `quartersCounted`. */
export async function quartersOf(sql: Sql, inside: Inside, span: Span): Promise<QuarterRow[]> {
  return (await quartersCounted(sql, inside, span)).map(({ row }) => row);
}

/**
 * Which units inside have met in each quarter that the span touches, each quarter as a whole up to the span's last day.
 * A hamlet has met where a dialogue was held in it, or where a household of it came to one of the whole commune.
 */
export async function quartersCounted(sql: Sql, inside: Inside, span: Span): Promise<QuarterCounted[]> {
  const found: QuarterCounted[] = [];
  for (const quarter of periodsBetween("quarter", span.from, span.to)) {
    const within: Span = {
      from: quarter.from,
      to: quarter.to < span.to ? quarter.to : span.to,
      year: span.year,
    };
    const met = new Set(
      (await sql.rows(UnitRow, MET, paramsOf(inside.self.id, within))).flatMap(
        ({ unit_id }) => inside.partOf.get(unit_id) ?? [],
      ),
    );
    const figures = await computeFigures(sql, inside.self.id, within, COUNTED);
    const number = (code: string): number => figures.get(code)?.total ?? 0;
    const row: QuarterRow = {
      id: quarter.id,
      met: inside.parts.filter(({ id }) => met.has(id)).map(labelOf),
      not_met: inside.parts.filter(({ id }) => !met.has(id)).map(labelOf),
      meetings: number("meetings"),
      people: number("meeting_people"),
      raised: number("issues_raised"),
      solved: number("issues_solved"),
    };
    found.push({ row, meetings: figures.get("meetings")?.byUnit ?? new Map<string, number>() });
  }
  return found;
}

const MET = `${COMMON}, held AS (
    SELECT m.id, p.home_id FROM meetings m JOIN place p USING (unit_id)
    WHERE m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3
  )
  SELECT home_id AS unit_id FROM held
  UNION
  SELECT here.unit_id FROM held JOIN meeting_households mh ON mh.meeting_id = held.id AND mh.came
  JOIN here USING (household_id)`;

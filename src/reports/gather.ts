import { localDateOf } from "../calendar/local-date.ts";
import { typeOfCode } from "../registry/units/unit-types.ts";
import type { Sql } from "../turns/ports.ts";
import { computeFigures, type Computed } from "./compute-figures.ts";
import { insideOn, labelOf, type Inside } from "./inside.ts";
import { listsOf } from "./lists.ts";
import { officeOf } from "./office.ts";
import { quartersCounted, type QuarterCounted } from "./quarters.ts";
import type { PartRow, ReportData } from "./report-data.ts";
import { reportPeriod, spanBefore, spanOf, type Span } from "./span.ts";
import { targetsWithReached } from "./targets-reached.ts";

/**
 * Everything that a report of a unit for a period says, as the record and the map have it at this moment. Null where the
 * unit does not exist on the last day.
 */
export async function gatherReport(
  sql: Sql,
  wanted: {
    report: string;
    unit: string;
    period: string;
    number: string | null;
    written: ReportData["written"];
  },
  now: Date,
): Promise<ReportData | null> {
  const today = localDateOf(now);
  const period = reportPeriod(wanted.period);
  const span = spanOf(period, today);
  const inside = await insideOn(sql, wanted.unit, span.to);
  if (inside === null) return null;
  const level = typeOfCode(inside.self.type).level === "province" ? "province" : "commune";
  const computed = await computeFigures(sql, wanted.unit, span);
  const quarters = await quartersCounted(sql, inside, span);
  const [above] = await aboveOf(sql, inside, span);
  return {
    version: 1,
    report: wanted.report,
    unit: { id: wanted.unit, name: inside.self.name, type: inside.self.type, above: above ?? null },
    level,
    period: {
      id: period.id,
      kind: period.kind === "half_year" ? "half_year" : "report_year",
      year: period.year,
      index: period.index,
    },
    from: span.from,
    to: span.to,
    made_on: today,
    number: wanted.number,
    office: await officeOf(sql, { unit: wanted.unit, on: today }),
    figures: totals(computed),
    previous: totals(await computeFigures(sql, wanted.unit, spanBefore(period))),
    // A second half counts together with the first: targets are those of the year.
    targets: (await targetsWithReached(sql, wanted.unit, period.year, span.to)).map(
      ({ figure, label, measure, value, reached, document }) => ({
        figure,
        label,
        measure,
        value,
        reached,
        document,
      }),
    ),
    parts: partsOf(inside, computed, quarters),
    quarters: quarters.map(({ row }) => row),
    ...(await listsOf(sql, wanted.unit, span, level === "commune")),
    written: wanted.written,
  };
}

function totals(computed: ReadonlyMap<string, Computed>): Record<string, number> {
  return Object.fromEntries([...computed].map(([code, { total }]) => [code, total]));
}

async function aboveOf(sql: Sql, { self }: Inside, span: Span): Promise<string[]> {
  if (self.parent === null) return [];
  const above = await insideOn(sql, self.parent, span.to);
  return above === null ? [] : [labelOf(above.self)];
}

/** The figures of what lies directly inside, and of what belongs to the whole unit only; together they are the unit's. */
function partsOf(
  inside: Inside,
  computed: ReadonlyMap<string, Computed>,
  quarters: readonly QuarterCounted[],
): PartRow[] {
  const sumFor = (byUnit: ReadonlyMap<string, number>, part: string | null): number =>
    [...byUnit].reduce(
      (sum, [unit, value]) => ((inside.partOf.get(unit) ?? null) === part ? sum + value : sum),
      0,
    );
  const rowOf = (name: string, part: string | null): PartRow => ({
    name,
    own: part === null,
    figures: Object.fromEntries([...computed].map(([code, { byUnit }]) => [code, sumFor(byUnit, part)])),
    meetings: Object.fromEntries(quarters.map(({ row, meetings }) => [row.id, sumFor(meetings, part)])),
  });
  const own = rowOf(labelOf(inside.self), null);
  const says = Object.values({ ...own.figures, ...own.meetings }).some((value) => value !== 0);
  return [...inside.parts.map((part) => rowOf(labelOf(part), part.id)), ...(says ? [own] : [])];
}

import { localDateOf } from "../calendar/local-date.ts";
import { parsePeriod, periodOf } from "../calendar/periods.ts";
import { typeOfCode } from "../registry/units/unit-types.ts";
import type { Sql } from "../turns/ports.ts";
import { computeFigures, type Computed } from "./compute-figures.ts";
import { figureOf } from "./figures/all.ts";
import { insideOn, labelOf, type Inside } from "./inside.ts";
import { listsOf } from "./lists.ts";
import { officeOf } from "./office.ts";
import { quartersOf } from "./quarters.ts";
import type { PartRow, QuarterRow, ReportData } from "./report-data.ts";
import { reportPeriod, spanBefore, spanOf, type Span } from "./span.ts";
import { reachedBy, targetsOf } from "./targets.ts";

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
  const figures = totals(computed);
  const quarters = await quartersOf(sql, inside, span);
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
    figures,
    previous: totals(await computeFigures(sql, wanted.unit, spanBefore(period))),
    targets: reachedBy(
      await targetsOf(sql, wanted.unit, period.year),
      await ofTheYear(sql, wanted.unit, span, figures),
    ),
    parts: await partsOf(sql, inside, computed, quarters, span),
    quarters,
    ...(await listsOf(sql, wanted.unit, span, level === "commune")),
    written: wanted.written,
  };
}

/** What a target of the year is measured by: a second half counts together with the first. */
async function ofTheYear(
  sql: Sql,
  unit: string,
  span: Span,
  figures: Record<string, number>,
): Promise<Record<string, number>> {
  const year = periodOf("report_year", span.from);
  if (year.from === span.from) return figures;
  return totals(await computeFigures(sql, unit, { ...span, from: year.from }));
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
async function partsOf(
  sql: Sql,
  inside: Inside,
  computed: ReadonlyMap<string, Computed>,
  quarters: readonly QuarterRow[],
  span: Span,
): Promise<PartRow[]> {
  const meetings = figureOf("meetings");
  const perQuarter = new Map<string, ReadonlyMap<string, number>>();
  for (const { id } of quarters) {
    const within = { ...quarterDays(id, span), year: span.year };
    const counted = await computeFigures(sql, inside.self.id, within, meetings === null ? [] : [meetings]);
    perQuarter.set(id, counted.get("meetings")?.byUnit ?? new Map());
  }
  const sumFor = (byUnit: ReadonlyMap<string, number>, part: string | null): number =>
    [...byUnit].reduce(
      (sum, [unit, value]) => ((inside.partOf.get(unit) ?? null) === part ? sum + value : sum),
      0,
    );
  const rowOf = (name: string, part: string | null): PartRow => ({
    name,
    own: part === null,
    figures: Object.fromEntries([...computed].map(([code, { byUnit }]) => [code, sumFor(byUnit, part)])),
    meetings: Object.fromEntries([...perQuarter].map(([id, byUnit]) => [id, sumFor(byUnit, part)])),
  });
  const own = rowOf(labelOf(inside.self), null);
  const says = Object.values({ ...own.figures, ...own.meetings }).some((value) => value !== 0);
  return [...inside.parts.map((part) => rowOf(labelOf(part), part.id)), ...(says ? [own] : [])];
}

function quarterDays(id: string, span: Span): Pick<Span, "from" | "to"> {
  const quarter = parsePeriod(id);
  if (quarter === null) throw new Error(`${id} is no quarter.`);
  return { from: quarter.from, to: quarter.to < span.to ? quarter.to : span.to };
}

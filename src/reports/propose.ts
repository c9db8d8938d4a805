import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { parsePeriod } from "../calendar/periods.ts";
import type { Values } from "../domain/value.ts";
import type { Sql } from "../turns/ports.ts";
import { computeFigures } from "./compute-figures.ts";
import { figureOf } from "./figures/all.ts";
import { amongParticipants } from "./figures/figure.ts";
import { insideOn } from "./inside.ts";
import { openNeeds } from "./lists.ts";
import type { Say } from "./paper/say.ts";
import { quarterLabel } from "./quarter-words.ts";
import { quartersOf } from "./quarters.ts";
import type { QuarterRow, ReportData } from "./report-data.ts";
import type { Section } from "./sections.ts";
import { reportPeriod, spanOf } from "./span.ts";

const CODES = [
  "taking_part",
  "with_officer",
  "with_plan",
  "with_entry",
  "visited",
  "left_poverty",
  "issues_raised",
  "issues_solved",
];

/** What a written part may be begun with: figures and meetings only. Nothing here is anybody's opinion. */
export type Facts = {
  figures: Record<string, number>;
  quarters: QuarterRow[];
  needs: ReportData["needs"];
  /** The last day that the facts cover. */
  to: LocalDate;
};

/** The facts of a report as the record has them now; null where the unit did not exist on the last day. */
export async function factsFor(
  sql: Sql,
  { unit, period }: { unit: string; period: string },
  now: Date,
): Promise<Facts | null> {
  const span = spanOf(reportPeriod(period), localDateOf(now));
  const inside = await insideOn(sql, unit, span.to);
  if (inside === null) return null;
  const figures = await computeFigures(
    sql,
    unit,
    span,
    CODES.flatMap((code) => figureOf(code) ?? []).map(amongParticipants),
  );
  return {
    figures: Object.fromEntries([...figures].map(([code, { total }]) => [code, total])),
    quarters: await quartersOf(sql, inside, span),
    needs: await openNeeds(sql, unit, span),
    to: span.to,
  };
}

/** A first text for a written part, one fact a line; null where the facts say nothing to it (causes, lessons). */
export function propose(section: Section, facts: Facts, say: Say): string | null {
  const lines = (LINES[section]?.({ ...facts, say }) ?? []).filter((line) => line !== null);
  return lines.length === 0 ? null : lines.join("\n");
}

/** Whether facts say anything to a part: of causes and lessons they know nothing, so that none need be gathered. */
export function proposes(section: Section): boolean {
  return LINES[section] !== undefined;
}

type Given = Facts & { say: Say };
type Lines = (given: Given) => (string | null)[];

const LINES: Partial<Record<Section, Lines>> = {
  strengths: (given) => [
    when(of(given, "taking_part"), given, "propose.taking_part", given.figures),
    when(of(given, "left_poverty"), given, "propose.left_poverty", given.figures),
    ...over(given)
      .filter(({ not_met, met }) => met.length > 0 && not_met.length === 0)
      .map((quarter) => metIn(quarter, given.say)),
  ],
  limits: (given) => [
    when(without(given, "with_plan"), given, "propose.without_plan", { count: without(given, "with_plan") }),
    when(without(given, "with_officer"), given, "propose.without_officer", {
      count: without(given, "with_officer"),
    }),
    when(without(given, "visited"), given, "propose.not_visited", { count: without(given, "visited") }),
    ...over(given)
      .filter(({ not_met }) => not_met.length > 0)
      .map((quarter) => metIn(quarter, given.say)),
    when(unsolved(given), given, "propose.unsolved", { count: unsolved(given) }),
  ],
  next_steps: (given) => [
    when(without(given, "with_plan"), given, "propose.make_plans", { count: without(given, "with_plan") }),
    when(without(given, "visited"), given, "propose.visit", { count: without(given, "visited") }),
    ...given.quarters
      .slice(-1)
      .map(({ not_met }) =>
        not_met.length === 0 ? null : given.say("propose.meet", { units: not_met.join(", ") }),
      ),
  ],
  proposals: ({ needs, say }) =>
    needs.map(({ category, households, cost }) =>
      say(cost > 0 ? "propose.need_cost" : "propose.need", {
        households,
        what: say.term("need_categories", category),
        cost,
      }),
    ),
};

/** The quarters that have ended: of one that still runs nobody can say that it was missed. */
function over({ quarters, to }: Facts): QuarterRow[] {
  return quarters.filter(({ id }) => (parsePeriod(id)?.to ?? to) <= to);
}

function of({ figures }: Facts, code: string): number {
  return figures[code] ?? 0;
}

function without(facts: Facts, code: string): number {
  return Math.max(0, of(facts, "taking_part") - of(facts, code));
}

function unsolved(facts: Facts): number {
  return of(facts, "issues_raised") - of(facts, "issues_solved");
}

function when(count: number, { say }: Given, key: string, values: Values): string | null {
  return count > 0 ? say(key, values) : null;
}

/** "Quý III/2026: 3/7 đơn vị đã họp; chưa họp: Ấp 2, Ấp 5." */
function metIn(quarter: QuarterRow, say: Say): string {
  const values = {
    quarter: quarterLabel(quarter.id, say),
    met: quarter.met.length,
    all: quarter.met.length + quarter.not_met.length,
    units: quarter.not_met.join(", "),
  };
  if (quarter.not_met.length === 0) return say("propose.all_met", values);
  return say(quarter.met.length === 0 ? "propose.none_met" : "propose.met", values);
}

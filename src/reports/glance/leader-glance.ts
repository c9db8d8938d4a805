import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { submissionsOf } from "../../deadlines/submission.ts";
import { isIn } from "../../domain/submission-state.ts";
import type { Values } from "../../domain/value.ts";
import type { Sql } from "../../turns/ports.ts";
import { computeFigures } from "../compute-figures.ts";
import { figureOf } from "../figures/all.ts";
import { amongParticipants } from "../figures/figure.ts";
import { insideOn, labelOf } from "../inside.ts";
import { quarterLabel } from "../quarter-words.ts";
import { firstNames } from "../paper/phrases.ts";
import type { Say } from "../paper/say.ts";
import type { Progress } from "../pictures/progress-picture.ts";
import { quartersOf } from "../quarters.ts";
import { reportPeriod, type Span } from "../span.ts";
import { targetsWithReached } from "../targets-reached.ts";

const WaitingRow = z.object({ waiting: z.int(), overdue: z.int() });
/** Names that a line holds. */
const NAMES = 5;
const MOST_TARGETS = 4;
/** A report is something to do from this many days before its last day on. */
const SOON_DAYS = 30;

/** How a commune stands today: what three lines and one picture are made of, and up to three things to do. */
export type Glance = { vars: Values; progress: Progress[] };

/** Null where the unit does not exist today. */
export async function leaderGlance(
  sql: Sql,
  unit: string,
  say: Say,
  now: Date,
  /** The day that figures are of; what is to be done is always as of now. */
  on: LocalDate = localDateOf(now),
): Promise<Glance | null> {
  const today = on;
  const inside = await insideOn(sql, unit, today);
  if (inside === null) return null;
  const year = Number(today.slice(0, 4));
  const quarter = periodOf("quarter", today);
  const span = (from: string): Span => ({ from, to: today, year });
  const count = async (codes: string[], within: Span): Promise<Record<string, number>> => {
    const computed = await computeFigures(
      sql,
      unit,
      within,
      codes.flatMap((code) => figureOf(code) ?? []).map(amongParticipants),
    );
    return Object.fromEntries([...computed].map(([code, { total }]) => [code, total]));
  };
  const quarterly = await count(["taking_part", "with_plan", "visited"], span(quarter.from));
  const month = await count(["with_entry"], span(`${today.slice(0, 8)}01`));
  const [met] = await quartersOf(sql, inside, span(quarter.from));
  const [reports] = (await submissionsOf(sql, [unit], now)).filter(
    ({ obligation, state }) => obligation.startsWith("report_") && !isIn(state),
  );
  const [left] = await sql.rows(WaitingRow, WAITING, [unit, localDateOf(now)]);
  const all = quarterly["taking_part"] ?? 0;
  const units = (met?.met.length ?? 0) + (met?.not_met.length ?? 0);
  const late = reports?.shown === "late" || reports?.state === "returned";
  const soon = reports !== undefined && days(localDateOf(now), reports.last_day) <= SOON_DAYS;
  const todo = [
    ...(late ? ["report"] : []),
    ...((left?.waiting ?? 0) > 0 ? ["review"] : []),
    ...((met?.not_met.length ?? 0) > 0 ? ["meeting"] : []),
    ...(!late && soon ? ["report"] : []),
    ...((left?.overdue ?? 0) > 0 ? ["my_tasks"] : []),
  ].slice(0, 3);
  const targets = await targetProgress(sql, unit, today, say);
  return {
    vars: {
      level: "commune",
      unit_name: labelOf(inside.self),
      households: all,
      with_plan: quarterly["with_plan"] ?? 0,
      with_entry: month["with_entry"] ?? 0,
      visited: quarterly["visited"] ?? 0,
      quarter: met === undefined ? null : quarterLabel(met.id, say),
      met: met?.met.length ?? 0,
      units,
      not_met: met === undefined || met.not_met.length === 0 ? null : firstNames(met.not_met, NAMES, say),
      obligation: reports?.obligation ?? null,
      report_year: reports === undefined ? null : reportPeriod(reports.period).year,
      report_state: reports?.shown ?? null,
      last_day: reports?.last_day ?? null,
      waiting: left?.waiting ?? 0,
      overdue: left?.overdue ?? 0,
      todo,
    },
    progress: [
      { name: say("glance.with_plan"), done: quarterly["with_plan"] ?? 0, all },
      { name: say("glance.with_entry"), done: month["with_entry"] ?? 0, all },
      { name: say("glance.visited"), done: quarterly["visited"] ?? 0, all },
      { name: say("glance.met"), done: met?.met.length ?? 0, all: units },
      ...targets,
    ],
  };
}

/** The first targets of the report year that runs; where it has none yet, of the calendar year. */
async function targetProgress(sql: Sql, unit: string, today: LocalDate, say: Say): Promise<Progress[]> {
  const running = await targetsWithReached(sql, unit, periodOf("report_year", today).year, today);
  const targets =
    running.length > 0 ? running : await targetsWithReached(sql, unit, Number(today.slice(0, 4)), today);
  return targets.slice(0, MOST_TARGETS).map(({ figure, label, value, reached, measure }) => ({
    name: label ?? say.term("figures", figure),
    done: reached ?? 0,
    all: value,
    ...(measure === "percent" || measure === "money" ? { measure } : {}),
  }));
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Plans of the unit's households that wait for a decision, and open tasks whose day has passed. */
const WAITING = `WITH RECURSIVE inside (unit_id) AS (
    SELECT $1::uuid
    UNION SELECT v.unit_id FROM unit_versions v JOIN inside i ON v.parent_id = i.unit_id
    WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  ), here (id) AS (SELECT id FROM households WHERE unit_id IN (SELECT unit_id FROM inside))
  SELECT (SELECT count(*)::int FROM plans WHERE status = 'submitted' AND household_id IN (SELECT id FROM here)) AS waiting,
    (SELECT count(*)::int FROM tasks WHERE done_at IS NULL AND due_on < $2
      AND (unit_id IN (SELECT unit_id FROM inside) OR household_id IN (SELECT id FROM here))) AS overdue`;

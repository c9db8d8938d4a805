import { localDateOf, addDays, type LocalDate } from "../calendar/local-date.ts";
import { WAITING } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";
import { owingUnits, type OwingUnit } from "./owing-units.ts";
import { allRules, duesOf, ruledDeadlines, type RuledDeadline } from "./rules-in-force.ts";
import { meetQuarters } from "./meet-quarters.ts";
import type { RuleRow } from "./rule.ts";
import { ensureShippedRules } from "./shipped-rules.ts";

/** How far back and ahead of today due days are looked at; a rule may open a period up to a third of a year before. */
const BACK = 60;
const AHEAD = 130;
/** A year and a half: each obligation comes in it. */
const FIRST_LOOK = 550;

/** The number under which the planner waits for itself. */
const LOCK = 72_707_370;

/** What opens for a unit, as a row. */
type Opening = {
  unit: string;
  obligation: string;
  period: string;
  due_on: LocalDate;
  last_day: LocalDate;
  opens_on: LocalDate;
  locks_on: LocalDate | null;
  rule_version: number;
};

/**
 * Brings the record of who owes what up to this day: periods that have opened become submissions of every unit that owes
 * them, once; a changed rule moves the days of those that still wait; what no unit owes any more is forgiven; a quarter
 * with a meeting is met. Doing it again changes nothing. Call it inside a transaction; returns what it went by.
 */
export async function openSubmissions(
  sql: Sql,
  now: Date,
): Promise<{ units: OwingUnit[]; rules: RuleRow[] }> {
  // Several processes may begin at once; the one that comes second finds everything done.
  await sql.run("SELECT pg_advisory_xact_lock($1)", [LOCK]);
  await ensureShippedRules(sql, now);
  const today = localDateOf(now);
  const rules = await allRules(sql);
  const found = await owingUnits(sql, today);
  const isNew = found.some(({ owes_from }) => owes_from === null);
  const units = isNew ? withBeginnings(found, rules, today) : found;
  if (isNew) await keepBeginnings(sql, units, now);
  const around = ruledDeadlines(rules, addDays(today, -BACK), addDays(today, AHEAD)).filter(
    ({ opensOn }) => opensOn <= today,
  );
  const openings = units.flatMap((unit) => openingsOf(unit, rules, around));
  await writeOpenings(sql, openings, now);
  await forgiveWhatNobodyOwes(sql, units, openings, today, now);
  await meetQuarters(sql, now);
  return { units, rules };
}

/** Units that have no first day from which they owe get one: what falls due after today, and not before the unit was there. */
function withBeginnings(
  units: readonly OwingUnit[],
  rules: readonly RuleRow[],
  today: LocalDate,
): OwingUnit[] {
  const year = ruledDeadlines(rules, today, addDays(today, FIRST_LOOK));
  return units.map((unit) => {
    const ends = duesOf(year, rules, [unit.unit, ...unit.up]).map(({ deadline }) => deadline.period.to);
    const first = ends.toSorted()[0] ?? today;
    const from = unit.began !== null && unit.began > first ? unit.began : first;
    return { ...unit, owes_from: unit.owes_from ?? from };
  });
}

function openingsOf(unit: OwingUnit, rules: readonly RuleRow[], around: readonly RuledDeadline[]): Opening[] {
  const { owes_from, owes_to } = unit;
  return duesOf(around, rules, [unit.unit, ...unit.up])
    .filter(
      ({ deadline: { period } }) =>
        (owes_from === null || period.to >= owes_from) && (owes_to === null || period.to <= owes_to),
    )
    .map((due) => openingOf(unit, due));
}

function openingOf({ unit }: OwingUnit, { rule, deadline, opensOn, locksOn }: RuledDeadline): Opening {
  return {
    unit,
    obligation: deadline.obligation,
    period: deadline.period.id,
    due_on: deadline.due,
    last_day: deadline.lastWorkingDay,
    opens_on: opensOn,
    locks_on: locksOn,
    rule_version: rule.version,
  };
}

async function keepBeginnings(sql: Sql, units: readonly OwingUnit[], now: Date): Promise<void> {
  await sql.run(
    `INSERT INTO duty_starts (unit_id, owes_from, created_at)
     SELECT f.unit, f.owes_from, $2 FROM jsonb_to_recordset($1::jsonb) AS f (unit uuid, owes_from date)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(units), now],
  );
}

async function writeOpenings(sql: Sql, openings: readonly Opening[], now: Date): Promise<void> {
  if (openings.length === 0) return;
  await sql.run(
    `WITH written AS (
       INSERT INTO submissions (id, unit_id, obligation, period, due_on, last_day, opens_on, locks_on, rule_version,
         state_at, created_at)
       SELECT gen_random_uuid(), o.unit, o.obligation, o.period, o.due_on, o.last_day, o.opens_on, o.locks_on,
         o.rule_version, $2, $2
       FROM jsonb_to_recordset($1::jsonb) AS o (unit uuid, obligation text, period text, due_on date, last_day date,
         opens_on date, locks_on date, rule_version int)
       ON CONFLICT (unit_id, obligation, period) DO UPDATE SET due_on = excluded.due_on, last_day = excluded.last_day,
         opens_on = excluded.opens_on, locks_on = excluded.locks_on, rule_version = excluded.rule_version
       WHERE submissions.extended_from IS NULL AND submissions.state = ANY ($3)
         AND (submissions.last_day, submissions.due_on, submissions.rule_version)
           IS DISTINCT FROM (excluded.last_day, excluded.due_on, excluded.rule_version)
       RETURNING id, created_at
     )
     INSERT INTO submission_events (submission_id, kind, at)
     SELECT id, CASE WHEN created_at = $2 THEN 'open' ELSE 'rule_changed' END, $2 FROM written`,
    [JSON.stringify(openings), now, WAITING],
  );
}

/** Periods that are still to come and that no rule asks of their unit any more, and those of units that are no more. */
async function forgiveWhatNobodyOwes(
  sql: Sql,
  units: readonly OwingUnit[],
  openings: readonly Opening[],
  today: LocalDate,
  now: Date,
): Promise<void> {
  await sql.run(
    `WITH let_go AS (
       UPDATE submissions s SET state = 'forgiven', state_at = $4
       WHERE s.state = ANY ($3) AND s.last_day >= $5 AND s.extended_from IS NULL AND s.reopened_until IS NULL
         AND NOT EXISTS (SELECT FROM jsonb_to_recordset($1::jsonb) AS o (unit uuid, obligation text, period text)
           WHERE o.unit = s.unit_id AND o.obligation = s.obligation AND o.period = s.period)
       RETURNING id, unit_id
     )
     INSERT INTO submission_events (submission_id, kind, reason, at)
     SELECT id, 'forgiven', CASE WHEN unit_id = ANY ($2::uuid[]) THEN 'rule_off' ELSE 'unit_ended' END, $4 FROM let_go`,
    [JSON.stringify(openings), units.map(({ unit }) => unit), WAITING, now, today],
  );
}

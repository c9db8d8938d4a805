import { z } from "zod";
import { climb } from "../calendar/deadlines.ts";
import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { openSubmissions } from "../deadlines/open-submissions.ts";
import type { OwingUnit } from "../deadlines/owing-units.ts";
import { ladderOf, rungName, type Rung, type RuleRow } from "../deadlines/rule.ts";
import { ruleFor } from "../deadlines/rules-in-force.ts";
import { WAITING } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";
import { LAST_DAY } from "./last-day.ts";
import { failUnreachable } from "./fail-unreachable.ts";
import { reachAgain } from "./reach-again.ts";
import { plantMornings } from "./plant-mornings.ts";
import { recipientsOf, type Recipient } from "./recipients.ts";

const WaitingRow = z.object({
  id: z.string(),
  unit_id: z.string(),
  obligation: z.string(),
  due_on: z.string(),
  last_day: z.string(),
  rule_version: z.int(),
});
type WaitingRow = z.infer<typeof WaitingRow>;

/** One line of the ledger as it ought to be. */
type Wanted = {
  key: string;
  submission: string;
  rung: string;
  person: string | null;
  part: string;
  planned_on: LocalDate;
  rule_version: number;
};

/**
 * Brings the ledger up to now: every rung of everything that is owed, for everybody who answers for it today. What was
 * planned for somebody who does not any more, or for a day that was moved, is left out with the reason; nothing that was
 * decided is touched, so that a changed rule or a second run repeats nothing. Then one timer a person and morning on which
 * something is due. Whether it is said is decided when that morning comes (`decide.ts`). Call it at the start, now and
 * then, and after the clock was pushed; inside a transaction.
 */
export async function planReminders(sql: Sql, now: Date, politeTime: (instant: Date) => Date): Promise<void> {
  const { units, rules } = await openSubmissions(sql, now);
  const today = localDateOf(now);
  const waiting = await sql.rows(
    WaitingRow,
    `SELECT id, unit_id, obligation, due_on, ${LAST_DAY} AS last_day, rule_version FROM submissions s
     WHERE state = ANY ($1) AND (locks_on IS NULL OR locks_on > $2 OR reopened_until >= $2)`,
    [WAITING, today],
  );
  const wanted = wantedRows(waiting, units, rules, await recipientsOf(sql, units, today));
  await writeLedger(sql, wanted, today, now);
  await reachAgain(sql, today);
  await failUnreachable(sql, now);
  await plantMornings(sql, now, politeTime);
}

function wantedRows(
  waiting: readonly WaitingRow[],
  units: readonly OwingUnit[],
  rules: readonly RuleRow[],
  recipients: ReadonlyMap<string, Recipient[]>,
): Wanted[] {
  const unitOf = new Map(units.map((unit) => [unit.unit, unit]));
  const dates = new Map<string, { rung: Rung; name: string; date: LocalDate }[]>();
  return waiting.flatMap((row) => {
    const unit = unitOf.get(row.unit_id);
    const rule =
      unit === undefined ? null : ruleFor(rules, row.obligation, [unit.unit, ...unit.up], row.due_on);
    if (rule === null) return [];
    const key = `${rule.code} ${rule.unit_id} ${rule.version} ${row.last_day}`;
    const rungs = dates.get(key) ?? rungsOf(rule, row.last_day);
    dates.set(key, rungs);
    return rungs.flatMap((rung) => linesOf(row, rung, recipients.get(row.unit_id) ?? []));
  });
}

function rungsOf(rule: RuleRow, lastDay: LocalDate): { rung: Rung; name: string; date: LocalDate }[] {
  const dates = new Map(climb(ladderOf(rule.ladder), lastDay).map(({ rung, date }) => [rung, date]));
  return rule.ladder.flatMap((rung) => {
    const name = rungName(rung.days);
    const date = dates.get(name);
    return date === undefined ? [] : [{ rung, name, date }];
  });
}

/** A line for each who hears on this rung; one without a person where nobody answers for the unit. */
function linesOf(
  row: WaitingRow,
  { rung, name, date }: { rung: Rung; name: string; date: LocalDate },
  recipients: readonly Recipient[],
): Wanted[] {
  const line = (person: string | null, part: string): Wanted => ({
    key: `${row.id}:${row.last_day}:${name}:${person ?? "nobody"}`,
    submission: row.id,
    rung: name,
    person,
    part,
    planned_on: date,
    rule_version: row.rule_version,
  });
  const lines = recipients
    .filter(({ part }) => rung.parts.includes(part))
    .map(({ person, part }) => line(person, part));
  return recipients.some(({ part }) => part === "owes") ? lines : [...lines, line(null, "owes")];
}

async function writeLedger(sql: Sql, wanted: readonly Wanted[], today: LocalDate, now: Date): Promise<void> {
  await sql.run(
    `WITH wanted AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS w (key text, submission uuid, rung text, person uuid, part text,
         planned_on date, rule_version int)
     ), written AS (
       INSERT INTO reminders (key, submission_id, rung, person_id, part, planned_on, rule_version, created_at)
       SELECT key, submission, rung, person, part, planned_on, rule_version, $2 FROM wanted
       ON CONFLICT (key) DO UPDATE SET state = 'planned', reason = NULL, decided_at = NULL, part = excluded.part
       -- Responsible again, or returned: what is still to come comes after all.
       WHERE reminders.state = 'left_out' AND reminders.reason IN ('not_responsible', 'done')
         AND reminders.planned_on >= $3
     )
     UPDATE reminders r SET state = 'left_out', decided_at = $2, reason = CASE
         WHEN s.state <> ALL ($4) THEN 'done'
         WHEN split_part(r.key, ':', 2) <> (${LAST_DAY})::text THEN 'moved'
         ELSE 'not_responsible' END
     FROM submissions s
     WHERE s.id = r.submission_id AND r.state IN ('planned', 'held') AND r.rung NOT LIKE 'again%'
       AND NOT EXISTS (SELECT FROM wanted w WHERE w.key = r.key)`,
    [JSON.stringify(wanted), now, today, WAITING],
  );
}

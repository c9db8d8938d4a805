import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { nextMonth } from "../calendar/next-month.ts";
import { alertAdministrators } from "../desk/alert-administrators.ts";
import { Restored, RESTORED_KEY } from "../domain/restored.ts";
import { WAITING } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";
import { LAST_DAY } from "./last-day.ts";
import { morningOf } from "./morning-hour.ts";
import { planReminders } from "./plan-reminders.ts";
import { plantMornings } from "./plant-mornings.ts";
import { ASKS_STILL, clockTime, MAYBE_TOLD, RESTORED_RUNG } from "./restored-words.ts";

/** The kind of the timer behind the one message that says what may have been asked. */
const CAUGHT_UP = "restored";

const NoteRow = z.object({ value: z.unknown() });
const Moment = z.object({ day: z.string(), time: z.string() });
type Moment = z.infer<typeof Moment>;
const TimerRow = z.object({
  kind: z.string(),
  person_id: z.string().nullable(),
  household_id: z.string().nullable(),
  payload: z
    .object({ vars: z.object({ since: Moment.optional().catch(undefined) }).catch({}) })
    .catch({ vars: {} }),
});
const PersonRow = z.object({ person_id: z.string() });

/** What is known of a restore when it has been seen to; `woken` are the accounts that have something in their inbox. */
export type Settled = {
  from: Date;
  to: Date;
  reminders: number;
  others: number;
  broadcasts: number;
  woken: string[];
};

/**
 * Sees to a backup that was put back, once, before anything is said: whatever fell due between the backup and the restore may
 * have been said already, and nothing in the record can tell. It is put down as such and not said again; of what is still
 * open each person gets one message (`morning.ts` beside what she owes, else `after-restore.ts`). Broadcasts that were under
 * way stand still until somebody has looked, and administrators hear what is lost. Null where nothing was put back.
 * `aheadMs` is how far the program's clock is ahead of the one that the restore looked at.
 */
export async function settleRestore(
  sql: Sql,
  now: Date,
  { politeTime, aheadMs }: { politeTime: (instant: Date) => Date; aheadMs: number },
): Promise<Settled | null> {
  const [note] = await sql.rows(NoteRow, "DELETE FROM settings WHERE key = $1 RETURNING value", [
    RESTORED_KEY,
  ]);
  const restored = Restored.safeParse(note?.value);
  if (!restored.success) return null;
  const from = new Date(restored.data.backup.getTime() + aheadMs);
  const to = new Date(restored.data.at.getTime() + aheadMs);
  if (to <= from) return null;
  const fallenDue = await closeTimers(sql, to, now);
  await closeInbox(sql, from, now);
  await closeErrands(sql, to, now);
  await planReminders(sql, now, politeTime);
  const reminders = await closeLedger(sql, to, now);
  await plantMornings(sql, now, politeTime);
  await plantCatchUps(sql, fallenDue, { from, now, at: politeTime(now) });
  const broadcasts = await sql.run(
    "UPDATE broadcasts SET state = 'paused' WHERE state = 'sending' OR (state = 'approved' AND coalesce(send_at, created_at) <= $1)",
    [to],
  );
  const settled = { from, to, reminders, others: fallenDue.length, broadcasts };
  return { ...settled, woken: await tellAdministrators(sql, settled, now) };
}

/** What somebody put off herself, and how long a talk may be silent, is none of it; the monthly word goes on next month. */
async function closeTimers(sql: Sql, to: Date, now: Date): Promise<z.infer<typeof TimerRow>[]> {
  const closed = await sql.rows(
    TimerRow,
    `UPDATE timers SET fired_at = $2, outcome = $3
     WHERE fired_at IS NULL AND due_at <= $1 AND NOT held AND kind <> 'deadline' RETURNING kind, person_id, household_id, payload`,
    [to, now, MAYBE_TOLD],
  );
  const { month, firstWorkingDay } = nextMonth(localDateOf(now));
  await sql.run(
    `INSERT INTO timers (key, kind, person_id, payload, due_at, created_at)
     SELECT DISTINCT ON (person_id) 'monthly:' || person_id || ':' || $2::text, kind, person_id, payload, $3::timestamptz, $1::timestamptz
     FROM timers WHERE kind = 'monthly' AND fired_at = $1 AND outcome = $4 AND person_id IS NOT NULL ORDER BY person_id, id
     ON CONFLICT (key) DO NOTHING`,
    [now, month, morningOf(firstWorkingDay), MAYBE_TOLD],
  );
  return closed.filter(({ kind }) => kind !== "nudge" && kind !== "later");
}

/** What we had begun ourselves and the backup caught before it was said; what people wrote is still to be answered. */
async function closeInbox(sql: Sql, from: Date, now: Date): Promise<void> {
  await sql.run(
    `UPDATE inbox SET handled_at = $2 WHERE handled_at IS NULL AND received_at <= $1 AND payload ->> 'kind' = 'start'
       AND (external_id LIKE 'timer:%' OR external_id LIKE 'told:%' OR external_id LIKE 'alert:%')`,
    [from, now],
  );
}

/**
 * What was asked for and not made yet: it was made and sent within moments of the backup. Days later it would be news of a
 * talk that nobody remembers, and it may change the record by what was true then; whoever lacks it asks for it again.
 */
async function closeErrands(sql: Sql, to: Date, now: Date): Promise<void> {
  await sql.run(
    "UPDATE errands SET done_at = $2, failure = 'restored' WHERE done_at IS NULL AND created_at <= $1",
    [to, now],
  );
}

/**
 * Rungs whose morning had come before the restore; of each thing that is still owed one line for today takes their place, for
 * everybody who would have heard of it.
 */
async function closeLedger(sql: Sql, to: Date, now: Date): Promise<number> {
  const lastDay = localDateOf(to);
  const today = localDateOf(now);
  const params = [lastDay, morningOf(lastDay) <= to, now, MAYBE_TOLD];
  const closed = await sql.run(
    `UPDATE reminders SET state = $4, reason = 'restored', decided_at = $3
     WHERE state IN ('planned', 'held') AND (planned_on < $1::date OR (planned_on = $1::date AND $2::boolean))`,
    params,
  );
  await sql.run(
    `INSERT INTO reminders (key, submission_id, rung, person_id, part, planned_on, rule_version, created_at)
     SELECT DISTINCT ON (s.id, r.person_id) s.id || ':' || (${LAST_DAY})::text || ':' || $1::text || ':' || r.person_id,
       s.id, $1::text, r.person_id, r.part, $2::date, s.rule_version, $3::timestamptz
     FROM reminders r JOIN submissions s ON s.id = r.submission_id
     WHERE r.state = $4 AND r.decided_at = $3 AND r.person_id IS NOT NULL AND s.state = ANY ($5)
       AND (s.locks_on IS NULL OR s.locks_on > $2 OR s.reopened_until >= $2)
     ORDER BY s.id, r.person_id, r.planned_on DESC
     -- A second restore on the same day: the line of the first may have been said or not, and takes its own place.
     ON CONFLICT (key) DO UPDATE SET state = 'planned', reason = NULL, decided_at = NULL WHERE reminders.state = $4`,
    [`${RESTORED_RUNG} ${today}`, today, now, MAYBE_TOLD, WAITING],
  );
  return closed;
}

/** One message for whoever may have been asked something and does not hear of it together with what she owes. */
async function plantCatchUps(
  sql: Sql,
  fallenDue: readonly z.infer<typeof TimerRow>[],
  { from, now, at }: { from: Date; now: Date; at: Date },
): Promise<void> {
  const owing = await sql.rows(
    PersonRow,
    `SELECT DISTINCT person_id FROM reminders WHERE state = 'planned' AND person_id IS NOT NULL AND rung = $1`,
    [`${RESTORED_RUNG} ${localDateOf(now)}`],
  );
  // One that an earlier restore planted counts as what it asks for, and from that one's moment on.
  const asking = fallenDue
    .filter(({ kind }) => kind === CAUGHT_UP || ASKS_STILL.includes(kind))
    .toSorted((a, b) => Number(b.kind === CAUGHT_UP) - Number(a.kind === CAUGHT_UP));
  const told = new Set(owing.map(({ person_id }) => person_id));
  for (const { person_id, household_id, payload } of asking) {
    const whose = household_id ?? person_id;
    if (whose === null || told.has(whose)) continue;
    told.add(whose);
    await sql.run(
      `INSERT INTO timers (key, kind, person_id, household_id, payload, due_at, created_at)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7) ON CONFLICT (key) DO NOTHING`,
      [
        `${CAUGHT_UP}:${whose}:${now.toISOString()}`,
        CAUGHT_UP,
        household_id === null ? person_id : null,
        household_id,
        JSON.stringify({
          kind: "start",
          flow: "after_restore",
          vars: { since: earlier(moment(from), payload.vars.since) },
        }),
        at,
        now,
      ],
    );
  }
}

function earlier(one: Moment, other: Moment | undefined): Moment {
  return other !== undefined && `${other.day} ${other.time}` < `${one.day} ${one.time}` ? other : one;
}

/** What is not there has no line in the message. */
function none(count: number): number | null {
  return count === 0 ? null : count;
}

function moment(instant: Date): Moment {
  return { day: localDateOf(instant), time: clockTime(instant) };
}

async function tellAdministrators(sql: Sql, settled: Omit<Settled, "woken">, now: Date): Promise<string[]> {
  const gap = {
    from: moment(settled.from),
    to: moment(settled.to),
    reminders: none(settled.reminders),
    others: none(settled.others),
    broadcasts: none(settled.broadcasts),
  };
  return alertAdministrators(sql, { code: "restored", link: null, broken: null, gap }, now);
}

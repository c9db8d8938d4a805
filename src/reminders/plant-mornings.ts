import { z } from "zod";
import { addDays, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { isWorkingDay, workingDaysAfter } from "../calendar/working-days.ts";
import type { Sql } from "../turns/ports.ts";
import { LAST_DAY } from "./last-day.ts";
import { morningOf } from "./morning-hour.ts";

const DayRow = z.object({ day: z.string() });

/**
 * One timer for each person and morning on which something of hers is due, and one for the next morning in office where
 * something is overdue: what was planned for a day before she became responsible, or on which the program was not there. Timers of
 * people who have nothing to hear any more are taken back.
 */
export async function plantMornings(sql: Sql, now: Date, politeTime: (instant: Date) => Date): Promise<void> {
  const today = localDateOf(now);
  await sql.run(
    `DELETE FROM timers t WHERE t.kind = 'deadline' AND t.fired_at IS NULL AND NOT t.held
       AND NOT EXISTS (SELECT FROM reminders r WHERE r.person_id = t.person_id AND r.state = 'planned'
         AND r.planned_on <= (t.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`,
  );
  const firstDay = now < morningOf(today) ? today : addDays(today, 1);
  const days = await sql.rows(
    DayRow,
    "SELECT DISTINCT planned_on AS day FROM reminders WHERE state = 'planned' AND planned_on >= $1",
    [firstDay],
  );
  const mornings = days.map(({ day }) => ({ day, at: politeTime(morningOf(day)) }));
  await sql.run(
    `INSERT INTO timers (key, kind, person_id, payload, due_at, created_at)
     SELECT DISTINCT 'deadline:' || r.person_id || ':' || m.day, 'deadline', r.person_id,
       jsonb_build_object('kind', 'start', 'flow', 'deadline', 'vars', jsonb_build_object('day', m.day)), m.at, $2::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS m (day date, at timestamptz)
     JOIN reminders r ON r.planned_on = m.day AND r.state = 'planned' AND r.person_id IS NOT NULL
     ON CONFLICT (key) DO NOTHING`,
    [JSON.stringify(mornings), now],
  );
  await plantCatchUps(sql, { now, today, next: nextWorkingDay(firstDay) }, politeTime);
}

/**
 * For whoever has something overdue and no timer: the morning of the next working day, or now, where the last day in time
 * would have gone by until then, whatever is planned for that morning.
 */
async function plantCatchUps(
  sql: Sql,
  { now, today, next }: { now: Date; today: LocalDate; next: LocalDate },
  politeTime: (instant: Date) => Date,
): Promise<void> {
  await sql.run(
    `INSERT INTO timers (key, kind, person_id, payload, due_at, created_at)
     SELECT 'deadline:' || person_id || ':' || CASE WHEN urgent THEN $4::text || ':now' ELSE $1::text END, 'deadline', person_id,
       jsonb_build_object('kind', 'start', 'flow', 'deadline', 'vars', jsonb_build_object('day', $1::text)),
       CASE WHEN urgent THEN $5::timestamptz ELSE $2::timestamptz END, $3::timestamptz
     FROM (
       SELECT r.person_id, bool_or(${LAST_DAY} >= $4::date AND ${LAST_DAY} < $1::date) AS urgent
       FROM reminders r JOIN submissions s ON s.id = r.submission_id
       WHERE r.state = 'planned' AND r.planned_on <= $4::date AND r.person_id IS NOT NULL
       GROUP BY r.person_id
     ) late
     WHERE NOT EXISTS (SELECT FROM timers t WHERE t.kind = 'deadline' AND t.fired_at IS NULL AND t.person_id = late.person_id
       AND t.due_at <= CASE WHEN urgent THEN $5::timestamptz ELSE $2::timestamptz END)
     ON CONFLICT (key) DO NOTHING`,
    [next, politeTime(morningOf(next)), now, today, politeTime(now)],
  );
}

function nextWorkingDay(date: LocalDate): LocalDate {
  return isWorkingDay(date) ? date : workingDaysAfter(date, 1);
}

import { localDateOf } from "../calendar/local-date.ts";
import type { Sql } from "../turns/ports.ts";

/** What a person began herself and was only put off; it is no push. */
const NOT_A_PUSH = ["later"];

/** Reminders of deadlines look at the rest when they are said, since a person may answer for several units. */
const DECIDED_BY_THEMSELVES = ["deadline", "later"];

/**
 * Moves what is due and may not be said now. In the quiet times (`until` lies ahead) everything waits for their end: a
 * timer that was planned for the evening may come up at two in the morning, when the light is back. What is for the
 * households, officers and leaders of a unit that rests (storm, flood) waits for the days to pass, and keeps its hour.
 */
export async function restTimers(sql: Sql, now: Date, until: Date): Promise<void> {
  if (until > now)
    await sql.run(
      "UPDATE timers SET due_at = $2 WHERE fired_at IS NULL AND due_at <= $1 AND kind <> ALL ($3)",
      [now, until, NOT_A_PUSH],
    );
  await sql.run(
    `WITH RECURSIVE resting (unit_id, to_day) AS (
       SELECT unit_id, to_day FROM unit_pauses
       WHERE from_day <= $2 AND to_day >= $2 AND (ended_at IS NULL OR ended_at > $1)
       UNION
       SELECT v.unit_id, r.to_day FROM unit_versions v JOIN resting r ON v.parent_id = r.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ), longest AS (SELECT unit_id, max(to_day) AS to_day FROM resting GROUP BY unit_id)
     UPDATE timers t SET due_at = t.due_at
       + make_interval(days => l.to_day + 1 - (t.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
     FROM longest l
     WHERE t.fired_at IS NULL AND t.due_at <= $1 AND t.kind <> ALL ($3) AND (
       EXISTS (SELECT FROM households h WHERE h.id = t.household_id AND h.unit_id = l.unit_id)
       OR EXISTS (SELECT FROM roles r WHERE r.person_id = t.person_id AND r.unit_id = l.unit_id
         AND r.role IN ('officer', 'leader') AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)))`,
    [now, localDateOf(now), DECIDED_BY_THEMSELVES],
  );
}

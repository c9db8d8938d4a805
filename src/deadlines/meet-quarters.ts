import { z } from "zod";
import { parsePeriod } from "../calendar/periods.ts";
import { WAITING } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";

const PeriodRow = z.object({ period: z.string() });

/**
 * "Họp mặt, đối thoại ít nhất 01 lần/quý" (Công văn 1444-CV/TĐTN-TNNT): one such meeting held in the unit, or anywhere below
 * it, meets its quarter, whenever it is written down. On time is the day on which it was held. Looks at all meetings, or at
 * the one that was just logged.
 */
export async function meetQuarters(sql: Sql, now: Date, meeting: string | null = null): Promise<void> {
  const waiting = await sql.rows(
    PeriodRow,
    "SELECT DISTINCT period FROM submissions WHERE obligation = 'meeting_quarter' AND state = ANY ($1)",
    [WAITING],
  );
  const quarters = waiting.flatMap(({ period }) => parsePeriod(period) ?? []);
  if (quarters.length === 0) return;
  await sql.run(
    `WITH RECURSIVE quarter AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS q (id text, "from" date, "to" date)
     ), up (meeting, meets_on, logged_by, unit_id) AS (
       SELECT m.id, m.meets_on, m.logged_by, m.unit_id FROM meetings m JOIN quarter q ON m.meets_on BETWEEN q."from" AND q."to"
       WHERE m.kind = 'dialogue' AND m.status = 'held' AND ($4::uuid IS NULL OR m.id = $4)
       UNION
       SELECT up.meeting, up.meets_on, up.logged_by, v.parent_id FROM up JOIN unit_versions v ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= up.meets_on AND (v.valid_to IS NULL OR v.valid_to > up.meets_on)
     ), first AS (
       SELECT DISTINCT ON (s.id) s.id, up.meeting, up.meets_on, up.logged_by
       FROM submissions s JOIN quarter q ON q.id = s.period
       JOIN up ON up.unit_id = s.unit_id AND up.meets_on BETWEEN q."from" AND q."to"
       WHERE s.obligation = 'meeting_quarter' AND s.state = ANY ($2) ORDER BY s.id, up.meets_on
     ), met AS (
       UPDATE submissions s SET state = 'accepted', state_at = $3, met_by = f.meeting::text, submitted_by = f.logged_by,
         submitted_at = f.meets_on + time '12:00' AT TIME ZONE 'Asia/Ho_Chi_Minh'
       FROM first f WHERE f.id = s.id RETURNING s.id, f.logged_by
     )
     INSERT INTO submission_events (submission_id, kind, reason, person_id, at)
     SELECT id, 'accepted', 'meeting', logged_by, $3 FROM met`,
    [JSON.stringify(quarters), WAITING, now, meeting],
  );
}

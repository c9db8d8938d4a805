import { z } from "zod";
import { DAY_MS, localDateOf } from "../calendar/local-date.ts";
import { COUNTED_TOLD } from "../turns/counted-told.ts";
import type { Sql } from "../turns/ports.ts";

/**
 * How many messages of ours a household's phone gets in seven days before what can wait does, where its organisation says
 * nothing else (its setting `questions_a_week`): questions, broadcasts, and what others' acts tell it (`turns/counted-told.ts`
 * has what does not count). More than that is not answered, and those who are asked too much stop answering at all.
 */
export const QUESTIONS_A_WEEK = 4;
const WEEK_MS = 7 * DAY_MS;

type Timer = { id: string; kind: string; household_id: string | null; due_at: Date };
const AskedRow = z.object({ received_at: z.date() });
const SettingRow = z.object({ value: z.unknown() });

/**
 * When there is room again for a question to this phone; null where there is room now. What was put off has not been asked
 * yet; what somebody told and only waited for a pause in the talk is no question of ours.
 */
export async function waitsUntil(sql: Sql, timer: Timer, contact: string, now: Date): Promise<Date | null> {
  if (timer.household_id === null) return null;
  const asked = await sql.rows(
    AskedRow,
    `SELECT max(i.received_at) AS received_at
     FROM inbox i JOIN timers t ON t.id = split_part(i.external_id, ':', 2)::bigint
     WHERE i.contact_id = $1 AND i.external_id LIKE 'timer:%' AND i.received_at > $2 AND i.payload ->> 'kind' = 'start'
       AND t.fired_at IS NOT NULL AND t.outcome = 'fired' AND t.kind <> 'later'
     GROUP BY t.id
     UNION ALL
     SELECT i.received_at FROM inbox i WHERE i.contact_id = $1 AND i.received_at > $2 AND ${COUNTED_TOLD}
     UNION ALL
     SELECT o.sent_at FROM broadcasts b JOIN broadcast_recipients r ON r.broadcast_id = b.id AND r.contact_id = $1
       JOIN outbox o ON o.id = r.outbox_id
     WHERE b.started_at > $2::timestamptz - interval '7 days' AND o.status = 'sent' AND o.sent_at > $2
     ORDER BY 1 DESC`,
    [contact, new Date(now.getTime() - WEEK_MS)],
  );
  if (asked.length === 0) return null;
  const most = await questionsAWeek(sql, timer.household_id, now);
  const oldest = asked[most - 1];
  return oldest === undefined ? null : new Date(oldest.received_at.getTime() + WEEK_MS);
}

/** What waited for the same household and is asked by this question too is put down as merged with it. */
export async function mergeWaiting(sql: Sql, timer: Timer, now: Date): Promise<string[]> {
  if (timer.household_id === null) return [];
  const rows = await sql.rows(
    z.object({ id: z.string() }),
    `UPDATE timers SET fired_at = $4, outcome = 'merged'
     WHERE household_id = $1 AND kind = $2 AND id <> $3 AND fired_at IS NULL AND NOT held AND due_at <= $4 RETURNING id::text`,
    [timer.household_id, timer.kind, timer.id, now],
  );
  return rows.map(({ id }) => id);
}

/** The setting of the nearest organisation upwards that has one. */
async function questionsAWeek(sql: Sql, household: string, now: Date): Promise<number> {
  const [row] = await sql.rows(
    SettingRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT unit_id, 0 FROM households WHERE id = $1
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     )
     SELECT o.settings -> 'questions_a_week' AS value
     FROM up JOIN organisation_units ou USING (unit_id) JOIN organisations o ON o.id = ou.organisation_id
     WHERE o.settings ? 'questions_a_week' AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)
     ORDER BY up.depth LIMIT 1`,
    [household, localDateOf(now)],
  );
  const set = z.int().min(1).max(50).safeParse(row?.value);
  return set.success ? set.data : QUESTIONS_A_WEEK;
}

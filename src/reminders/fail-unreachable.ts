import { addDays, localDateOf } from "../calendar/local-date.ts";
import type { Sql } from "../turns/ports.ts";

/**
 * Reminders whose day is over and that nobody could be told: nobody answers for the unit, or whoever does has no account
 * that may be written to. They are on record as failed with the reason, and the level above sees it.
 */
export async function failUnreachable(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `UPDATE reminders r SET state = 'failed', decided_at = $1, reason = CASE
         WHEN r.person_id IS NULL THEN 'nobody'
         WHEN NOT EXISTS (SELECT FROM contacts c WHERE c.person_id = r.person_id) THEN 'no_account'
         WHEN NOT EXISTS (SELECT FROM contacts c WHERE c.person_id = r.person_id AND c.state = 'active') THEN 'blocked'
         ELSE 'stopped' END
     WHERE r.state = 'planned' AND r.planned_on <= $2
       AND NOT EXISTS (SELECT FROM contacts c
         WHERE c.person_id = r.person_id AND c.state = 'active' AND NOT c.reminders_off)`,
    [now, addDays(localDateOf(now), -1)],
  );
}

import { WAITING } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";
import type { LocalDate } from "../calendar/local-date.ts";

/**
 * Somebody who had no account, or had closed it, can be written to now: the latest rung that passed without her is planned
 * again, so that one message says where things stand. The rungs before it stay on record as failed.
 */
export async function reachAgain(sql: Sql, today: LocalDate): Promise<void> {
  await sql.run(
    `UPDATE reminders r SET state = 'planned', reason = NULL, decided_at = NULL
     FROM submissions s
     WHERE s.id = r.submission_id AND r.state = 'failed' AND r.reason IN ('no_account', 'blocked', 'stopped')
       AND s.state = ANY ($2) AND (s.locks_on IS NULL OR s.locks_on > $1 OR s.reopened_until >= $1)
       AND EXISTS (SELECT FROM contacts c WHERE c.person_id = r.person_id AND c.state = 'active' AND NOT c.reminders_off)
       AND NOT EXISTS (SELECT FROM reminders later WHERE later.submission_id = r.submission_id
         AND later.person_id = r.person_id AND later.planned_on > r.planned_on AND later.planned_on <= $1)`,
    [today, WAITING],
  );
}

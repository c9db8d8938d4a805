import { localDateOf } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";

/**
 * Puts an officer in charge of what she brought in at this moment, or she would not see it any more. A leader's list waits
 * to be assigned.
 */
export async function keepInCharge(sql: Sql, person: string | null, now: Date): Promise<void> {
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, kind, valid_from, entered_by)
     SELECT gen_random_uuid(), h.id, $1, 'officer', $2, $1 FROM households h
     WHERE h.created_by = $1 AND h.created_at = $3 AND NOT EXISTS (
       SELECT FROM roles r WHERE r.person_id = $1 AND r.role = 'leader' AND r.valid_from <= $2
         AND (r.valid_to IS NULL OR r.valid_to > $2))
     ON CONFLICT DO NOTHING`,
    [person, localDateOf(now), now],
  );
}

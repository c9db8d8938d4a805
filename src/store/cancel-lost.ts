import type { Sql } from "../turns/ports.ts";

/** A message that leaves sooner than this was written by rights that hold. */
export const AGED_MS = 60_000;

/**
 * What waited for a while and names a household that has come into other hands meanwhile does not leave any more: the role
 * under which it was written has ended (then nothing of it leaves), or the assignment, or the link of this phone. A file may
 * hold any name.
 */
export async function cancelLost(sql: Sql, contactId: string, now: Date): Promise<void> {
  await sql.run(
    `UPDATE outbox o SET status = 'cancelled', failure = 'in other hands by now' FROM (
       SELECT w.id, w.payload, c.id AS contact_id, c.person_id, (w.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS written,
         ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today
       FROM outbox w JOIN contacts c ON c.id = w.contact_id
       WHERE w.contact_id = $1 AND w.status = 'pending' AND w.created_at < $3
     ) m WHERE o.id = m.id AND (
       EXISTS (SELECT FROM roles r WHERE r.person_id = m.person_id AND r.valid_to BETWEEN m.written AND m.today
         AND NOT EXISTS (SELECT FROM roles n WHERE n.person_id = m.person_id AND n.valid_from <= m.today
           AND (n.valid_to IS NULL OR n.valid_to > m.today) AND (n.unit_id = r.unit_id OR n.unit_id IN (
             SELECT successor_id FROM unit_successions WHERE predecessor_id = r.unit_id))))
       OR EXISTS (SELECT FROM (
           SELECT household_id FROM assignments WHERE person_id = m.person_id AND valid_to BETWEEN m.written AND m.today
           UNION SELECT household_id FROM household_contacts
           WHERE contact_id = m.contact_id AND valid_to BETWEEN m.written AND m.today
         ) ended JOIN households h ON h.id = ended.household_id
         WHERE (strpos(m.payload ->> 'text', h.head_name) > 0 OR m.payload ? 'file')
           AND NOT EXISTS (SELECT FROM assignments a WHERE a.household_id = h.id AND a.person_id = m.person_id
             AND a.valid_from <= m.today AND (a.valid_to IS NULL OR a.valid_to > m.today))
           AND NOT EXISTS (SELECT FROM household_contacts k WHERE k.household_id = h.id AND k.contact_id = m.contact_id
             AND k.valid_from <= m.today AND (k.valid_to IS NULL OR k.valid_to > m.today))
           AND NOT EXISTS (SELECT FROM roles l WHERE l.person_id = m.person_id AND l.role IN ('leader', 'province')
             AND l.valid_from <= m.today AND (l.valid_to IS NULL OR l.valid_to > m.today))))`,
    [contactId, now, new Date(now.getTime() - AGED_MS)],
  );
}

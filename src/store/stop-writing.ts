import { OPEN_MS } from "../domain/zalo-window.ts";
import type { Sql } from "../turns/ports.ts";

/** Nothing more is sent to somebody who may not be written to; what waited is cancelled, not tried one by one. */
export async function stopPerson(sql: Sql, contactId: string): Promise<void> {
  await sql.run("UPDATE contacts SET state = 'blocked' WHERE id = $1 AND state = 'active'", [contactId]);
  await cancelWaiting(sql, contactId);
}

/** The vendor counts the person's last word otherwise than we: from now on we count as it does. */
export async function closeWindow(sql: Sql, contactId: string, now: Date): Promise<void> {
  await sql.run("UPDATE contacts SET last_interaction_at = least(last_interaction_at, $2) WHERE id = $1", [
    contactId,
    new Date(now.getTime() - OPEN_MS - 1),
  ]);
  await cancelWaiting(sql, contactId);
}

/** Templates go by a road of their own, which may be open where this one is not: they are tried. */
async function cancelWaiting(sql: Sql, contactId: string): Promise<void> {
  await sql.run(
    `UPDATE outbox SET status = CASE WHEN payload ? 'template' THEN 'pending' ELSE 'cancelled' END, claimed_by = NULL
     WHERE contact_id = $1 AND status IN ('pending', 'sending')`,
    [contactId],
  );
}

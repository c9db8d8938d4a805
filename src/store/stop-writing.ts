import { OPEN_MS } from "../domain/zalo-window.ts";
import type { Sql } from "../turns/ports.ts";

// What a vendor said of a send holds for the moment at which that began: who has written since may be written to, and what
// was answered to that leaves. By one statement each, so that her turn comes before it or after it.

/** In the same moment by our clock: what she wrote led to this very send. */
const SILENT_SINCE = "(last_interaction_at IS NULL OR last_interaction_at <= $2)";

/** Templates go by a road of their own, which may be open where this one is not: they are tried. */
const CANCEL = `
  UPDATE outbox SET status = CASE WHEN payload ? 'template' THEN 'pending' ELSE 'cancelled' END, claimed_by = NULL
  WHERE contact_id IN (SELECT id FROM silent) AND status IN ('pending', 'sending')`;

/** Nothing more is sent to somebody who may not be written to; what waited is cancelled, not tried one by one. */
export async function stopPerson(sql: Sql, contactId: string, sendBegan: Date): Promise<void> {
  await sql.run(
    `WITH silent AS (
       UPDATE contacts SET state = CASE WHEN state = 'active' THEN 'blocked' ELSE state END
       WHERE id = $1 AND ${SILENT_SINCE} RETURNING id)${CANCEL}`,
    [contactId, sendBegan],
  );
}

/** The vendor counts the person's last word otherwise than we: from now on we count as it does. */
export async function closeWindow(sql: Sql, contactId: string, sendBegan: Date): Promise<void> {
  await sql.run(
    `WITH silent AS (
       UPDATE contacts SET last_interaction_at = least(last_interaction_at, $3)
       WHERE id = $1 AND ${SILENT_SINCE} RETURNING id)${CANCEL}`,
    [contactId, sendBegan, new Date(sendBegan.getTime() - OPEN_MS - 1)],
  );
}

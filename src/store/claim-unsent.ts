import type { Pool } from "pg";
import { z } from "zod";
import { OutboundMessage } from "../domain/message.ts";
import type { OutboxRow } from "../turns/boxes.ts";
import { CHANNELS, type ChannelName } from "../turns/ports.ts";
import { heldFor } from "../turns/send-slots.ts";
import { AGED_MS, cancelLost } from "./cancel-lost.ts";
import { inTransaction } from "./in-transaction.ts";
import { sqlOf } from "./sql.ts";
import { isDue } from "./turn-statements.ts";

const ClaimedRows = z.array(
  z.object({
    id: z.string(),
    contact_id: z.string(),
    channel: z.enum(CHANNELS),
    to: z.string(),
    payload: OutboundMessage,
    purpose: z.enum(["reply", "push"]),
    attempts: z.int(),
  }),
);
const IdRows = z.array(z.object({ id: z.string() }));
const LockedRows = z.array(
  z.object({ aged: z.boolean(), channel: z.enum(CHANNELS), next: z.string().nullable() }),
);

/**
 * What waits of one contact, in order, whether it may leave at `now`, and whether a push that may leave stands before it: see
 * `claimUnsent`. A push that waits itself, for the morning or behind a retry, holds up no answer.
 */
function waiting(contact: string, now: string): string {
  return `SELECT id, purpose, due, coalesce(bool_or(purpose = 'push' AND due) OVER (ORDER BY id), false) AS behind_push FROM (
    SELECT id, purpose, CASE purpose WHEN 'push' THEN bool_and(${isDue(now)}) OVER (ORDER BY id)
      ELSE bool_and(${isDue(now)} OR purpose = 'push') OVER (ORDER BY id) END AS due
    FROM outbox WHERE contact_id = ${contact} AND status = 'pending') in_order`;
}

const LOCK_AND_LOOK = `
SELECT EXISTS (SELECT FROM outbox WHERE contact_id = c.id AND status = 'pending' AND created_at < $3) AS aged, c.channel,
  (SELECT purpose FROM (${waiting("c.id", "$2")}) w WHERE due ORDER BY id LIMIT 1) AS next
FROM contacts c WHERE c.id = $1 FOR NO KEY UPDATE OF c`;

/** By an array, so that the planner finds them by their ids however little it knows of the table: it grows by thousands a minute. */
const CLAIM = `
UPDATE outbox o SET status = 'sending', claimed_by = $3, attempts = o.attempts + 1
FROM contacts c
WHERE c.id = o.contact_id AND o.id = ANY (ARRAY(
  SELECT id FROM (${waiting("$1", "$4")}) w WHERE due AND ($5 OR NOT behind_push) ORDER BY id LIMIT $2))
AND NOT EXISTS (SELECT FROM outbox WHERE contact_id = $1 AND status = 'sending')
AND ${heldFor("o.channel")} IS NULL
RETURNING o.id::text, o.contact_id, o.channel, c.external_id AS to, o.payload, o.purpose, o.attempts`;

/**
 * Takes the contact's lock for one short transaction, so that message 2 cannot overtake message 1: nothing is
 * claimed while another process sends, nor past a message that waits for its retry. Only an answer goes past a push: that
 * one may wait for the morning, and who writes at night is answered at night.
 *
 * Without `pushes` it ends before the first that is due, and says by which channel that would leave.
 */
export async function claimUnsent(
  pool: Pool,
  processId: number,
  { contactId, limit, now, pushes }: { contactId: string; limit: number; now: Date; pushes: boolean },
): Promise<{ rows: OutboxRow[]; push: ChannelName | null }> {
  return inTransaction(pool, async (client) => {
    const aged = new Date(now.getTime() - AGED_MS);
    const looked = await client.query({ name: "look", text: LOCK_AND_LOOK, values: [contactId, now, aged] });
    const [locked] = LockedRows.parse(looked.rows);
    if (locked === undefined) return { rows: [], push: null };
    if (locked.aged) await cancelLost(sqlOf(client), contactId, now);
    const values = [contactId, limit, processId, now, pushes];
    const claimed = await client.query({ name: "claim", text: CLAIM, values });
    const rows = outboxRows(claimed.rows).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    return { rows, push: !pushes && rows.length === 0 && locked.next === "push" ? locked.channel : null };
  });
}

const LOCK_FREE =
  "SELECT id FROM contacts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED";

const CLAIM_ONLY = `
UPDATE outbox o SET status = 'sending', claimed_by = $2, attempts = o.attempts + 1
FROM contacts c
WHERE c.id = o.contact_id AND o.id = ANY (ARRAY(
  SELECT w.id FROM unnest($1::uuid[]) AS one (contact), LATERAL (
    SELECT min(id) AS id FROM outbox WHERE contact_id = one.contact AND status = ANY (ARRAY['pending', 'sending'])
    HAVING count(*) = 1 AND bool_and(status = 'pending' AND ${isDue("$3")} AND created_at >= $4)) w))
AND ${heldFor("o.channel")} IS NULL
RETURNING o.id::text, o.contact_id, o.channel, c.external_id AS to, o.payload, o.purpose, o.attempts`;

/**
 * Claims the message of each of these contacts that has just one, written a moment ago, and whom nobody else is busy with: a
 * broadcast writes to many at once, and a transaction for each would cost more than the sending. The others are left to
 * `claimUnsent`, one by one.
 */
export async function claimEach(
  pool: Pool,
  processId: number,
  { contacts, now }: { contacts: readonly string[]; now: Date },
): Promise<OutboxRow[]> {
  return inTransaction(pool, async (client) => {
    const free = await client.query({ name: "lock_free", text: LOCK_FREE, values: [contacts] });
    const ids = IdRows.parse(free.rows).map(({ id }) => id);
    if (ids.length === 0) return [];
    // A statement of its own: its snapshot is younger than the locks.
    const values = [ids, processId, now, new Date(now.getTime() - AGED_MS)];
    const claimed = await client.query({ name: "claim_each", text: CLAIM_ONLY, values });
    return outboxRows(claimed.rows);
  });
}

function outboxRows(rows: unknown): OutboxRow[] {
  return ClaimedRows.parse(rows).map(({ contact_id, payload, ...row }) => ({
    ...row,
    contactId: contact_id,
    message: payload,
  }));
}

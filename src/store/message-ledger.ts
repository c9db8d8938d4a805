import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

const MessageRow = z.object({
  id: z.string(),
  channel: z.string(),
  contact: z.string(),
  purpose: z.string(),
  status: z.string(),
  attempts: z.int(),
  created_at: z.date(),
  next_at: z.date(),
  sent_at: z.date().nullable(),
  /** By the vendor's receipts, which are kept of pushes alone. */
  delivered_at: z.date().nullable(),
  read_at: z.date().nullable(),
  vendor_id: z.string().nullable(),
  failure: z.string().nullable(),
  inbox_id: z.string().nullable(),
  received_at: z.date().nullable(),
  handled_at: z.date().nullable(),
  input_failure: z.string().nullable(),
  /** The input was found after an outage, later than it was sent. */
  late: z.boolean().nullable(),
});
/** One message on its way: where it came from, how often it was tried, what became of it. Without what it says. */
export type MessageWay = z.infer<typeof MessageRow>;

const WAY = `SELECT o.id::text, o.channel, o.contact_id::text AS contact, o.purpose, o.status, o.attempts, o.created_at,
    o.next_at, o.sent_at, o.delivered_at, o.read_at, o.vendor_id, o.failure, o.inbox_id::text, i.received_at, i.handled_at,
    i.failure AS input_failure, i.payload ? 'late' AS late
  FROM outbox o LEFT JOIN inbox i ON i.id = o.inbox_id`;

/** What became of a message, by its number here or by the vendor's id; null where there is none. */
export async function messageWay(sql: Sql, id: string): Promise<MessageWay | null> {
  const isNumber = /^\d{1,18}$/.test(id);
  const rows = await sql.rows(
    MessageRow,
    `${WAY} WHERE o.vendor_id = $1 ${isNumber ? "OR o.id = $1::bigint" : ""} ORDER BY (o.id::text = $1) DESC LIMIT 1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The dead letters: what did not leave and will not by itself, the newest first. */
export async function deadLetters(sql: Sql, limit: number): Promise<MessageWay[]> {
  return sql.rows(
    MessageRow,
    `${WAY} WHERE o.status IN ('failed', 'unknown', 'cancelled') ORDER BY o.id DESC LIMIT $1`,
    [limit],
  );
}

/** Lets a message that did not leave be tried again, behind what waits for that person; false where it is none. */
export async function sendAgain(sql: Sql, id: string, now: Date): Promise<boolean> {
  const changed = await sql.run(
    `UPDATE outbox SET status = 'pending', attempts = 0, next_at = $2, failure = NULL, claimed_by = NULL
     WHERE id = $1::bigint AND status IN ('failed', 'unknown', 'cancelled')`,
    [id, now],
  );
  return changed > 0;
}

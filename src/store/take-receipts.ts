import type { ChannelName, Receipt, Sql } from "../turns/ports.ts";
import { storableJson } from "./storable.ts";

/**
 * Notes when pushes reached a phone and when they were looked at; the first word stays. A message that was looked at has
 * arrived, whether or not that was said. What fits no push changes nothing.
 */
export async function takeReceipts(
  sql: Sql,
  channel: ChannelName,
  receipts: readonly Receipt[],
): Promise<void> {
  const told = receipts.map(({ message, what, at }) => ({ ...message, what, at }));
  await sql.run(
    `WITH told AS (
       SELECT t."vendorId", t.id, min(t.at) AS delivered, min(t.at) FILTER (WHERE t.what = 'read') AS read
       FROM jsonb_to_recordset($2::jsonb) AS t ("vendorId" text, id bigint, what text, at timestamptz)
       GROUP BY t."vendorId", t.id
     ), about AS (
       SELECT o.id, t.delivered, t.read FROM told t JOIN outbox o ON o.vendor_id = t."vendorId"
       WHERE o.purpose = 'push' AND o.vendor_id IS NOT NULL AND o.channel = $1
       UNION ALL
       SELECT t.id, t.delivered, t.read FROM told t WHERE t.id IS NOT NULL
     ), together AS (
       SELECT id, min(delivered) AS delivered, min(read) AS read FROM about GROUP BY id
     )
     UPDATE outbox o SET delivered_at = coalesce(o.delivered_at, t.delivered), read_at = coalesce(o.read_at, t.read)
     FROM together t WHERE o.id = t.id AND o.channel = $1 AND o.purpose = 'push'`,
    [channel, storableJson(told)],
  );
}

import { z } from "zod";
import type { Value } from "../domain/value.ts";
import { unitsWhere, type Asking } from "../registry/rights.ts";
import { isRecordId } from "../turns/choice-id.ts";
import { Audience } from "./audience.ts";

const BROADCAST_STATES = ["waiting", "approved", "sending", "paused", "stopped", "refused", "done"] as const;

const Row = z.object({
  id: z.string(),
  author_id: z.string(),
  author: z.string(),
  unit_id: z.string(),
  unit: z.string(),
  audience: Audience,
  text: z.string(),
  state: z.enum(BROADCAST_STATES),
  send_at: z.date().nullable(),
  sent: z.int(),
  unsent: z.int(),
  failed: z.int(),
  left_out: z.int(),
  answered: z.int(),
});
/** One message to many, with what has become of it so far. `unsent` is still to go. */
export type Broadcast = z.infer<typeof Row>;

/** SQL of broadcasts with their results; a condition and order follow. */
const SELECT = `SELECT b.id, b.author_id, p.name AS author, b.unit_id, b.audience, b.text, b.state, b.send_at,
    coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = b.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS unit,
    n.sent, n.unsent, n.failed, n.left_out, n.answered
  FROM broadcasts b JOIN people p ON p.id = b.author_id, LATERAL (
    SELECT count(*) FILTER (WHERE o.status = 'sent')::int AS sent,
      count(*) FILTER (WHERE r.state = 'planned' OR o.status IN ('pending', 'sending'))::int AS unsent,
      count(*) FILTER (WHERE o.status IN ('failed', 'unknown', 'cancelled'))::int AS failed,
      count(*) FILTER (WHERE r.state = 'left_out')::int AS left_out,
      count(*) FILTER (WHERE o.status = 'sent' AND c.last_interaction_at > o.sent_at)::int AS answered
    FROM broadcast_recipients r LEFT JOIN outbox o ON o.id = r.outbox_id LEFT JOIN contacts c ON c.id = r.contact_id
    WHERE r.broadcast_id = b.id) n`;

/** How many are shown, the newest first. */
const MOST = 20;

/** The broadcasts of the units that the person may write to. */
export async function broadcastsOf(asking: Asking): Promise<Broadcast[]> {
  return asking.sql.rows(
    Row,
    `${SELECT} WHERE b.unit_id = ANY ($1::uuid[]) ORDER BY b.created_at DESC LIMIT ${MOST}`,
    [await unitsWhere(asking, "broadcast")],
  );
}

/** One broadcast; null where there is none, or none that the person may see. */
export async function broadcastById(asking: Asking, id: string | null): Promise<Broadcast | null> {
  if (id === null || !isRecordId(id)) return null;
  const [row] = await asking.sql.rows(Row, `${SELECT} WHERE b.id = $1 AND b.unit_id = ANY ($2::uuid[])`, [
    id,
    await unitsWhere(asking, "broadcast"),
  ]);
  return row ?? null;
}

/** In the terms of the flows. */
export function shownBroadcast(row: Broadcast): { [key: string]: Value } {
  const { id, author, unit, text, state, sent, unsent, failed, left_out, answered } = row;
  const short = text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
  return { id, author, unit, text, short, state, sent, unsent, failed, left_out, answered };
}

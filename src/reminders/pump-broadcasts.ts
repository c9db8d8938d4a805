import { z } from "zod";
import type { OutboxRow } from "../turns/boxes.ts";
import { deliver, sendClaimed } from "../turns/deliver.ts";
import type { Parts } from "../turns/parts.ts";
import { CHANNELS, type ChannelName, type Sql } from "../turns/ports.ts";
import { Gate } from "./gate.ts";
import { dueBroadcast, planBroadcast, type DueBroadcast } from "./broadcast-plan.ts";

/** Recipients taken at once: about a second's worth, so that a pause or a stop takes hold within one. */
const BATCH = 30;
/** Where no vendor sets a pace it is a fifth of a second's worth, and the sends seldom wait for the next ones to be taken. */
const FREE_BATCH = 240;
/** Sends that may be under way at the same time; a slow vendor holds the pace up rather than filling the memory. */
const IN_FLIGHT = 50;

/** A recipient whose message is in the outbox; `row` where it is claimed as well. */
type Taken = { contactId: string; channel: ChannelName; row: OutboxRow | undefined };

const TakenRow = z.object({ contact_id: z.string(), channel: z.enum(CHANNELS) });

/**
 * Sends what is due of the broadcasts, in order, evenly, until nothing is left, they are paused, or the program stops. Each
 * recipient is a row and becomes a message in the outbox, so that a crash neither loses nor repeats one; several processes
 * may do this side by side and share one bucket a channel.
 */
export async function pumpBroadcasts(parts: Parts): Promise<number> {
  const flight = new Set<Promise<void>>();
  const gates = new Map<ChannelName, Gate>();
  const isFree = [...parts.channels.keys()].every((channel) => parts.pacer.pace(channel) === 0);
  const batch = isFree ? FREE_BATCH : BATCH;
  let sent = 0;
  let taken = await takeNext(parts, batch);
  while (taken !== null) {
    // Without a vendor's pace the next are made ready meanwhile. Whatever was taken is sent or handed back by `sendTo`.
    const ahead = isFree ? takeNext(parts, batch) : null;
    ahead?.catch(() => undefined);
    for (const { contactId, channel, row } of taken) {
      const gate = gates.get(channel) ?? gateOf(parts, channel);
      gates.set(channel, gate);
      await gate.nearly();
      const sending = sendTo(parts, contactId, { row, place: () => gate.open() })
        .catch((error: unknown) =>
          parts.alarm("broadcast", error instanceof Error ? error.message : String(error)),
        )
        .finally(() => flight.delete(sending));
      flight.add(sending);
      sent += 1;
      if (flight.size >= IN_FLIGHT) await Promise.race(flight);
    }
    taken = await (ahead ?? takeNext(parts, batch));
  }
  await Promise.all(flight);
  return sent;
}

/** Takes the next recipients; null where nothing is due, or nothing may leave now. */
async function takeNext(parts: Parts, batch: number): Promise<readonly Taken[] | null> {
  const now = parts.clock.now();
  // Nobody is written to at night, nor on the morning of Tết; the rows wait.
  if (parts.stopping.aborted || parts.politeTime(now) > now) return null;
  const taken = await parts.store.transaction(({ sql }) => takeBatch(sql, parts, { now, batch }));
  if (taken === null) return null;
  // Where a vendor sets the pace little is claimed ahead of its place: after a crash it would be in doubt.
  const free = taken.filter(({ channel }) => parts.pacer.pace(channel) === 0);
  const claimed =
    free.length === 0
      ? []
      : await parts.store.claimEach(
          free.map(({ contactId }) => contactId),
          now,
        );
  const rows = new Map(claimed.map((row) => [row.contactId, row]));
  return taken.map((one) => ({ ...one, row: rows.get(one.contactId) }));
}

/** Sends what was claimed for a contact already, and whatever else there is to be sent. */
async function sendTo(
  parts: Parts,
  contactId: string,
  { row, place }: { row: OutboxRow | undefined; place: () => Promise<void> },
): Promise<void> {
  const left = row === undefined ? "more" : await sendClaimed(parts, [row], { oldest: true, place });
  if (left === "more") await deliver(parts, contactId, { place });
}

function gateOf({ pacer, stopping }: Parts, channel: ChannelName): Gate {
  return new Gate(pacer.pace(channel), () => pacer.placeOf(channel, stopping));
}

/** Moves the next recipients of the oldest broadcast that is due into the outbox; null where nothing is due. */
async function takeBatch(
  sql: Sql,
  parts: Parts,
  { now, batch }: { now: Date; batch: number },
): Promise<readonly Omit<Taken, "row">[] | null> {
  const broadcast = await dueBroadcast(sql, now);
  if (broadcast === null) return null;
  if (broadcast.planned_at === null) await planBroadcast(sql, broadcast, now);
  const rows = await sql.rows(TakenRow, TAKE, [broadcast.id, batch, now, wordsFor(parts, broadcast)]);
  if (rows.length === 0) await finish(sql, broadcast, now);
  return rows.map(({ channel, contact_id }) => ({ channel, contactId: contact_id }));
}

/** Who was blocked or has said stop since the planning is left out; $4 is what comes after the text, by language. */
const TAKE = `
WITH taken AS (
  SELECT r.id, r.contact_id, b.text, c.channel, c.locale, c.state = 'active' AND NOT c.reminders_off AS reachable
  FROM broadcast_recipients r JOIN contacts c ON c.id = r.contact_id JOIN broadcasts b ON b.id = r.broadcast_id
  WHERE r.broadcast_id = $1 AND r.state = 'planned' ORDER BY r.id LIMIT $2 FOR UPDATE OF r SKIP LOCKED
), written AS (
  INSERT INTO outbox (contact_id, channel, payload, purpose, status, next_at, created_at)
  SELECT contact_id, channel, jsonb_build_object('text', text || E'\\n' || coalesce($4::jsonb ->> locale, $4::jsonb ->> 'vi'),
    'options', '[]'::jsonb, 'turn', null), 'push', 'pending', $3, $3
  FROM taken WHERE reachable ORDER BY id RETURNING id, contact_id
), marked AS (
  UPDATE broadcast_recipients r SET state = CASE WHEN t.reachable THEN 'queued' ELSE 'left_out' END,
    reason = CASE WHEN t.reachable THEN NULL ELSE 'stopped' END, outbox_id = w.id
  FROM taken t LEFT JOIN written w ON w.contact_id = t.contact_id WHERE r.id = t.id
)
SELECT contact_id, channel FROM taken ORDER BY id`;

/** What stands under each message: who sends it, and how to ask why or to have no more of them. */
function wordsFor(parts: Parts, { unit_name }: DueBroadcast): string {
  const { words } = parts.library;
  return JSON.stringify(
    Object.fromEntries(
      words.locales.map((locale) => [
        locale,
        words.text(locale, "common.broadcast_signature", { unit: unit_name }),
      ]),
    ),
  );
}

/** The last recipient has been taken, by us or by another: the author hears the results a little later. */
async function finish(sql: Sql, { id, author_id }: DueBroadcast, now: Date): Promise<void> {
  const ended = await sql.run(
    `UPDATE broadcasts SET state = 'done', finished_at = $2 WHERE id = $1 AND state = 'sending'
       AND NOT EXISTS (SELECT FROM broadcast_recipients WHERE broadcast_id = $1 AND state = 'planned')`,
    [id, now],
  );
  if (ended === 0) return;
  await sql.run(
    `INSERT INTO timers (key, kind, person_id, payload, due_at, created_at) VALUES ($1, 'broadcast', $2, $3::jsonb, $4, $4)
     ON CONFLICT (key) DO NOTHING`,
    [
      `broadcast_done:${id}`,
      author_id,
      JSON.stringify({ kind: "start", flow: "broadcast_news", vars: { broadcast: id } }),
      now,
    ],
  );
}

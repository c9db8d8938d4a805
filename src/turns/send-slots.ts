import { z } from "zod";
import type { Sql } from "./ports.ts";

// The bucket of each channel, which all processes share. By the database's own clock: a worker whose clock is wrong can
// neither make the others too fast nor hold them up.

const Wait = z.object({ wait_ms: z.number() });
const Held = z.object({ held: z.boolean() });

/** Two accounts throttled within this time: it is the whole bot that was too fast, not one chat. */
const TOGETHER = "5 seconds";
/** How far ahead replies may push the bucket, so that a lively hour leaves room for reminders all the same. */
const REPLIES_AHEAD = "2 seconds";

/** SQL: how long a channel is still held, as an interval; null where it is not. */
export function heldFor(channel: string): string {
  return `(SELECT h.held_until - clock_timestamp() FROM send_slots h
    WHERE h.channel = ${channel} AND h.held_until > clock_timestamp())`;
}

/**
 * Reserves `count` places in the bucket of a channel. Returns in how many milliseconds the first of them comes; the others
 * follow at `intervalMs`.
 */
export async function reserveSlots(
  sql: Sql,
  channel: string,
  count: number,
  intervalMs: number,
): Promise<number> {
  const [row] = await sql.rows(
    Wait,
    `INSERT INTO send_slots AS s (channel, next_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2 / 1000.0))
     ON CONFLICT (channel) DO UPDATE SET next_at = greatest(s.next_at, clock_timestamp()) + make_interval(secs => $2 / 1000.0)
     RETURNING greatest(0, extract(epoch FROM next_at - clock_timestamp()) * 1000 - $2)::float8 AS wait_ms`,
    [channel, count * intervalMs],
  );
  return Math.max(0, row?.wait_ms ?? 0);
}

/** Counts messages that did not wait for a place: what waits makes room for them. */
export async function countReplies(sql: Sql, channel: string, ms: number): Promise<void> {
  await sql.run(
    `INSERT INTO send_slots AS s (channel, next_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2 / 1000.0))
     ON CONFLICT (channel) DO UPDATE SET next_at = greatest(s.next_at,
       least(greatest(s.next_at, clock_timestamp()) + make_interval(secs => $2 / 1000.0), clock_timestamp() + interval '${REPLIES_AHEAD}'))`,
    [channel, ms],
  );
}

/**
 * Notes that the vendor throttled a message to this account. Whether nothing may leave by this channel for `ms` now: where
 * it concerns `all`, or where another account was throttled a moment ago, by whichever process.
 */
export async function noteThrottled(
  sql: Sql,
  channel: string,
  { contactId, ms, all }: { contactId: string; ms: number; all: boolean },
): Promise<boolean> {
  const [row] = await sql.rows(
    Held,
    `INSERT INTO send_slots AS s (channel, next_at, held_until, throttled_by, throttled_at)
     VALUES ($1, clock_timestamp(), CASE WHEN $4 THEN clock_timestamp() + make_interval(secs => $3 / 1000.0) END, $2, clock_timestamp())
     ON CONFLICT (channel) DO UPDATE SET throttled_by = excluded.throttled_by, throttled_at = excluded.throttled_at,
       held_until = CASE WHEN $4 OR (s.throttled_by <> excluded.throttled_by AND s.throttled_at > clock_timestamp() - interval '${TOGETHER}')
         THEN greatest(s.held_until, clock_timestamp() + make_interval(secs => $3 / 1000.0)) ELSE s.held_until END
     RETURNING coalesce(held_until > clock_timestamp(), false) AS held`,
    [channel, contactId, ms, all],
  );
  return row?.held ?? false;
}

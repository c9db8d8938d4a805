import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({ wait_ms: z.number() });

/**
 * Reserves `count` places in the bucket of a channel, which all processes share. Returns in how many milliseconds the first
 * of them comes; the others follow at `intervalMs`. By the database's own clock: a worker whose clock is wrong cannot make
 * the others too fast.
 */
export async function reserveSlots(
  sql: Sql,
  channel: string,
  count: number,
  intervalMs: number,
): Promise<number> {
  const [row] = await sql.rows(
    Row,
    `INSERT INTO send_slots AS s (channel, next_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2 / 1000.0))
     ON CONFLICT (channel) DO UPDATE SET next_at = greatest(s.next_at, clock_timestamp()) + make_interval(secs => $2 / 1000.0)
     RETURNING greatest(0, extract(epoch FROM next_at - clock_timestamp()) * 1000 - $2)::float8 AS wait_ms`,
    [channel, count * intervalMs],
  );
  return Math.max(0, row?.wait_ms ?? 0);
}

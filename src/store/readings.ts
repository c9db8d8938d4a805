import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

const Seconds = z.coerce.number();
const Box = z.object({ waiting: z.int(), oldest: Seconds });
const Boxes = z.array(Box.extend({ channel: z.string() }));
const Row = z.object({
  inbox: Box,
  timers: Box,
  outbox: Boxes,
  heard: z.array(z.object({ channel: z.string(), ago: Seconds })),
});

/** How much waits in the three boxes and since when, in seconds; and since when each channel is silent. */
export type BoxReadings = z.infer<typeof Row>;

/** Looks at all three boxes at one moment. Cheap: what waits stands in partial indexes. */
export async function readBoxes(sql: Sql, now: Date): Promise<BoxReadings> {
  const [row] = await sql.rows(
    Row,
    `SELECT
       (SELECT json_build_object('waiting', count(*), 'oldest', coalesce(extract(epoch FROM $1 - min(received_at)), 0))
          FROM inbox WHERE handled_at IS NULL) AS inbox,
       (SELECT json_build_object('waiting', count(*), 'oldest', coalesce(extract(epoch FROM $1 - min(due_at)), 0))
          FROM timers WHERE fired_at IS NULL AND due_at <= $1) AS timers,
       (SELECT coalesce(json_agg(o), '[]') FROM (
          SELECT channel, count(*) AS waiting, extract(epoch FROM $1 - min(created_at)) AS oldest
          FROM outbox WHERE status IN ('pending', 'sending') GROUP BY channel) o) AS outbox,
       (SELECT coalesce(json_agg(h), '[]') FROM (
          SELECT channel, extract(epoch FROM $1 - max(last_interaction_at)) AS ago
          FROM contacts WHERE last_interaction_at IS NOT NULL GROUP BY channel) h) AS heard`,
    [now],
  );
  if (row === undefined) throw new Error("The database gave no figures.");
  return row;
}

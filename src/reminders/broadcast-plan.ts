import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { Audience, CANDIDATES, candidateParams, unitsBelow } from "./audience.ts";

const DueRow = z.object({
  id: z.string(),
  author_id: z.string(),
  unit_name: z.string(),
  audience: Audience,
  planned_at: z.date().nullable(),
});
export type DueBroadcast = z.infer<typeof DueRow>;

/** The oldest broadcast that has been approved and whose time has come; null where there is none. */
export async function dueBroadcast(sql: Sql, now: Date): Promise<DueBroadcast | null> {
  const [row] = await sql.rows(
    DueRow,
    `SELECT id, author_id, audience, planned_at, coalesce((SELECT name FROM unit_versions v
         WHERE v.unit_id = broadcasts.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS unit_name
     FROM broadcasts
     WHERE state IN ('approved', 'sending') AND send_at <= $1 ORDER BY send_at, id LIMIT 1`,
    [now],
  );
  return row ?? null;
}

/** On a small machine that is busy with other things, the one statement for everybody may take longer than others may. */
const PATIENCE = "SET LOCAL statement_timeout = '120s'";

/**
 * Writes one row for each account that a broadcast means, those left out with the reason; once. The row decides later
 * whether there is anything left to send. One statement for a hundred thousand: a few seconds, and no memory of ours.
 * Call it inside a transaction, which holds the broadcast until it ends.
 */
export async function planBroadcast(
  sql: Sql,
  { id, audience }: Pick<DueBroadcast, "id" | "audience">,
  now: Date,
): Promise<void> {
  const taken = await sql.run(
    "UPDATE broadcasts SET planned_at = $2, started_at = $2, state = 'sending' WHERE id = $1 AND planned_at IS NULL",
    [id, now],
  );
  if (taken === 0) return;
  await sql.run(PATIENCE);
  await sql.run(
    `WITH RECURSIVE ${CANDIDATES}
     INSERT INTO broadcast_recipients (broadcast_id, contact_id, state, reason)
     SELECT $10, id, CASE WHEN reason IS NULL THEN 'planned' ELSE 'left_out' END, reason FROM candidates
     ON CONFLICT DO NOTHING`,
    [...candidateParams(audience, await unitsBelow(sql, audience.unit, now), now), id],
  );
}

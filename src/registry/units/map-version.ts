import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";

const KEY = "units_version";
const MarkRow = z.object({ mark: z.string() });

/** Says that the map of places is another one now, so that every process makes its index of names anew. */
export async function mapChanged(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, to_jsonb($2::text), $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [KEY, randomUUID(), now],
  );
}

/**
 * The map as it is now, in a word that is another for every other map. Counts too, for places that a demo adds, and holds an
 * id, since a demo that is begun again has as many places, and they are others.
 */
export async function mapMark(sql: Sql): Promise<string> {
  const [row] = await sql.rows(
    MarkRow,
    `SELECT concat((SELECT value FROM settings WHERE key = $1), ' ', (SELECT count(*) FROM unit_versions), ' ',
       (SELECT id FROM units ORDER BY id LIMIT 1)) AS mark`,
    [KEY],
  );
  return row?.mark ?? "";
}

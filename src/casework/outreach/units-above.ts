import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";

const Row = z.object({ unit_id: z.string() });

/** A unit and everything above it on a day, the nearest first. */
export async function above(sql: Sql, unit: string, day: string): Promise<string[]> {
  const rows = await sql.rows(
    Row,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     ) SELECT unit_id FROM up ORDER BY depth`,
    [unit, day],
  );
  return rows.map(({ unit_id }) => unit_id);
}

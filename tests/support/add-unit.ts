import { z } from "zod";
import type { Sql } from "../../src/turns/ports.ts";

const Made = z.object({ unit_id: z.string() });

/** Adds a place to the map as it is since 1/7/2025, below `parent` or at the top. Gives its id. */
export async function addUnit(sql: Sql, name: string, type: string, parent: string | null): Promise<string> {
  const [made] = await sql.rows(
    Made,
    `WITH made AS (INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id)
     INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
     SELECT gen_random_uuid(), id, $1::uuid, $2, $3, '2025-07-01' FROM made RETURNING unit_id`,
    [parent, name, type],
  );
  return Made.parse(made).unit_id;
}

import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

const HouseholdRow = z.object({ id: z.string() });

/** The id of the household with this code, in any letters, where it lives in `unit` if one is named; null where there is none. */
export async function householdCoded(
  sql: Sql,
  code: string,
  unit: string | null = null,
): Promise<string | null> {
  const [found] = await sql.rows(
    HouseholdRow,
    `SELECT id FROM households WHERE upper(code) = upper($1) AND ($2::uuid IS NULL OR unit_id = $2)
       AND erased_at IS NULL`,
    [code, unit],
  );
  return found?.id ?? null;
}

import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

/** What consent can be asked for; each is given, refused and withdrawn by itself. */
export const PURPOSES = ["register", "photos", "share", "voice", "ethnicity"] as const;

const Row = z.object({ purpose: z.string(), given: z.boolean() });

/**
 * The consents that stand for a household: by purpose the last decision, and only where it was a yes that nobody has
 * withdrawn. None by default (Luật 91/2025/QH15 Art. 9).
 */
export async function consentsOf(sql: Sql, household: string): Promise<ReadonlySet<string>> {
  const rows = await sql.rows(
    Row,
    `SELECT DISTINCT ON (purpose) purpose, given AND withdrawn_at IS NULL AS given FROM consents
     WHERE household_id = $1 ORDER BY purpose, decided_at DESC, given`,
    [household],
  );
  return new Set(rows.filter(({ given }) => given).map(({ purpose }) => purpose));
}

/** Whether the household has agreed to be registered and followed up: nothing is written about its work without. */
export async function mayBeFollowed(sql: Sql, household: string): Promise<boolean> {
  return (await consentsOf(sql, household)).has("register");
}

import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import type { Owner } from "./fields.ts";
import type { SensitiveKind } from "./kinds.ts";

const HeadRow = z.object({ person_id: z.string() });

/** Whose field it is when an officer writes it down for a household: debts are the household's, the rest is its head's. */
export async function ownerFor(sql: Sql, household: string, kind: SensitiveKind, now: Date): Promise<Owner> {
  const head = kind === "debt" ? null : await headOf(sql, household, now);
  return head === null ? { kind: "household", id: household } : { kind: "person", id: head };
}

/** The person who is head of a household now; null where nobody is written down as such. */
export async function headOf(sql: Sql, household: string, now: Date): Promise<string | null> {
  const [head] = await sql.rows(
    HeadRow,
    `SELECT person_id FROM household_members WHERE household_id = $1 AND relation = 'head'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) LIMIT 1`,
    [household, localDateOf(now)],
  );
  return head?.person_id ?? null;
}

import { z } from "zod";
import type { Sql, Vault } from "../../turns/ports.ts";
import { isSearchable, masked, SENSITIVE_KINDS, tidied, type SensitiveKind } from "./kinds.ts";

/** Whose field it is. */
export type Owner = { kind: "person" | "household"; id: string };

type Place = { sql: Sql; vault: Vault };

const FieldRow = z.object({ kind: z.enum(SENSITIVE_KINDS), sealed: z.string(), entered_at: z.date() });
const OwnerRow = z.object({ kind: z.enum(["person", "household"]), id: z.string() });

/**
 * Locks a field away; the one before is gone. Whether it may be kept (right, consent) has been asked by the caller. Nothing
 * of the value goes into errors, answers or jobs.
 */
export async function keepField(
  { sql, vault, now }: Place & { now: Date },
  owner: Owner,
  kind: SensitiveKind,
  value: string,
  by: string | null,
): Promise<void> {
  const plain = tidied(kind, value);
  await sql.run(
    `INSERT INTO sensitive_fields (id, owner_kind, owner_id, kind, sealed, lookup, key_id, entered_by, entered_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (owner_kind, owner_id, kind) DO UPDATE SET sealed = excluded.sealed, lookup = excluded.lookup,
       key_id = excluded.key_id, entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [
      owner.kind,
      owner.id,
      kind,
      vault.seal(plain, aboutOf(owner, kind)),
      isSearchable(kind) ? vault.lookup(kind, plain) : null,
      vault.keyId,
      by,
      now,
    ],
  );
}

/** Opens a field; null where there is none. Whoever calls this puts the reading on record (`appendAudit`). */
export async function openField(
  { sql, vault }: Place,
  owner: Owner,
  kind: SensitiveKind,
): Promise<string | null> {
  const [row] = await sql.rows(
    FieldRow,
    "SELECT kind, sealed, entered_at FROM sensitive_fields WHERE owner_kind = $1 AND owner_id = $2 AND kind = $3",
    [owner.kind, owner.id, kind],
  );
  return row === undefined ? null : vault.open(row.sealed, aboutOf(owner, kind));
}

/** What is locked away for somebody, as a screen may show it. */
export async function maskedFields(
  { sql, vault }: Place,
  owner: Owner,
): Promise<{ kind: SensitiveKind; masked: string; at: Date }[]> {
  const rows = await sql.rows(
    FieldRow,
    `SELECT kind, sealed, entered_at FROM sensitive_fields WHERE owner_kind = $1 AND owner_id = $2 ORDER BY kind`,
    [owner.kind, owner.id],
  );
  return rows.map(({ kind, sealed, entered_at }) => ({
    kind,
    masked: masked(kind, vault.open(sealed, aboutOf(owner, kind))),
    at: entered_at,
  }));
}

/** Who has this number; found by its keyed hash, nothing is opened. Says nothing about rights. */
export async function ownersWith(
  { sql, vault }: Place,
  kind: SensitiveKind,
  value: string,
): Promise<Owner[]> {
  if (!isSearchable(kind)) return [];
  return sql.rows(
    OwnerRow,
    "SELECT owner_kind AS kind, owner_id AS id FROM sensitive_fields WHERE kind = $1 AND lookup = ANY ($2)",
    [kind, vault.lookups(kind, tidied(kind, value))],
  );
}

/** Takes fields out for good: one kind, or all of them. Returns how many. */
export async function forgetFields(
  sql: Sql,
  owner: Owner,
  kind: SensitiveKind | null = null,
): Promise<number> {
  return sql.run(
    "DELETE FROM sensitive_fields WHERE owner_kind = $1 AND owner_id = $2 AND ($3::text IS NULL OR kind = $3)",
    [owner.kind, owner.id, kind],
  );
}

/** Binds what is sealed to its record and kind, so that it cannot be put in another's place. */
export function aboutOf(owner: Owner, kind: SensitiveKind): string {
  return `${owner.kind}:${owner.id}:${kind}`;
}

import { createHash } from "node:crypto";
import { z } from "zod";
import type { Sql, Vault } from "../../turns/ports.ts";

/** The hash before the first entry. */
export const BEGINNING = "0".repeat(64);

/** SQL of what an entry says, the same text for the same entry: PostgreSQL writes jsonb in one way only. */
export const BODY = `jsonb_build_array(id::text, (extract(epoch FROM at) * 1000)::bigint, person_id, contact_id, action,
  object_kind, object_id, road, detail)::text`;

/** The hash of an entry at its place: of the one before, the place, and what it says. */
export function hashOf(previous: string, position: bigint, body: string): string {
  return createHash("sha256").update(`${previous}\n${position}\n${body}`).digest("hex");
}

/** The end of the chain as it was last sealed, vouched for under the key, so that the end cannot be cut off unseen. */
export type Head = { position: bigint; hash: string };

const HEAD_KEY = "audit.head";
const HeadRow = z.object({
  value: z.object({ position: z.string().regex(/^\d+$/), hash: z.string(), mark: z.string() }),
});
const LastRow = z.object({ position: z.string(), hash: z.string() });

/** The end of the chain; `lost` where entries are sealed but what vouched for their end is gone or false. */
export async function readHead(sql: Sql, vault: Vault): Promise<{ head: Head; lost: boolean }> {
  const [row] = await sql.rows(z.unknown(), "SELECT value FROM settings WHERE key = $1", [HEAD_KEY]);
  const kept = HeadRow.safeParse(row);
  if (kept.success) {
    const { position, hash, mark } = kept.data.value;
    if (vault.vouched(textOf({ position: BigInt(position), hash }), mark))
      return { head: { position: BigInt(position), hash }, lost: false };
  }
  const [last] = await sql.rows(
    LastRow,
    "SELECT position::text, hash FROM audit WHERE position IS NOT NULL ORDER BY audit.position DESC LIMIT 1",
  );
  if (last === undefined) return { head: { position: 0n, hash: BEGINNING }, lost: row !== undefined };
  return { head: { position: BigInt(last.position), hash: last.hash }, lost: true };
}

/** Keeps the end of the chain, vouched for under the key of today. */
export async function writeHead(sql: Sql, vault: Vault, head: Head, now: Date): Promise<void> {
  const value = { position: String(head.position), hash: head.hash, mark: vault.vouch(textOf(head)) };
  await sql.run(
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, $2::jsonb, $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [HEAD_KEY, JSON.stringify(value), now],
  );
}

function textOf({ position, hash }: Head): string {
  return `audit head\n${position}\n${hash}`;
}

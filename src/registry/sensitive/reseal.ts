import { z } from "zod";
import type { Sql, Vault } from "../../turns/ports.ts";
import { readHead, writeHead } from "../audit/chain.ts";
import { aboutOf } from "./fields.ts";
import { isSearchable, SENSITIVE_KINDS } from "./kinds.ts";

const BATCH = 500;

const Row = z.object({
  id: z.string(),
  owner: z.object({ kind: z.enum(["person", "household"]), id: z.string() }),
  kind: z.enum(SENSITIVE_KINDS),
  sealed: z.string(),
});
const TokenRow = z.object({ key: z.string(), value: z.string() });

/**
 * Locks everything that an older key sealed under the key of today: sensitive fields with their keyed hashes, channels'
 * tokens, and what vouches for the end of the audit trail. Run again it finds nothing to do. Runs inside the caller's
 * transaction; an AppError where a key that is still needed is not known, and then nothing has changed.
 */
export async function resealAll(
  sql: Sql,
  vault: Vault,
  now: Date,
): Promise<{ fields: number; tokens: number }> {
  const { head, lost } = await readHead(sql, vault);
  let fields = 0;
  for (;;) {
    const rows = await sql.rows(
      Row,
      `SELECT id, json_build_object('kind', owner_kind, 'id', owner_id) AS owner, kind, sealed FROM sensitive_fields
       WHERE key_id <> $1 ORDER BY id LIMIT $2 FOR UPDATE`,
      [vault.keyId, BATCH],
    );
    for (const { id, owner, kind, sealed } of rows) {
      const about = aboutOf(owner, kind);
      const plain = vault.open(sealed, about);
      await sql.run("UPDATE sensitive_fields SET sealed = $2, lookup = $3, key_id = $4 WHERE id = $1", [
        id,
        vault.seal(plain, about),
        isSearchable(kind) ? vault.lookup(kind, plain) : null,
        vault.keyId,
      ]);
    }
    fields += rows.length;
    if (rows.length < BATCH) break;
  }
  const tokens = await sql.rows(
    TokenRow,
    `SELECT key, value #>> '{}' AS value FROM settings
     WHERE key LIKE 'zalo.tokens.%' AND NOT starts_with(value #>> '{}', $1) FOR UPDATE`,
    [`v2.${vault.keyId}.`],
  );
  for (const { key, value } of tokens)
    await sql.run("UPDATE settings SET value = to_jsonb($2::text), updated_at = $3 WHERE key = $1", [
      key,
      vault.seal(vault.open(value, ""), ""),
      now,
    ]);
  // What nobody vouches for any more is not vouched for anew.
  if (head.position > 0n && !lost) await writeHead(sql, vault, head, now);
  return { fields, tokens: tokens.length };
}

import { z } from "zod";
import type { Sql, Vault } from "../../turns/ports.ts";
import { appendAudit } from "./append.ts";
import { BODY, hashOf, readHead, writeHead } from "./chain.ts";

const BATCH = 2_000;

const LockRow = z.object({ mine: z.boolean() });
const UnsealedRow = z.object({ id: z.string(), body: z.string() });

/**
 * Gives every entry that has been committed its place in the chain and the hash of the one before. One seals at a time, so
 * the chain cannot fork, and a turn pays for no lock. Returns how many were sealed; 0 where somebody else is sealing.
 *
 * Where entries are sealed already but what vouched for their end is gone, an entry `chain_lost` says so for ever.
 * Runs inside the caller's transaction.
 */
export async function sealAudit(sql: Sql, vault: Vault, now: Date): Promise<number> {
  const [lock] = await sql.rows(
    LockRow,
    "SELECT pg_try_advisory_xact_lock(hashtextextended('audit', 0)) AS mine",
  );
  if (lock?.mine !== true) return 0;
  let { head, lost } = await readHead(sql, vault);
  if (lost)
    await appendAudit(
      sql,
      {
        person: null,
        action: "chain_lost",
        object: { kind: "audit", id: String(head.position) },
        road: "nightly",
      },
      now,
    );
  let sealed = 0;
  for (;;) {
    const rows = await sql.rows(
      UnsealedRow,
      `SELECT id::text, ${BODY} AS body FROM audit WHERE position IS NULL ORDER BY audit.id LIMIT $1`,
      [BATCH],
    );
    if (rows.length === 0) break;
    const links = rows.map(({ id, body }) => {
      const position = head.position + 1n;
      const link = {
        id,
        position: String(position),
        previous: head.hash,
        hash: hashOf(head.hash, position, body),
      };
      head = { position, hash: link.hash };
      return link;
    });
    await sql.run(
      `UPDATE audit a SET position = l.position, previous = l.previous, hash = l.hash
       FROM jsonb_to_recordset($1::jsonb) AS l (id bigint, position bigint, previous text, hash text)
       WHERE a.id = l.id`,
      [JSON.stringify(links)],
    );
    sealed += rows.length;
    if (rows.length < BATCH) break;
  }
  if (sealed > 0) await writeHead(sql, vault, head, now);
  return sealed;
}

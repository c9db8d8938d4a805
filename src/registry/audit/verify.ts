import { z } from "zod";
import type { Sql, Vault } from "../../turns/ports.ts";
import { BEGINNING, BODY, hashOf, readHead } from "./chain.ts";

const PAGE = 5_000;

/** What is wrong at a place of the chain. */
export type Break = {
  position: string;
  /** missing: one or more were taken out. changed: it says something else than when it was sealed. */
  what: "missing" | "changed" | "chain_lost" | "end_lost";
};

/** What looking the whole trail through has found. `head` can be written down elsewhere and compared later. */
export type Verdict = { sealed: number; waiting: number; head: string; breaks: Break[] };

const LinkRow = z.object({
  position: z.string(),
  previous: z.string(),
  hash: z.string(),
  action: z.string(),
  body: z.string(),
});
const CountRow = z.object({ waiting: z.int() });

/** Reads the whole trail, in bounded memory, and says where something was changed, taken out or cut off. */
export async function verifyAudit(sql: Sql, vault: Vault): Promise<Verdict> {
  const breaks: Break[] = [];
  const { head, lost } = await readHead(sql, vault);
  let at = 0n;
  let hash = BEGINNING;
  let sealed = 0;
  for (;;) {
    const links = await sql.rows(
      LinkRow,
      `SELECT position::text, previous, hash, action, ${BODY} AS body FROM audit
       WHERE position > $1 ORDER BY audit.position LIMIT ${PAGE}`,
      [String(at)],
    );
    for (const link of links) {
      const position = BigInt(link.position);
      if (position !== at + 1n) breaks.push({ position: String(at + 1n), what: "missing" });
      else if (link.previous !== hash) breaks.push({ position: link.position, what: "changed" });
      if (hashOf(link.previous, position, link.body) !== link.hash)
        breaks.push({ position: link.position, what: "changed" });
      if (link.action === "chain_lost") breaks.push({ position: link.position, what: "chain_lost" });
      at = position;
      hash = link.hash;
      sealed += 1;
    }
    if (links.length < PAGE) break;
  }
  if (lost) breaks.push({ position: String(at), what: "end_lost" });
  else if (head.position > at) breaks.push({ position: String(at + 1n), what: "missing" });
  else if (head.hash !== hash) breaks.push({ position: String(at), what: "changed" });
  const [count] = await sql.rows(
    CountRow,
    "SELECT count(*)::int AS waiting FROM audit WHERE position IS NULL",
  );
  return { sealed, waiting: count?.waiting ?? 0, head: hash, breaks };
}

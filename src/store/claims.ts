import type { Pool } from "pg";
import { z } from "zod";
import type { OutboxRow } from "../turns/boxes.ts";
import { MARK_CLASS } from "./process-mark.ts";
import { sqlOf } from "./sql.ts";

/** How often to look for what was claimed without our hearing of it. */
const LOOK_MS = 1_000;
/** Longer than the server goes on with a statement whose client is gone. */
const LOOKS = 40;

const IdRow = z.object({ id: z.string() });

/**
 * The messages that this process has claimed. Where the line breaks while a claim is committed, the server may have written
 * it without our hearing of it: it stands as being sent by a process that lives, so that nobody would send it before a
 * restart, nor anything that waits behind it. Such ones are looked for and put back among those that wait.
 */
export class Claims {
  readonly #pool: Pool;
  readonly #processId: number;
  readonly #inHand = new Map<string, OutboxRow>();
  /** Contacts whose claims are in doubt, and how often they are still looked at. */
  readonly #doubtful = new Map<string, number>();
  #seen: ReadonlySet<string> = new Set();
  #looking = false;

  constructor(pool: Pool, processId: number) {
    this.#pool = pool;
    this.#processId = processId;
  }

  /** These are known to be ours to send. */
  take(rows: OutboxRow[]): OutboxRow[] {
    for (const row of rows) this.#inHand.set(row.id, row);
    return rows;
  }

  /** What became of it is on record, or it was handed back; a later claim of the same message stays. */
  leave(row: OutboxRow): void {
    if (this.#inHand.get(row.id) === row) this.#inHand.delete(row.id);
  }

  /** Puts what was claimed and not sent back among the messages that wait. */
  async handBack(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#unclaim(rows.map(({ id }) => id));
    for (const row of rows) this.leave(row);
  }

  /** A claim for these contacts may have been committed although it failed here. */
  doubt(contacts: readonly string[]): void {
    for (const contact of contacts) this.#doubtful.set(contact, LOOKS);
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#looking || this.#doubtful.size === 0 || this.#pool.ending) return;
    this.#looking = true;
    setTimeout(() => {
      void this.#look().finally(() => {
        this.#looking = false;
        this.#lookSoon();
      });
    }, LOOK_MS).unref();
  }

  /** What is found twice is nobody's: found once, the answer to its claim may be on its way here. */
  async #look(): Promise<void> {
    const sql = sqlOf(this.#pool);
    const contacts = [...this.#doubtful.keys()];
    try {
      const sending = await sql.rows(
        IdRow,
        "SELECT id::text FROM outbox WHERE contact_id = ANY ($1) AND status = 'sending' AND claimed_by = $2",
        [contacts, this.#processId],
      );
      const stray = sending.map(({ id }) => id).filter((id) => !this.#inHand.has(id));
      const twice = stray.filter((id) => this.#seen.has(id));
      if (twice.length > 0) await this.#unclaim(twice);
      this.#seen = new Set(stray);
    } catch {
      // The database is still away; it is looked at again when it is back.
      return;
    }
    for (const contact of contacts) {
      const left = (this.#doubtful.get(contact) ?? 1) - 1;
      if (left === 0) this.#doubtful.delete(contact);
      else this.#doubtful.set(contact, left);
    }
  }

  async #unclaim(ids: readonly string[]): Promise<void> {
    await sqlOf(this.#pool).run(
      `UPDATE outbox SET status = 'pending', claimed_by = NULL, attempts = greatest(attempts - 1, 0)
       WHERE id = ANY ($1::bigint[]) AND status = 'sending' AND claimed_by = $2`,
      [ids, this.#processId],
    );
  }
}

/**
 * What was being sent by a process that shows no sign of life any more: replies go again, pushes stay `unknown`. Only
 * the oldest of a contact can have left, since each is recorded before the next; those behind it go in any case.
 */
export async function releaseOrphans(pool: Pool): Promise<number> {
  return sqlOf(pool).run(
    `UPDATE outbox o SET
       status = CASE WHEN o.purpose = 'push' AND NOT EXISTS (
           SELECT FROM outbox older WHERE older.contact_id = o.contact_id AND older.status = 'sending' AND older.id < o.id)
         THEN 'unknown' ELSE 'pending' END,
       failure = 'the process that was sending it died', claimed_by = NULL
     WHERE o.status = 'sending' AND NOT EXISTS (
       SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND l.classid::bigint = $1 AND l.objid::bigint = o.claimed_by)`,
    [MARK_CLASS],
  );
}

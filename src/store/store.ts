import type { Pool } from "pg";
import { z } from "zod";
import type { FiredTimer, Firing, OutboxRow, SendOutcome, Store, TurnTransaction } from "../turns/boxes.ts";
import { heldFor } from "../turns/send-slots.ts";
import { type ChannelName, type Delivery, type Receipt } from "../turns/ports.ts";
import { claimEach, claimUnsent } from "./claim-unsent.ts";
import { Claims, releaseOrphans } from "./claims.ts";
import { fireTimers } from "./fire-timers.ts";
import { inTransaction, rolledBack } from "./in-transaction.ts";
import { isPassing } from "./is-passing.ts";
import { restTimers } from "./rest-timers.ts";
import { sqlOf } from "./sql.ts";
import { closeWindow, stopPerson } from "./stop-writing.ts";
import { takeReceipts } from "./take-receipts.ts";
import { Settler } from "./settler.ts";
import { hasMore, isDue } from "./turn-statements.ts";
import { turnTransaction } from "./turn-transaction.ts";

const MoreRows = z.array(z.object({ more: z.boolean() }));
const SendingRows = z.array(z.object({ sending: z.boolean() }));

/** Prepared like the statements between them, so that they leave in one write with those. */
const BEGIN = { name: "begin", text: "BEGIN" };
const COMMIT = { name: "commit", text: "COMMIT" };

/**
 * Pools for what is hot. `turns`: see `openTurnPool`. `marking` is for recording what was sent: behind the turns that wait
 * for a connection it would come late, and a crash in between sends the message twice.
 */
type Pools = { turns: Pool; marking: Pool };

/** The three boxes in PostgreSQL. `processId` is the number under which this process claims messages. */
export class PostgresStore implements Store {
  readonly #pool: Pool;
  readonly #turns: Pool;
  readonly #settler: Settler;
  readonly #processId: number;
  readonly #claims: Claims;

  constructor(pool: Pool, processId: number, { turns = pool, marking = pool }: Partial<Pools> = {}) {
    this.#pool = pool;
    this.#turns = turns;
    this.#settler = new Settler(marking);
    this.#processId = processId;
    this.#claims = new Claims(pool, processId);
  }

  async transaction<T>(work: (tx: TurnTransaction) => Promise<T>): Promise<T> {
    const client = await this.#turns.connect();
    let broken: Error | undefined;
    let committed = false;
    let finished: readonly string[] = [];
    const commit = async (): Promise<void> => {
      committed = true;
      await client.query(COMMIT);
    };
    const statements = turnTransaction(client, this.#processId, commit);
    const tx: TurnTransaction = {
      ...statements,
      finish: async (results, now) => {
        finished = results.map(({ contact }) => contact.id);
        return (await statements.finish(results, now)).map((rows) => this.#claims.take(rows));
      },
    };
    try {
      // BEGIN leaves together with the first statement.
      const [, result] = await Promise.all([client.query(BEGIN), work(tx)]);
      if (!committed) await commit();
      return result;
    } catch (error) {
      broken = await rolledBack(client);
      if (broken !== undefined) this.#claims.doubt(finished);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  isPassing(error: unknown): boolean {
    return isPassing(error);
  }

  async recordFailure(inboxId: string, why: string, maxAttempts: number, now: Date): Promise<boolean> {
    const [row] = await sqlOf(this.#pool).rows(
      z.object({ set_aside: z.boolean() }),
      `UPDATE inbox SET attempts = attempts + 1, failure = $2,
         handled_at = CASE WHEN attempts + 1 >= $3 THEN $4::timestamptz END
       WHERE id = $1 AND handled_at IS NULL RETURNING handled_at IS NOT NULL AS set_aside`,
      [inboxId, why.slice(0, 500), maxAttempts, now],
    );
    return row?.set_aside ?? false;
  }

  async claimUnsent(contactId: string, limit: number, now: Date): Promise<OutboxRow[]> {
    return (await this.#claim({ contactId, limit, now, pushes: true })).rows;
  }

  claimReplies(
    contactId: string,
    limit: number,
    now: Date,
  ): Promise<{ rows: OutboxRow[]; push: ChannelName | null }> {
    return this.#claim({ contactId, limit, now, pushes: false });
  }

  async claimEach(contacts: readonly string[], now: Date): Promise<OutboxRow[]> {
    try {
      return this.#claims.take(await claimEach(this.#pool, this.#processId, { contacts, now }));
    } catch (error) {
      if (isPassing(error)) this.#claims.doubt(contacts);
      throw error;
    }
  }

  async #claim(
    what: Parameters<typeof claimUnsent>[2],
  ): Promise<{ rows: OutboxRow[]; push: ChannelName | null }> {
    try {
      const { rows, push } = await claimUnsent(this.#pool, this.#processId, what);
      return { rows: this.#claims.take(rows), push };
    } catch (error) {
      if (isPassing(error)) this.#claims.doubt([what.contactId]);
      throw error;
    }
  }

  async settleSend(row: OutboxRow, outcome: SendOutcome, now: Date): Promise<boolean> {
    const more = await this.#settler.settle(row, outcome, now);
    this.#claims.leave(row);
    if (outcome.status === "failed" && outcome.stop !== undefined) {
      const { what, sendBegan } = outcome.stop;
      await (what === "person" ? stopPerson : closeWindow)(sqlOf(this.#pool), row.contactId, sendBegan);
    }
    return more;
  }

  async hasMore(contactId: string, now: Date): Promise<boolean> {
    const { rows } = await this.#pool.query({
      name: "more",
      text: `SELECT ${hasMore("$1", "$2")}`,
      values: [contactId, now],
    });
    return MoreRows.parse(rows)[0]?.more ?? false;
  }

  async isSending(contactId: string): Promise<boolean> {
    const { rows } = await this.#pool.query({
      name: "sending",
      text: `SELECT EXISTS (SELECT FROM outbox WHERE contact_id = $1 AND status = 'sending') AS sending`,
      values: [contactId],
    });
    return SendingRows.parse(rows)[0]?.sending ?? false;
  }

  async hasErrand(contactId: string, now: Date): Promise<boolean> {
    const [row] = await sqlOf(this.#pool).rows(
      z.object({ due: z.boolean() }),
      "SELECT EXISTS (SELECT FROM errands WHERE contact_id = $1 AND done_at IS NULL AND (next_at IS NULL OR next_at <= $2)) AS due",
      [contactId, now],
    );
    return row?.due ?? false;
  }

  async hasUnhandled(contactId: string): Promise<boolean> {
    const [row] = await sqlOf(this.#pool).rows(
      z.object({ more: z.boolean() }),
      "SELECT EXISTS (SELECT FROM inbox WHERE contact_id = $1 AND handled_at IS NULL) AS more",
      [contactId],
    );
    return row?.more ?? false;
  }

  async unclaim(rows: readonly OutboxRow[]): Promise<void> {
    await this.#claims.handBack(rows);
  }

  async takeReceipts(channel: ChannelName, receipts: readonly Receipt[]): Promise<void> {
    await takeReceipts(sqlOf(this.#pool), channel, receipts);
  }

  async file(id: string): Promise<Delivery["file"] | null> {
    const [found] = await sqlOf(this.#pool).rows(
      z.object({
        vendor_ref: z.string(),
        mime: z.string().nullable(),
        bytes: z.instanceof(Buffer).nullable(),
      }),
      "SELECT vendor_ref, mime, bytes FROM files WHERE id = $1",
      [id],
    );
    if (found === undefined || found.bytes === null) return null;
    return { name: found.vendor_ref, mime: found.mime ?? "application/octet-stream", bytes: found.bytes };
  }

  async releaseOrphans(): Promise<number> {
    return releaseOrphans(this.#pool);
  }

  async forgotten(now: Date, limit: number, seen: readonly string[]): Promise<string[]> {
    const rows = await sqlOf(this.#pool).rows(
      z.object({ contact_id: z.string() }),
      `SELECT contact_id FROM (
         SELECT contact_id, received_at AS since FROM inbox WHERE handled_at IS NULL
         UNION ALL
         SELECT o.contact_id, o.next_at FROM outbox o
         WHERE o.status = 'pending' AND ${isDue("$1")} AND ${heldFor("o.channel")} IS NULL
       ) waiting WHERE contact_id <> ALL ($3::uuid[])
       GROUP BY contact_id ORDER BY min(since), contact_id LIMIT $2`,
      [now, limit, seen],
    );
    return rows.map((row) => row.contact_id);
  }

  async fireTimers(now: Date, limit: number, firing: Firing): Promise<FiredTimer[]> {
    return inTransaction(this.#pool, (client) => fireTimers(sqlOf(client), now, limit, firing));
  }

  async restTimers(now: Date, until: Date): Promise<void> {
    await restTimers(sqlOf(this.#pool), now, until);
  }

  async nextDue(until: Date): Promise<Date | null> {
    const [row] = await sqlOf(this.#pool).rows(
      z.object({ due: z.date().nullable() }),
      `SELECT least(
         (SELECT min(due_at) FROM timers WHERE fired_at IS NULL AND due_at <= $1),
         (SELECT min(next_at) FROM outbox WHERE status = 'pending' AND next_at <= $1),
         (SELECT min(next_at) FROM errands WHERE done_at IS NULL AND next_at <= $1)) AS due`,
      [until],
    );
    return row?.due ?? null;
  }
}

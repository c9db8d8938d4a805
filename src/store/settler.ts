import type { Pool } from "pg";
import { z } from "zod";
import type { OutboxRow, SendOutcome } from "../turns/boxes.ts";
import { storableJson } from "./storable.ts";
import { hasMore } from "./turn-statements.ts";

type Waiting = {
  row: OutboxRow;
  outcome: SendOutcome;
  now: Date;
  resolve: (more: boolean) => void;
  reject: (error: unknown) => void;
};

const Settled = z.object({ id: z.string(), more: z.boolean() });

/** The ids stand in a list of their own for the same reason as in FINISH. */
export const SETTLE = `
UPDATE outbox o SET status = s.status, vendor_id = s."vendorId", failure = s.why, sent_at = s."sentAt", price = coalesce(s.price, o.price),
  next_at = coalesce(s."nextAt", o.next_at), claimed_by = NULL,
  -- What only the person herself should read is not kept once it is hers.
  payload = CASE WHEN s.status = 'sent' AND o.payload ? 'secret' THEN o.payload || '{"text": "•••"}' ELSE o.payload END
FROM jsonb_to_recordset($1::jsonb) AS s (id bigint, status text, "vendorId" text, why text, "sentAt" timestamptz,
  "nextAt" timestamptz, price int, now timestamptz)
WHERE o.id = ANY ($2::bigint[]) AND o.id = s.id
RETURNING o.id::text, ${hasMore("o.contact_id", "s.now")}`;

/**
 * Records what became of sends. What comes while one statement is under way goes together into the next one, so that
 * many at once cost few commits and a single one waits for nothing.
 */
export class Settler {
  readonly #pool: Pool;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Resolves when it is on record, with whether the contact `hasMore`. */
  settle(row: OutboxRow, outcome: SendOutcome, now: Date): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, outcome, now, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0));
    this.#busy = false;
  }

  async #write(together: readonly Waiting[]): Promise<void> {
    try {
      const { rows } = await this.#pool.query({
        name: "settle",
        text: SETTLE,
        values: [storableJson(together.map(recordOf)), together.map(({ row }) => row.id)],
      });
      const more = new Map(rows.map((row: unknown) => Settled.parse(row)).map((row) => [row.id, row.more]));
      for (const { row, resolve } of together) resolve(more.get(row.id) ?? false);
    } catch (error) {
      // One that cannot be written must not keep the others from it.
      if (together.length > 1) for (const one of together) await this.#write([one]);
      else for (const { reject } of together) reject(error);
    }
  }
}

function recordOf({ row, outcome, now }: Waiting): object {
  const isSent = outcome.status === "sent";
  return {
    id: row.id,
    status: outcome.status,
    vendorId: isSent ? outcome.vendorId : null,
    why: isSent ? null : outcome.why,
    sentAt: isSent ? now : null,
    price: isSent ? (outcome.price ?? null) : null,
    nextAt: outcome.status === "pending" ? outcome.nextAt : null,
    now,
  };
}

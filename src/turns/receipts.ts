import type { Store } from "./boxes.ts";
import type { Alarm, ChannelName, Receipt } from "./ports.ts";

/** By then the answer to the send itself is on record, which a receipt can come before. */
const GATHER_MS = 1_000;
/** Receipts are news, not the record: what cannot be written for so long is let go. */
const MOST = 10_000;

/**
 * Gathers vendors' receipts and writes them down together about once a second: each message brings two, and most are for
 * answers, of which nobody asks whether they were read. A crash loses those of the last second.
 */
export class Receipts {
  readonly #store: Pick<Store, "takeReceipts" | "isPassing">;
  readonly #alarm: Alarm;
  readonly #gathered = new Map<ChannelName, Receipt[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Pick<Store, "takeReceipts" | "isPassing">, alarm: Alarm) {
    this.#store = store;
    this.#alarm = alarm;
  }

  take(channel: ChannelName, receipts: readonly Receipt[]): void {
    if (receipts.length === 0) return;
    const before = this.#gathered.get(channel) ?? [];
    this.#gathered.set(channel, [...before, ...receipts].slice(-MOST));
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** Writes down what was gathered. Never rejects: where the database is away it stays for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = new Map(this.#gathered);
    this.#gathered.clear();
    for (const [channel, receipts] of gathered) {
      try {
        await this.#store.takeReceipts(channel, receipts);
      } catch (error) {
        this.#alarm("receipts_not_kept", error instanceof Error ? error.message : String(error));
        // What it does not take now it will not take later either, and what comes after it would wait for ever.
        if (!this.#store.isPassing(error)) continue;
        const since = this.#gathered.get(channel) ?? [];
        this.#gathered.set(channel, [...receipts, ...since].slice(-MOST));
      }
    }
  }
}

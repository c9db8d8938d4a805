/** What became of messages that were to leave: see `sendClaimed`. */
export type Left = "waits" | "more" | "none" | "unknown";

/** What leaves, and how it is handed back where it may not leave yet. */
type Claimed = {
  contactId: string;
  /** Claimed as the oldest that waited; not behind others that were on their way out. */
  oldest: boolean;
  send: () => Promise<Left>;
  handBack: () => Promise<void>;
};

/**
 * Lets the messages of one contact that this process has claimed leave in the order in which they were claimed, also
 * where the next turn is committed before the last one's message has left. Where one has to wait, those claimed behind it
 * are handed back, until the oldest is tried again. Other processes see by the claim that somebody is sending.
 */
export class Outgoing {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #halted = new Set<string>();

  /** Takes its place in the row at once, not when `send` begins. */
  run({ contactId, oldest, send, handBack }: Claimed): Promise<Left> {
    const before = this.#last.get(contactId) ?? Promise.resolve();
    const mine = before.then(async (): Promise<Left> => {
      if (oldest) this.#halted.delete(contactId);
      if (this.#halted.has(contactId)) {
        await handBack();
        return "waits";
      }
      this.#halted.add(contactId);
      const left = await send();
      if (left !== "waits") this.#halted.delete(contactId);
      return left;
    });
    const leave = (): void => {
      if (this.#last.get(contactId) === ended) this.#last.delete(contactId);
    };
    const ended = mine.then(leave, leave);
    this.#last.set(contactId, ended);
    return mine;
  }
}

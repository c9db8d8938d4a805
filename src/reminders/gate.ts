import { setTimeout as pause } from "node:timers/promises";

/** A timer is late by about a millisecond each time; so much is made good at the next, or the pace would sink with it. */
const MADE_GOOD_MS = 4;

/**
 * Lets messages of one channel leave one by one, each at its place in the bucket that all processes share, and
 * `interval` milliseconds after the one before had its turn: on a busy machine whoever is late does not leave together
 * with the next, and after a hold-up nobody catches up in a burst.
 */
export class Gate {
  readonly #interval: number;
  readonly #place: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  /** In milliseconds of this process, when the next may leave. */
  #next = 0;
  #begun = 0;

  constructor(interval: number, place: () => Promise<void>) {
    this.#interval = interval;
    this.#place = place;
  }

  /** Resolves when it is time to make the next message ready, evenly. */
  async nearly(): Promise<void> {
    this.#begun = Math.max(this.#begun + this.#interval, performance.now());
    if (this.#interval > 0) await pause(this.#begun - performance.now());
  }

  /** Resolves when the next message may leave, in the order in which they are ready. */
  open(): Promise<void> {
    this.#last = this.#after(this.#last);
    return this.#last;
  }

  async #after(before: Promise<void>): Promise<void> {
    // One that had no place does not hold up those behind it.
    await before.catch(() => undefined);
    await this.#place();
    const wait = this.#next - performance.now();
    if (wait > 0) await pause(wait);
    this.#next = Math.max(this.#next, performance.now() - MADE_GOOD_MS) + this.#interval;
  }
}

import { setTimeout as pause } from "node:timers/promises";

/** Work that goes on after an answer has been given; counted, so that stopping can wait for it. */
export class Background {
  readonly #running = new Set<Promise<void>>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Starts the work and returns at once. What it throws is reported, and the sweep goes on with it later. */
  run(work: () => Promise<void>): void {
    const running = work()
      .catch(this.#onError)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /**
   * Resolves when nothing is running any more, also nothing that was started meanwhile; at the latest after `withinMs`,
   * since a vendor may keep us waiting for longer than whoever wants to stop will wait.
   */
  async settled(withinMs: number): Promise<void> {
    const patience = new AbortController();
    const late = pause(withinMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#ended(), late]);
    patience.abort();
  }

  async #ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

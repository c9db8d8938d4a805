import type { Log } from "../log.ts";

/** How to close what was opened; run backwards, so that nothing loses what it stands on. */
export class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  /** Closes everything that is open, even where one of them fails. Closing twice does nothing. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed())
      await close().catch((error: unknown) => this.#log.warn({ err: error }, "closing"));
  }
}

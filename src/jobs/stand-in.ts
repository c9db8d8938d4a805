import { handle, RECURRING, type Handlers, type JobName } from "./catalog.ts";

/**
 * Does the recurring work itself while the queue is away: reminders are rows, and must not wait for a Redis. Several
 * processes may do the same at once, as they may by the queue; the rows decide.
 */
export class StandIn {
  readonly #handlers: Handlers;
  readonly #last = new Map<JobName, number>();

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    this.rest();
  }

  /** The queue answers: what recurs comes by it. */
  rest(): void {
    for (const { name } of RECURRING) this.#last.set(name, performance.now());
  }

  /** The queue is away: does what has been missed, one after the other. What comes once a day waits for the queue. */
  async work(): Promise<void> {
    const now = performance.now();
    for (const recurring of RECURRING) {
      if (!("everyMs" in recurring)) continue;
      const { name, everyMs } = recurring;
      if (now - (this.#last.get(name) ?? 0) < everyMs) continue;
      this.#last.set(name, now);
      await handle(this.#handlers, name, {});
    }
  }
}

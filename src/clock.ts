import type { Clock } from "./turns/ports.ts";

/** The system's clock. The only file that asks it. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs with the system's, ahead or behind it; the simulator pushes it. */
export class PushedClock implements Clock {
  #aheadMs: number;

  constructor(aheadMs = 0) {
    this.#aheadMs = aheadMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  /** From now on it is `instant`, and time goes on from there. */
  set(instant: Date): void {
    this.#aheadMs = instant.getTime() - Date.now();
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }
}

/** A clock that stands still until it is moved; for scripts and tests that say themselves what time it is. */
export class StoppedClock implements Clock {
  #instant: Date;

  constructor(instant: Date) {
    this.#instant = instant;
  }

  now(): Date {
    return new Date(this.#instant);
  }

  set(instant: Date): void {
    this.#instant = new Date(instant);
  }
}

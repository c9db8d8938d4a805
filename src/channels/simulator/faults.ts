import type { Sent } from "../../turns/ports.ts";
import type { Fault, Imitated } from "../../turns/simulation.ts";

/** What is to go wrong next on a simulated channel, so that people can see what the program makes of it. */
export class Faults {
  readonly #left = new Map<string, number>();

  /** The next `count` calls of that kind go wrong. */
  add(vendor: Imitated, fault: Fault, count: number): void {
    this.#left.set(`${vendor} ${fault}`, count);
  }

  /** Whether this call goes wrong in that way; counts it down. */
  takes(vendor: Imitated, fault: Fault): boolean {
    const key = `${vendor} ${fault}`;
    const left = this.#left.get(key) ?? 0;
    if (left > 0) this.#left.set(key, left - 1);
    return left > 0;
  }

  /** The answer of a send that goes wrong, as the real channel would report it; null where it goes well. */
  failedSend(vendor: Imitated): Sent | null {
    if (this.takes(vendor, "429"))
      return { kind: "retry", why: "simulated: too many requests", afterMs: 2_000 };
    if (this.takes(vendor, "500")) return { kind: "retry", why: "simulated: the vendor's server failed" };
    if (this.takes(vendor, "timeout")) return { kind: "unknown", why: "simulated: no answer in time" };
    if (this.takes(vendor, "blocked"))
      return { kind: "stop_person", why: "simulated: the person blocked us" };
    return null;
  }

  clear(): void {
    this.#left.clear();
  }
}

import { MOST_TOGETHER } from "./boxes.ts";
import type { Inbound } from "./ports.ts";

/** Statements of so many groups are under way at once: while the database writes one, another is worked on here. */
export const GROUPS_AT_ONCE = 2;

/** What is left to do once the vendor has had its answer: sending, and waking whoever was told something. */
export type Afterwards = () => Promise<void>;

/**
 * Takes in a group of events, answers in their order. `free` says early that what is still to be done is long, so that the
 * next group may begin.
 */
type Work = (group: readonly Inbound[], free: () => void) => Promise<Afterwards[]>;

type Waiting = {
  inbound: Inbound;
  /** Its group failed: it is taken in by itself. */
  alone: boolean;
  resolve: (afterwards: Afterwards) => void;
  reject: (error: unknown) => void;
};

/**
 * Groups events that come in at the same time, so that in a rush many turns share the statements and the commit of one
 * transaction. Who comes alone waits for nothing: as long as fewer than `GROUPS_AT_ONCE` groups are under way, each event is
 * a group of its own.
 */
export class Intake {
  readonly #work: Work;
  #waiting: Waiting[] = [];
  #underWay = 0;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Two events of one account are never in the same group. Rejects where the event fails alone too. */
  add(inbound: Inbound): Promise<Afterwards> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ inbound, alone: false, resolve, reject });
      this.#next();
    });
  }

  /** Others wait, or would have to: what nobody needs is left. */
  get isBusy(): boolean {
    return this.#underWay >= GROUPS_AT_ONCE || this.#waiting.length > 0;
  }

  #next(): void {
    while (this.#underWay < GROUPS_AT_ONCE && this.#waiting.length > 0) void this.#handle(this.#take());
  }

  #take(): Waiting[] {
    if (this.#waiting[0]?.alone === true) return this.#waiting.splice(0, 1);
    const accounts = new Set<string>();
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of this.#waiting) {
      const account = `${one.inbound.channel}:${one.inbound.contact}`;
      const fits = taken.length < MOST_TOGETHER && !one.alone && !accounts.has(account);
      (fits ? taken : left).push(one);
      accounts.add(account);
    }
    this.#waiting = left;
    return taken;
  }

  async #handle(group: readonly Waiting[]): Promise<void> {
    let isFree = false;
    const free = (): void => {
      if (isFree) return;
      isFree = true;
      this.#underWay -= 1;
      this.#next();
    };
    this.#underWay += 1;
    try {
      const taken = await this.#work(
        group.map(({ inbound }) => inbound),
        free,
      );
      for (const [position, afterwards] of taken.entries()) group[position]?.resolve(afterwards);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // One that fails must not take the others with it; sixteen at once must not take every connection either.
      else this.#waiting.unshift(...group.map((one) => ({ ...one, alone: true })));
    } finally {
      free();
      this.#next();
    }
  }
}

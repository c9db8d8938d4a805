/** What can go wrong with a call of the program under test. */
export type CallFaultKind =
  | "429"
  | "500"
  | "502"
  /** The vendor's own error, given by `code` and `message`. */
  | "error"
  /** The connection is cut before anything was done. */
  | "reset"
  /** Nothing is done and nothing is answered for `ms`; then the connection is cut. */
  | "timeout"
  /** Done, and the connection cut instead of answered. */
  | "lost_answer"
  /** Done, and answered after `ms`. */
  | "slow"
  /** Done, and answered 200 with a page that is not JSON. */
  | "bad_json";

/** What can go wrong with a webhook delivery. */
export type DeliveryFaultKind = "duplicate" | "reorder" | "delay";

export type Fault = {
  /** A method's name, "*" for any method, "webhook" for deliveries. */
  on: string;
  kind: CallFaultKind | DeliveryFaultKind;
  /** How many times; once where not said. */
  count?: number;
  /** Only for this chat. */
  chat?: string;
  /** Share of the calls that are hit, 0 to 1; all where not said. */
  chance?: number;
  retryAfter?: number;
  ms?: number;
  /** For "duplicate": how many copies more. */
  times?: number;
  /** For "duplicate": copies leave at once with the first instead of after its success. */
  parallel?: boolean;
  code?: number;
  message?: string;
};

export type Faults = {
  add(fault: Fault): void;
  /** The fault that hits this call, if any; uses it up. */
  take(on: string, chat: string | null): Fault | undefined;
  clear(): void;
  pending(): readonly Fault[];
};

/** A plan of faults, first come first served. `seed` makes the shares repeatable. */
export function makeFaults(seed = 1): Faults {
  const plan: { fault: Fault; left: number }[] = [];
  const random = makeRandom(seed);
  return {
    add: (fault) => {
      plan.push({ fault, left: fault.count ?? 1 });
    },
    take: (on, chat) => {
      for (const entry of plan) {
        const { fault } = entry;
        const named = fault.on === on || (fault.on === "*" && on !== "webhook");
        if (!named || (fault.chat !== undefined && fault.chat !== chat)) continue;
        if (fault.chance !== undefined && random() >= fault.chance) continue;
        entry.left -= 1;
        if (entry.left <= 0) plan.splice(plan.indexOf(entry), 1);
        return fault;
      }
      return undefined;
    },
    clear: () => {
      plan.length = 0;
    },
    pending: () => plan.map(({ fault, left }) => ({ ...fault, count: left })),
  };
}

/** Small seeded generator (mulberry32): numbers in [0, 1) that are the same in every run. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

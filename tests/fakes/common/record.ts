/** One thing that happened between a fake and the program under test. */
export type Happening =
  | { what: "update_queued"; chat: string; update: string; body?: unknown }
  | { what: "update_sent"; chat: string; update: string; attempt: number }
  | { what: "update_acked"; chat: string; update: string; attempt: number; ms: number }
  | { what: "update_refused"; chat: string; update: string; attempt: number; ms: number; reason: string }
  | { what: "update_dropped"; chat: string; update: string; reason: string }
  | { what: "call"; call: number; method: string; chat: string | null; params?: unknown }
  | {
      what: "answer";
      call: number;
      method: string;
      chat: string | null;
      /** HTTP status, or null where the connection was cut instead. */
      status: number | null;
      /** 0 where the call was granted, else the vendor's code. */
      code: number;
      fault?: string;
      retryAfter?: number;
      body?: unknown;
    }
  /** The message really is in the person's chat, whatever the caller was told. */
  | { what: "shown"; chat: string; message: string; text: string };

/** `at` is real time in ms, whatever the fake's own clock says; `seq` rises by one. */
export type HistoryEvent = Happening & { seq: number; at: number };

export type History = {
  readonly events: readonly HistoryEvent[];
  add(happening: Happening): void;
  /** Numbers a call, so that its answer can be told from others. */
  nextCall(): number;
  clear(): void;
};

/**
 * An append-only record of everything that a fake saw and did. With `bodies: false` it leaves out parameters and
 * payloads, for benchmarks that would otherwise fill the memory.
 */
export function makeHistory({ bodies = true }: { bodies?: boolean } = {}): History {
  const events: HistoryEvent[] = [];
  let seq = 0;
  let calls = 0;
  return {
    events,
    add: (happening) => {
      const kept = bodies ? happening : withoutBodies(happening);
      seq += 1;
      events.push({ ...kept, seq, at: performance.timeOrigin + performance.now() });
    },
    nextCall: () => {
      calls += 1;
      return calls;
    },
    clear: () => {
      events.length = 0;
    },
  };
}

function withoutBodies(happening: Happening): Happening {
  if (happening.what === "update_queued" || happening.what === "answer") {
    const { body: _, ...rest } = happening;
    return rest;
  }
  if (happening.what === "call") {
    const { params: _, ...rest } = happening;
    return rest;
  }
  return happening;
}

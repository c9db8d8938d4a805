import type { Pace } from "../turns/pacer.ts";
import type { ChannelName } from "../turns/ports.ts";
import { isOpen, roadTo, ROADS, type Road } from "./roads.ts";

/** So many accounts of a kind, and why they are left out, or null. */
export type Counted = {
  channel: ChannelName;
  externalId: string;
  lastInteractionAt: Date | null;
  reason: string | null;
  n: number;
};

/** What a message to some accounts would mean, before anything is sent. */
export type Preview = {
  /** Accounts that would get it. */
  count: number;
  roads: { road: Road; count: number }[];
  left_out: { reason: string; count: number }[];
  /** In đồng. */
  cost: number;
  /** At the pace at which the channels take what nobody asked for; one at least. */
  minutes: number;
};

/** How many, by which road, who is left out and why, what it costs and how long it takes. `prices` by the name of the road. */
export function sumUp(
  rows: readonly Counted[],
  prices: ReadonlyMap<string, number>,
  { now, pace }: { now: Date; pace: Pace },
): Preview {
  const roads = new Map<Road, number>();
  const leftOut = new Map<string, number>();
  let milliseconds = 0;
  for (const { reason, n, ...account } of rows) {
    const road = roadTo(account, now);
    if (reason === null && isOpen(road, account.channel)) {
      roads.set(road, (roads.get(road) ?? 0) + n);
      milliseconds += n * pace(account.channel);
    } else leftOut.set(reason ?? "window_closed", (leftOut.get(reason ?? "window_closed") ?? 0) + n);
  }
  const taken = ROADS.flatMap((road) => ({ road, count: roads.get(road) ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  const total = taken.reduce((sum, { count }) => sum + count, 0);
  return {
    count: total,
    roads: taken,
    left_out: [...leftOut]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    cost: taken.reduce((sum, { road, count }) => sum + count * (prices.get(road) ?? 0), 0),
    minutes: total === 0 ? 0 : Math.max(1, Math.ceil(milliseconds / 60_000)),
  };
}

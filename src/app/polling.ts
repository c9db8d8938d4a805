import type { Log } from "../log.ts";
import { exclusively } from "../store/exclusively.ts";
import type { Background } from "../turns/background.ts";
import type { Door } from "../turns/door.ts";
import type { Parts } from "../turns/parts.ts";
import type { ChannelName, Inbound, Poller } from "../turns/ports.ts";

/**
 * Asks a vendor for its events until it is told to stop; what it returns stops it. One process at a time asks, since
 * vendors refuse a second one, and another takes over when that one is gone.
 */
export function poll(
  [channel, poller]: readonly [ChannelName, Poller],
  { parts, door, background, log, databaseUrl }: PollingParts,
): () => Promise<void> {
  const stop = new AbortController();
  const place = { url: databaseUrl, name: `polling ${channel}`, signal: stop.signal };
  const running = exclusively(place, (signal) =>
    poller.run((events) => takeAll(events, { parts, door, background }), signal),
  ).catch((error: unknown) => log.error({ err: error }, "polling ended"));
  return async () => {
    stop.abort();
    await running;
  };
}

type PollingParts = { parts: Parts; door: Door; background: Background; log: Log; databaseUrl: string };

/** One after the other, each safe before the next: the vendor is told that all were taken only after that. */
async function takeAll(
  events: readonly Inbound[],
  { parts, door, background }: Pick<PollingParts, "parts" | "door" | "background">,
): Promise<void> {
  for (const inbound of events) {
    const afterwards = await door.takeIn(inbound);
    background.run(async () => {
      await Promise.all([parts.channels.get(inbound.channel)?.acknowledge?.(inbound), afterwards()]);
    });
  }
}

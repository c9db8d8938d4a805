import type { Log } from "../log.ts";
import type { Background } from "../turns/background.ts";
import type { Parts } from "../turns/parts.ts";
import type { Inbound, Poller } from "../turns/ports.ts";
import { receive } from "../turns/take-turn.ts";

/** Asks a vendor for its events until it is told to stop; what it returns stops it. */
export function poll(poller: Poller, parts: Parts, background: Background, log: Log): () => Promise<void> {
  const stop = new AbortController();
  const running = poller
    .run((events) => takeAll(events, parts, background), stop.signal)
    .catch((error: unknown) => log.error({ err: error }, "polling ended"));
  return async () => {
    stop.abort();
    await running;
  };
}

/** One after the other, each written down before the next: the vendor is told that all were taken only after that. */
async function takeAll(events: readonly Inbound[], parts: Parts, background: Background): Promise<void> {
  for (const inbound of events) {
    const afterwards = await receive(parts, inbound);
    background.run(async () => {
      await Promise.all([parts.channels.get(inbound.channel)?.acknowledge?.(inbound), afterwards()]);
    });
  }
}

import { setTimeout as pause } from "node:timers/promises";

/** As the work ends, or a rejection that says `late` where it takes longer than `ms`. The work itself is not ended. */
export async function within<T>(ms: number, late: string, work: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const over = pause(ms, undefined, { signal: patience.signal }).then(() => {
    throw new Error(late);
  });
  // It is cut short where the work was in time.
  over.catch(() => undefined);
  try {
    return await Promise.race([work, over]);
  } finally {
    patience.abort();
  }
}

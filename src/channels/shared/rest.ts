import { setTimeout as pause } from "node:timers/promises";

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait after so many failures in a row: half a second, doubled each time, at most half a minute. */
export function growingPause(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}

/** Waits, but no longer than until the signal. Never rejects. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    // Woken by the signal, which the caller looks at next.
  }
}

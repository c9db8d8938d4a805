const HOUR_MS = 3_600_000;

/** Wrong codes within an hour after which a contact has to wait. */
export const WRONG_TRIES = 5;
/** How long it then waits, counted from the last wrong code. */
export const PAUSE_MS = 15 * 60_000;

/** The wrong tries that still count at `now`. */
export function recentTries(tries: readonly Date[], now: Date): Date[] {
  return tries.filter((at) => now.getTime() - at.getTime() < HOUR_MS);
}

/** Whether codes are refused unread at `now`, so that nobody can try out all of them. */
export function isPaused(tries: readonly Date[], now: Date): boolean {
  const recent = recentTries(tries, now);
  const last = Math.max(...recent.map((at) => at.getTime()));
  return recent.length >= WRONG_TRIES && now.getTime() - last < PAUSE_MS;
}

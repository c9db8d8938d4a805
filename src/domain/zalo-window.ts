const HOUR_MS = 3_600_000;
/** docs.zaloplatforms.com/docs/OA, rule of 2026: free for 48 hours after the last interaction, refused after 7 days. */
export const FREE_MS = 48 * HOUR_MS;
export const OPEN_MS = 7 * 24 * HOUR_MS;

export type ZaloWindow = "free" | "counted" | "closed";

/**
 * Whether a person may be written to by their last interaction (a message, a tap, a follow; a receipt is none): `free`,
 * `counted` against the package or billed, or `closed` until they write. Null is somebody who never interacted.
 */
export function zaloWindow(lastInteraction: Date | null, now: Date): ZaloWindow {
  if (lastInteraction === null) return "closed";
  const silence = now.getTime() - lastInteraction.getTime();
  return silence <= FREE_MS ? "free" : silence <= OPEN_MS ? "counted" : "closed";
}

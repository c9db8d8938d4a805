import { zaloWindow } from "../domain/zalo-window.ts";
import type { ChannelName } from "../turns/ports.ts";

/** By which road a push reaches an account, as the ledger names it; prices are data by these names. */
export const ROADS = ["free", "counted", "template", "telegram", "other"] as const;
export type Road = (typeof ROADS)[number];

export type Account = { channel: ChannelName; externalId: string; lastInteractionAt: Date | null };

/**
 * The road that is open now. Zalo: free within 48 hours of the last word, counted or billed up to seven days, then only
 * an approved template. A simulated phone imitates its vendor, and counts as open while it has never written.
 */
export function roadTo({ channel, externalId, lastInteractionAt }: Account, now: Date): Road {
  const simulated = channel === "simulator";
  if (channel === "telegram" || (simulated && externalId.startsWith("telegram:"))) return "telegram";
  if (channel === "zalo-bot") return "other";
  if (simulated && lastInteractionAt === null) return "free";
  const window = zaloWindow(lastInteractionAt, now);
  return window === "closed" ? "template" : window;
}

/** Whether a talk can begin by this road. A template of the real vendor says a sentence and no more: see `sendByTemplate`. */
export function isOpen(road: Road, channel: ChannelName): boolean {
  return road !== "template" || channel === "simulator";
}

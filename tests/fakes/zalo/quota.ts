import type { FakeClock } from "../common/clock.ts";
import type { ZaloChat } from "./chats.ts";
import { ZaloRefusal } from "./refusal.ts";

export type QuotaRules = {
  /** Free replies within 48 hours of the last interaction. */
  freeReplies: number;
  /** Messages in the package for what is not free. */
  packageMessages: number;
  /** Whether messages beyond the package are billed instead of refused. */
  hasMoney: boolean;
};

export type Quota = {
  /** Takes one message off; the `quota` member of the answer, or undefined where the message was billed. */
  spend(chat: ZaloChat): Record<string, unknown> | undefined;
  repliesLeft(chat: ZaloChat): number;
  packageLeft(): number;
  billed(): number;
};

const hourMs = 60 * 60 * 1000;

/** Counts messages as Zalo does: free ones by person and window, then the package, then money. */
export function makeQuota(clock: FakeClock, rules: QuotaRules): Quota {
  const replies = new Map<string, { since: number; count: number }>();
  let spent = 0;
  let billed = 0;
  const used = (chat: ZaloChat) => {
    const entry = replies.get(chat.id);
    return entry !== undefined && entry.since === chat.lastInteraction ? entry.count : 0;
  };
  const isFresh = (chat: ZaloChat) =>
    chat.lastInteraction !== undefined && clock.now().getTime() - chat.lastInteraction <= 48 * hourMs;
  return {
    spend: (chat) => {
      if (isFresh(chat) && used(chat) < rules.freeReplies) {
        const since = chat.lastInteraction ?? 0;
        replies.set(chat.id, { since, count: used(chat) + 1 });
        return {
          quota_type: "reply",
          remain: String(rules.freeReplies - used(chat)),
          total: String(rules.freeReplies),
          expired_date: String(since + 48 * hourMs),
          owner_type: "OA",
          owner_id: chat.id,
        };
      }
      if (spent < rules.packageMessages) {
        spent += 1;
        const remain = String(rules.packageMessages - spent);
        return { quota_type: "sub_quota", remain, total: String(rules.packageMessages), owner_type: "OA" };
      }
      if (!rules.hasMoney) throw new ZaloRefusal(-211, "Out of quota");
      billed += 1;
      return undefined;
    },
    repliesLeft: (chat) => (isFresh(chat) ? Math.max(0, rules.freeReplies - used(chat)) : 0),
    packageLeft: () => rules.packageMessages - spent,
    billed: () => billed,
  };
}

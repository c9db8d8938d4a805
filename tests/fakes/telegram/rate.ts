export type RateLimits = { perSecond?: number; perChatPerSecond?: number };

export type Rate = {
  /** Counts a call; the seconds to wait where it was one too many. */
  count(chat: string | null): number | undefined;
};

const windowMs = 1000;

/** Real-time flood control over sliding seconds. A refused call is not counted. */
export function makeRate({ perSecond = Infinity, perChatPerSecond = Infinity }: RateLimits): Rate {
  const all: number[] = [];
  const byChat = new Map<string, number[]>();
  return {
    count: (chat) => {
      if (chat === null) return undefined;
      const now = performance.now();
      const own = byChat.get(chat) ?? [];
      for (const times of [all, own]) {
        while ((times[0] ?? now) <= now - windowMs) times.shift();
      }
      if (all.length >= perSecond || own.length >= perChatPerSecond) return 1;
      all.push(now);
      own.push(now);
      byChat.set(chat, own);
      return undefined;
    },
  };
}

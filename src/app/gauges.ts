import type { StoredGrants } from "../channels/zalo-oa/tokens.ts";
import type { Readings } from "../http/metrics.ts";
import type { BoxReadings } from "../store/readings.ts";

/** A refresh token of Zalo lives three months and is traded daily (developers.zalo.me, "Official Account Access Token"). */
const REFRESH_TOKEN_LIFE_MS = 90 * 86_400_000;

/**
 * The gauges of this moment: what waits in the boxes, in the queue, how long each channel is silent, how long the tokens
 * last. A channel in `open` with nothing to say shows 0 waiting, so that an alarm has something to look at.
 */
export function readingsOf(given: {
  boxes: BoxReadings;
  jobs: Readonly<Record<string, Readonly<Record<string, number>>>>;
  open: readonly string[];
  zalo: StoredGrants | null;
  now: Date;
}): Readings {
  const { boxes, jobs, open, zalo, now } = given;
  const channels = [...new Set([...open, ...boxes.outbox.map(({ channel }) => channel)])].map((channel) => {
    const found = boxes.outbox.find((box) => box.channel === channel);
    return { labels: { channel }, waiting: found?.waiting ?? 0, oldest: found?.oldest ?? 0 };
  });
  const token = (name: string, end: number): Readings["token_remaining_seconds"][number] => ({
    labels: { channel: "zalo-oa", token: name },
    value: (end - now.getTime()) / 1000,
  });
  return {
    inbox_unhandled: [{ value: boxes.inbox.waiting }],
    inbox_oldest_seconds: [{ value: boxes.inbox.oldest }],
    outbox_unsent: channels.map(({ labels, waiting }) => ({ labels, value: waiting })),
    outbox_oldest_seconds: channels.map(({ labels, oldest }) => ({ labels, value: oldest })),
    timers_late: [{ value: boxes.timers.waiting }],
    timers_latest_seconds: [{ value: boxes.timers.oldest }],
    queue_jobs: Object.entries(jobs).flatMap(([queue, states]) =>
      Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
    ),
    silence_seconds: boxes.heard.map(({ channel, ago }) => ({ labels: { channel }, value: ago })),
    token_remaining_seconds:
      zalo === null
        ? []
        : [
            token("access", zalo.current.expiresAt.getTime()),
            token("refresh", zalo.current.obtainedAt.getTime() + REFRESH_TOKEN_LIFE_MS),
          ],
  };
}

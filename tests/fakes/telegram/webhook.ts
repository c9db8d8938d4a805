import type { FakeClock } from "../common/clock.ts";
import type { Faults } from "../common/faults.ts";
import type { Poster } from "../common/post.ts";
import type { History } from "../common/record.ts";
import type { Timers } from "../common/timers.ts";
import type { PendingUpdate, UpdateBox } from "./update-box.ts";

export type WebhookTimes = {
  /** Wait before the second retry; it doubles from there. The first retry is almost at once. */
  retryMs: number;
  longestRetryMs: number;
  /** How long the bot may take to answer. */
  answerMs: number;
};

export type Webhook = {
  set(target: { url: string; secret: string | undefined; maxConnections: number }): void;
  remove(): void;
  url(): string;
  maxConnections(): number;
  lastError(): { date: number; message: string } | undefined;
  /** True while a delivery is under way. */
  isBusy(): boolean;
};

type Parts = {
  box: UpdateBox;
  clock: FakeClock;
  faults: Faults;
  history: History;
  poster: Poster;
  timers: Timers;
  times: WebhookTimes;
};

type Target = { url: string; secret: string | undefined; maxConnections: number };

const dayMs = 24 * 60 * 60 * 1000;
const longestRetryAfterS = 3600;

/**
 * Delivers updates as the Bot API server does: chats side by side, the updates of one chat one after another, each
 * waiting for the success of the one before; failures again with growing pauses until the update is a day old.
 */
export function makeWebhook(parts: Parts): Webhook {
  const { box, clock, faults, history, poster, timers, times } = parts;
  const busy = new Set<string>();
  let target: Target | undefined;
  let lastError: { date: number; message: string } | undefined;

  function pump(): void {
    if (target === undefined) return;
    for (const chat of box.chats()) {
      if (busy.size >= target.maxConnections) return;
      if (busy.has(chat)) continue;
      busy.add(chat);
      void drain(chat, target);
    }
  }

  async function drain(chat: string, goal: Target): Promise<void> {
    for (;;) {
      const [head] = box.ofChat(chat);
      if (head === undefined || !isStill(goal)) break;
      const fault = faults.take("webhook", chat);
      if (fault?.kind === "delay" || fault?.kind === "reorder") await timers.wait(fault.ms ?? 100);
      const next = fault?.kind === "reorder" ? (box.ofChat(chat)[1] ?? head) : head;
      const copies = fault?.kind === "duplicate" ? (fault.times ?? 1) : 0;
      const twins = fault?.parallel === true ? copies : 0;
      const together = Array.from({ length: twins }, () => attempt(next, goal, 1));
      await deliver(next, goal);
      await Promise.all(together);
      for (let copy = twins; copy < copies; copy += 1) await attempt(next, goal, 1);
    }
    busy.delete(chat);
    pump();
  }

  /** Tries until the bot takes the update, the update is a day old, or the webhook changes. */
  async function deliver(update: PendingUpdate, goal: Target): Promise<void> {
    for (let count = 1; isStill(goal); count += 1) {
      const outcome = await attempt(update, goal, count);
      if (outcome.taken) {
        box.remove(update);
        return;
      }
      if (clock.now().getTime() - update.queuedAt > dayMs) {
        const { chat, id } = update;
        history.add({ what: "update_dropped", chat, update: String(id), reason: "a day old" });
        box.remove(update);
        return;
      }
      const growing = count === 1 ? 1 : Math.min(times.longestRetryMs, times.retryMs * 2 ** (count - 2));
      await timers.wait(outcome.retryAfterMs ?? growing);
    }
  }

  function isStill(goal: Target): boolean {
    return target === goal;
  }

  async function attempt(update: PendingUpdate, goal: Target, count: number) {
    const about = { chat: update.chat, update: String(update.id), attempt: count };
    history.add({ what: "update_sent", ...about });
    const headers = {
      "content-type": "application/json",
      ...(goal.secret === undefined ? {} : { "x-telegram-bot-api-secret-token": goal.secret }),
    };
    const from = performance.now();
    const outcome = await poster.post(goal.url, JSON.stringify(update.wire), headers, times.answerMs);
    const ms = performance.now() - from;
    if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
      history.add({ what: "update_acked", ...about, ms });
      return { taken: true, retryAfterMs: undefined };
    }
    const message =
      outcome.status === null ? outcome.reason : `Wrong response from the webhook: ${outcome.status}`;
    lastError = { date: clock.seconds(), message };
    history.add({ what: "update_refused", ...about, ms, reason: message });
    const asked = outcome.status === null ? undefined : outcome.retryAfter;
    const retryAfterMs = asked === undefined ? undefined : Math.min(asked, longestRetryAfterS) * 1000;
    return { taken: false, retryAfterMs };
  }

  box.watch(pump);
  return {
    set: (goal) => {
      target = goal;
      lastError = undefined;
      pump();
    },
    remove: () => {
      target = undefined;
    },
    url: () => target?.url ?? "",
    maxConnections: () => target?.maxConnections ?? 40,
    lastError: () => lastError,
    isBusy: () => busy.size > 0,
  };
}

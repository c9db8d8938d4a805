import type { Poster } from "../common/post.ts";
import type { Faults } from "../common/faults.ts";
import type { History } from "../common/record.ts";
import type { Timers } from "../common/timers.ts";
import { fieldsAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { BotWorld } from "./methods.ts";

export type BotEvents = {
  /** Delivers by webhook where one is set, else keeps the event for the poller. */
  emit(chat: string, event: Fields): void;
  next(seconds: number): Promise<Fields | undefined>;
  underway(): number;
  watch(listener: () => void): () => void;
};

type Parts = { history: History; faults: Faults; poster: Poster; timers: Timers; isWrapped: boolean };

const answerMs = 10_000;

/**
 * Events of the Bot Platform. Nothing is published about repetition, so a delivery that fails is lost, and a poll
 * hands an event out once, without any confirmation.
 */
export function makeBotEvents(world: () => BotWorld, parts: Parts): BotEvents {
  const { history, faults, poster, timers, isWrapped } = parts;
  const waiting: { chat: string; event: Fields }[] = [];
  const listeners = new Set<() => void>();
  let underway = 0;
  const changed = () => {
    for (const listener of listeners) listener();
  };

  async function deliver(chat: string, event: Fields, hook: { url: string; secret: string }): Promise<void> {
    const update = keyOf(event);
    const fault = faults.take("webhook", chat);
    if (fault?.kind === "delay" || fault?.kind === "reorder") await timers.wait(fault.ms ?? 100);
    const copies = fault?.kind === "duplicate" ? (fault.times ?? 1) : 0;
    const body = JSON.stringify(isWrapped ? { ok: true, result: event } : event);
    const headers = { "content-type": "application/json", "x-bot-api-secret-token": hook.secret };
    for (let attempt = 1; attempt <= copies + 1; attempt += 1) {
      history.add({ what: "update_sent", chat, update, attempt });
      const from = performance.now();
      const outcome = await poster.post(hook.url, body, headers, answerMs);
      const ms = performance.now() - from;
      if (outcome.status === 200) history.add({ what: "update_acked", chat, update, attempt, ms });
      else {
        const reason = outcome.status === null ? outcome.reason : `HTTP ${outcome.status}`;
        history.add({ what: "update_refused", chat, update, attempt, ms, reason });
      }
    }
    underway -= 1;
    changed();
  }

  /** Ends when something came or the time is up. */
  function somethingComes(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const unwatch = watch(() => {
        unwatch();
        resolve();
      });
      void endAfter(seconds, () => {
        unwatch();
        resolve();
      });
    });
  }

  async function endAfter(seconds: number, end: () => void): Promise<void> {
    await timers.wait(seconds * 1000);
    end();
  }

  function take(): Fields | undefined {
    const first = waiting.shift();
    if (first === undefined) return undefined;
    const { chat, event } = first;
    history.add({ what: "update_sent", chat, update: keyOf(event), attempt: 1 });
    history.add({ what: "update_acked", chat, update: keyOf(event), attempt: 1, ms: 0 });
    return event;
  }

  return {
    emit: (chat, event) => {
      history.add({ what: "update_queued", chat, update: keyOf(event), body: event });
      const { webhook } = world();
      if (webhook === undefined) {
        waiting.push({ chat, event });
        changed();
        return;
      }
      underway += 1;
      void deliver(chat, event, webhook);
    },
    next: async (seconds) => {
      if (waiting.length === 0 && seconds > 0) await somethingComes(seconds);
      return take();
    },
    underway: () => underway,
    watch: watch,
  };

  function watch(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
}

function keyOf(event: Fields): string {
  return `${textAt(event, "event_name") ?? ""} ${textAt(fieldsAt(event, "message"), "message_id") ?? ""}`;
}

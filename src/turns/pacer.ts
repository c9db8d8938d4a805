import { setTimeout as pause } from "node:timers/promises";
import type { Alarm, ChannelName, Nudges, Sql } from "./ports.ts";
import { countReplies, noteThrottled, reserveSlots } from "./send-slots.ts";

/** Telegram asks for no more than one message a second in a chat: one that was written to so lately may be throttled alone. */
const CHAT_MS = 3_000;
const MOST_REMEMBERED = 2_000;
/** Replies are counted together this often. */
const COUNT_MS = 250;
/** A vendor may ask for hours where only one call was too many; nobody is left without an answer for so long. */
const LONGEST_HOLD_MS = 10 * 60_000;

/** Milliseconds between two messages of a channel; 0 where there is no limit. */
export type Pace = (channel: ChannelName) => number;

/**
 * Telegram lets about 30 messages a second through (core.telegram.org/bots/faq); evenly spaced, 29 a second, so that no
 * sliding second holds a 31st although one message may be on its way longer than others by nearly a place. Zalo by the account's package, in calls a minute. A simulated phone has no limit.
 */
export function paceOf({ zaloPerMinute }: { zaloPerMinute: number }): Pace {
  const paces: Readonly<Record<ChannelName, number>> = {
    telegram: 34.2,
    "zalo-oa": (60_000 / zaloPerMinute) * 1.03,
    "zalo-bot": 100,
    simulator: 0,
  };
  return (channel) => paces[channel];
}

/**
 * The vendors' limits, kept by all processes of one account together. What was not asked for waits for its place in the
 * shared bucket; a reply does not wait, and is counted afterwards. Where a vendor says that it was too much, nobody sends
 * until it is over: see `heldFor`, which every claim of a message looks at.
 */
export class Pacer {
  readonly pace: Pace;
  readonly #sql: Sql;
  readonly #nudges: Pick<Nudges, "sweep">;
  readonly #alarm: Alarm;
  readonly #lately = new Map<string, number>();
  readonly #replies = new Map<ChannelName, number>();
  /** Until when a place that somebody had and did not need may still be taken. */
  readonly #spare = new Map<ChannelName, number>();
  #counting = false;

  constructor(options: { sql: Sql; nudges: Pick<Nudges, "sweep">; alarm: Alarm; pace: Pace }) {
    this.pace = options.pace;
    this.#sql = options.sql;
    this.#nudges = options.nudges;
    this.#alarm = options.alarm;
  }

  /** Resolves when one message that nobody waits for may leave; earlier when `signal` asks to stop: look at it then. */
  async placeOf(channel: ChannelName, signal: AbortSignal): Promise<void> {
    const interval = this.pace(channel);
    if (interval === 0 || signal.aborted) return;
    const until = this.#spare.get(channel);
    this.#spare.delete(channel);
    if (until !== undefined && performance.now() < until) return;
    const wait = await reserveSlots(this.#sql, channel, 1, interval);
    if (wait > 0) await pause(wait, undefined, { signal }).catch(() => undefined);
  }

  /**
   * The place that has just come is not needed, since another process or another hand of this one sent the message meanwhile:
   * the next takes it, or it is gone. Otherwise two who go through the same contacts halve the pace.
   */
  giveBack(channel: ChannelName): void {
    this.#spare.set(channel, performance.now() + this.pace(channel));
  }

  /** A message was handed to the vendor; `counted` where it had its place in the bucket. Takes no time. */
  left(channel: ChannelName, contactId: string, { counted }: { counted: boolean }): void {
    this.#remember(contactId);
    if (counted || this.pace(channel) === 0) return;
    this.#replies.set(channel, (this.#replies.get(channel) ?? 0) + 1);
    if (this.#counting) return;
    this.#counting = true;
    setTimeout(() => void this.#count(), COUNT_MS).unref();
  }

  /**
   * The vendor throttled a message. In a chat that was written to a moment ago it may be that chat alone, which waits
   * anyway; otherwise, or where others are throttled too, the channel is held for everybody and looked at when it is over.
   */
  async throttled(channel: ChannelName, contactId: string, afterMs: number): Promise<void> {
    if (channel === "simulator") return;
    const ms = Math.min(afterMs, LONGEST_HOLD_MS);
    const all = channel !== "telegram" || !this.#wasLately(contactId);
    const held = await noteThrottled(this.#sql, channel, { contactId, ms, all }).catch(() => false);
    if (!held) return;
    this.#alarm("channel_held", `${channel} asks for ${Math.ceil(ms / 1000)} s; everybody waits`);
    await this.#nudges.sweep(ms);
  }

  async #count(): Promise<void> {
    this.#counting = false;
    const replies = new Map(this.#replies);
    this.#replies.clear();
    // News for the bucket, not the record: what cannot be written now is let go.
    for (const [channel, count] of replies)
      await countReplies(this.#sql, channel, count * this.pace(channel)).catch(() => undefined);
  }

  #remember(contactId: string): void {
    const now = performance.now();
    // Moved to the end, so that the map is in the order of time.
    this.#lately.delete(contactId);
    for (const [one, at] of this.#lately) {
      if (now - at < CHAT_MS) break;
      this.#lately.delete(one);
    }
    if (this.#lately.size < MOST_REMEMBERED) this.#lately.set(contactId, now);
  }

  #wasLately(contactId: string): boolean {
    const at = this.#lately.get(contactId);
    return at !== undefined && performance.now() - at < CHAT_MS;
  }
}

import type { FakeClock } from "../common/clock.ts";
import type { Faults } from "../common/faults.ts";
import type { Poster } from "../common/post.ts";
import type { History } from "../common/record.ts";
import type { Timers } from "../common/timers.ts";
import { fieldsAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import { eventSignature } from "./signature.ts";

export type OutletRules = {
  /** Pauses before each repetition; after the last one the app hears nothing more. */
  retryMs: readonly number[];
  /** Zalo's text speaks of connections that could not be opened; whether other failures are repeated is unknown. */
  retryOn: "any" | "connection";
  /** A good answer comes within this time. */
  answerMs: number;
  /** Events that are switched on in the console; all where not given. */
  events?: readonly string[];
  /** Sends the time in the header X-ZEvent-Timestamp as well. */
  timestampHeader: boolean;
  /** What is signed first: the official app id, or the OA id that some report. */
  firstTerm: string;
  signingKey: string;
};

export type EmitOptions = {
  /** Another signature, or none, to see whether it is refused. */
  signature?: string | null;
  headers?: Record<string, string>;
};

export type Outlet = {
  /** Saves the address if the unsigned probe gets its 200 in time; answers whether it was saved. */
  save(url: string, probe?: "{}" | ""): Promise<boolean>;
  /** Stamps, signs and sends an event; answers the event as sent, undefined where it is switched off or the app is cut off. */
  emit(chat: string, event: Fields, options?: EmitOptions): Fields | undefined;
  isSubscribed(): boolean;
  /** What a person does in the console after the app was cut off. */
  subscribe(): void;
  underway(): number;
  /** "Webhook does not work" notices to the OA's administrators. */
  notices(): readonly string[];
  watch(listener: () => void): () => void;
};

type Parts = {
  clock: FakeClock;
  faults: Faults;
  history: History;
  poster: Poster;
  timers: Timers;
  rules: OutletRules;
};
type Delivery = { chat: string; update: string; body: string; headers: Record<string, string> };

/** Sends events as they happen, without waiting for the one before: Zalo promises no order. */
export function makeOutlet({ clock, faults, history, poster, timers, rules }: Parts): Outlet {
  const listeners = new Set<() => void>();
  const notices: string[] = [];
  let url: string | undefined;
  let isSubscribed = true;
  let underway = 0;
  let lastStamp = 0;
  let heldBack: (() => void) | undefined;

  async function send(delivery: Delivery): Promise<void> {
    const { chat, update } = delivery;
    const fault = faults.take("webhook", chat);
    if (fault?.kind === "delay") await timers.wait(fault.ms ?? 100);
    if (fault?.kind === "reorder") await overtaken(fault.ms ?? 200);
    const copies = fault?.kind === "duplicate" ? (fault.times ?? 1) : 0;
    const twins = fault?.parallel === true ? copies : 0;
    const together = Array.from({ length: twins }, () => attempt(delivery, 0));
    let isTaken = await repeat(delivery);
    await Promise.all(together);
    for (let copy = twins; copy < copies; copy += 1)
      isTaken = (await attempt(delivery, 0)) === "taken" || isTaken;
    if (!isTaken) history.add({ what: "update_dropped", chat, update, reason: "never taken" });
    underway -= 1;
    for (const listener of listeners) listener();
  }

  async function repeat(delivery: Delivery): Promise<boolean> {
    for (let count = 0; count <= rules.retryMs.length; count += 1) {
      if (count > 0) await timers.wait(rules.retryMs[count - 1] ?? 0);
      const end = await attempt(delivery, count);
      if (end === "taken") {
        releaseHeld();
        return true;
      }
      if (end === "answered badly" && rules.retryOn === "connection") return false;
    }
    isSubscribed = false;
    return false;
  }

  async function attempt({ chat, update, body, headers }: Delivery, count: number) {
    const about = { chat, update, attempt: count + 1 };
    history.add({ what: "update_sent", ...about });
    const numbered = count === 0 ? headers : { ...headers, num_retry: String(count) };
    const from = performance.now();
    const outcome = await poster.post(url ?? "", body, numbered, rules.answerMs);
    const ms = performance.now() - from;
    if (outcome.status === 200) {
      history.add({ what: "update_acked", ...about, ms });
      return "taken" as const;
    }
    const reason = outcome.status === null ? outcome.reason : `HTTP ${outcome.status}`;
    notices.push(`The webhook did not work: ${reason}`);
    history.add({ what: "update_refused", ...about, ms, reason });
    return outcome.status === null ? ("no connection" as const) : ("answered badly" as const);
  }

  /** Waits until another event has been taken first, or the time is up. */
  async function overtaken(ms: number): Promise<void> {
    await Promise.race([
      timers.wait(ms),
      new Promise<void>((resolve) => {
        heldBack = resolve;
      }),
    ]);
  }

  function releaseHeld(): void {
    heldBack?.();
    heldBack = undefined;
  }

  /** Stamps rise, so that the order of what people did can be told from them. */
  function stamp(): string {
    lastStamp = Math.max(lastStamp + 1, clock.now().getTime());
    return String(lastStamp);
  }

  return {
    save: async (address, probe = "{}") => {
      const headers = { "content-type": "application/json" };
      const outcome = await poster.post(address, probe, headers, rules.answerMs);
      if (outcome.status !== 200) return false;
      url = address;
      isSubscribed = true;
      return true;
    },
    emit: (chat, event, options = {}) => {
      const name = textAt(event, "event_name") ?? "";
      if (rules.events !== undefined && !rules.events.includes(name)) return undefined;
      const timestamp = stamp();
      const stamped = { ...event, timestamp };
      const body = JSON.stringify(stamped);
      const update = textAt(fieldsAt(event, "message"), "msg_id") ?? `${name}:${timestamp}`;
      const keys = { appId: rules.firstTerm, oaSecretKey: rules.signingKey };
      const signature =
        options.signature === undefined ? eventSignature(keys, body, timestamp) : options.signature;
      const headers = {
        "content-type": "application/json",
        ...(signature === null ? {} : { "x-zevent-signature": signature }),
        ...(rules.timestampHeader ? { "x-zevent-timestamp": timestamp } : {}),
        ...options.headers,
      };
      history.add({ what: "update_queued", chat, update: `${name} ${update}`, body: stamped });
      if (url === undefined || !isSubscribed) {
        const reason = url === undefined ? "no webhook" : "cut off after too many failures";
        history.add({ what: "update_dropped", chat, update: `${name} ${update}`, reason });
        return undefined;
      }
      underway += 1;
      void send({ chat, update: `${name} ${update}`, body, headers });
      return stamped;
    },
    isSubscribed: () => isSubscribed,
    subscribe: () => {
      isSubscribed = true;
    },
    underway: () => underway,
    notices: () => notices,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

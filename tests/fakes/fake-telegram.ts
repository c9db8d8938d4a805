import { makeClock } from "./common/clock.ts";
import type { FakeClock } from "./common/clock.ts";
import { control } from "./common/control.ts";
import { makeFaults } from "./common/faults.ts";
import type { Faults } from "./common/faults.ts";
import { listen } from "./common/http-server.ts";
import { makePoster } from "./common/post.ts";
import { makeHistory } from "./common/record.ts";
import type { History } from "./common/record.ts";
import { makeTimers } from "./common/timers.ts";
import { waitFor } from "./common/wait-for.ts";
import { answerBotCall } from "./telegram/bot-call.ts";
import { makeChats } from "./telegram/chats.ts";
import { controlledTelegram } from "./telegram/controlled.ts";
import { makeFiles } from "./telegram/files.ts";
import { makeGroup, makePerson } from "./telegram/people.ts";
import type { PersonDetails, TelegramGroup, TelegramPerson } from "./telegram/people.ts";
import { makePolling } from "./telegram/polling.ts";
import { makeRate } from "./telegram/rate.ts";
import type { RateLimits } from "./telegram/rate.ts";
import { makeUpdateBox } from "./telegram/update-box.ts";
import { makeWebhook } from "./telegram/webhook.ts";
import type { WebhookTimes } from "./telegram/webhook.ts";
import type { World } from "./telegram/world.ts";

export type FakeTelegramOptions = {
  token?: string;
  port?: number;
  now?: () => Date;
  /** Flood control in real time; off where not given. */
  limits?: RateLimits;
  webhook?: Partial<WebhookTimes>;
  /** Seed of the shares in faults. */
  seed?: number;
  /** False keeps parameters and payloads out of the history, for benchmarks. */
  historyBodies?: boolean;
};

export type FakeTelegram = {
  /** For `apiRoot` and TELEGRAM_API_ROOT. */
  root: string;
  token: string;
  clock: FakeClock;
  history: History;
  faults: Faults;
  /** The commands set for a language ("" for all). */
  commands(languageCode?: string): readonly unknown[];
  person(details: PersonDetails): TelegramPerson;
  group(details: { id: number; title: string }): TelegramGroup;
  /** Resolves once every update has been taken by the bot; rejects after `withinMs`. */
  settled(withinMs?: number): Promise<void>;
  close(): Promise<void>;
};

/**
 * A Bot API server on loopback that refuses whatever the Bot API forbids, with people who tap and write, webhooks and
 * long polling, faults on demand and a full record. Control over HTTP is under `/__control/`.
 */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const token = options.token ?? "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  const clock = makeClock(options.now);
  const history = makeHistory({ bodies: options.historyBodies ?? true });
  const faults = makeFaults(options.seed);
  const poster = makePoster();
  const timers = makeTimers();
  const box = makeUpdateBox(clock, history, 704_000_001);
  const times = { retryMs: 20, longestRetryMs: 1_000, answerMs: 55_000, ...options.webhook };
  const world: World = {
    token,
    bot: {
      id: Number(token.split(":")[0]),
      is_bot: true,
      first_name: "Sinh Kế",
      username: "sinh_ke_thu_bot",
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    },
    clock,
    history,
    faults,
    chats: makeChats(clock, history),
    files: makeFiles(clock),
    box,
    webhook: makeWebhook({ box, clock, faults, history, poster, timers, times }),
    polling: makePolling(box, history, timers),
    queries: new Map(),
    commands: new Map(),
  };
  const people = new Map<string, TelegramPerson>();
  const person = (details: PersonDetails) => {
    const made = makePerson(world, details);
    people.set(String(details.id), made);
    return made;
  };
  const settled = (withinMs = 10_000) => untilTaken(world, withinMs);
  const controlled = controlledTelegram({ world, people, person, settled });
  const rate = makeRate(options.limits ?? {});
  const server = await listen(
    (call) =>
      call.path.startsWith("/__control/")
        ? control(controlled, call)
        : answerBotCall({ world, rate, timers }, call),
    options.port,
  );
  return {
    root: server.root,
    token,
    clock,
    history,
    faults,
    commands: (code = "") => world.commands.get(JSON.stringify([{ type: "default" }, code])) ?? [],
    person,
    group: (details) => makeGroup(world, details),
    settled,
    close: async () => {
      world.webhook.remove();
      timers.close();
      poster.close();
      await server.close();
    },
  };
}

async function untilTaken(world: World, withinMs: number): Promise<void> {
  await waitFor({
    find: () => (world.box.size() === 0 ? true : undefined),
    watch: (listener) => world.box.watch(listener),
    withinMs,
    complaint: () => `${world.box.size()} updates were not taken in ${withinMs} ms`,
  });
}

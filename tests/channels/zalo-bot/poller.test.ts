import { afterEach, beforeEach, expect, test } from "vitest";
import { zaloBotChannel } from "../../../src/channels/zalo-bot/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Inbound } from "../../../src/turns/ports.ts";
import { startFakeZaloBot, type FakeZaloBot } from "../../fakes/fake-zalo-bot.ts";

let fake: FakeZaloBot;
let stop: AbortController;
beforeEach(async () => {
  fake = await startFakeZaloBot();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await fake.close();
});

function open() {
  return zaloBotChannel({
    apiRoot: fake.root,
    token: fake.token,
    mode: "polling",
    clock: systemClock,
    alarm: () => undefined,
  });
}

/** Polls until so many events were handed over, failed handings included. */
function polled(count: number, failing = 0): Promise<Inbound[]> {
  const handed: Inbound[] = [];
  return new Promise((resolve) => {
    void open().poller?.run(async (inbound) => {
      handed.push(...inbound);
      if (handed.length >= count) resolve(handed);
      if (handed.length <= failing) throw new Error("the database is away");
    }, stop.signal);
  });
}

test("events come one by one, in order", async () => {
  const sau = fake.person({ name: "Sáu" });
  sau.says("một");
  sau.says("hai");
  const handed = await polled(2);
  expect(handed.map(({ input }) => input.kind === "text" && input.text)).toEqual(["một", "hai"]);
});

test("an event that could not be taken is held, since the platform has forgotten it", async () => {
  fake.person({ name: "Sáu" }).says("một");
  const [first, again] = await polled(2, 1);
  expect(again).toEqual(first);
});

test("it ends at once when it is told to, in the middle of a silent poll", async () => {
  const ended = open().poller?.run(async () => undefined, stop.signal);
  while (fake.history.events.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const before = performance.now();
  stop.abort();
  await ended;
  expect(performance.now() - before).toBeLessThan(1_000);
});

test("at the start an old webhook is taken away", async () => {
  await open().start();
  expect(fake.history.events).toMatchObject([{ what: "call", method: "deleteWebhook" }, { code: 0 }]);
});

test("a wrong token is said with what to do", async () => {
  const channel = zaloBotChannel({
    apiRoot: fake.root,
    token: "1:wrong",
    mode: "polling",
    clock: systemClock,
    alarm: () => undefined,
  });
  await expect(channel.start()).rejects.toThrow(/ZALO_BOT_TOKEN/);
});

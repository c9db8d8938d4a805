import { afterEach, beforeEach, expect, test } from "vitest";
import { telegramChannel } from "../../../src/channels/telegram/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Inbound } from "../../../src/turns/ports.ts";
import { startFakeTelegram, type FakeTelegram } from "../../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../../fakes/telegram/people.ts";

let fake: FakeTelegram;
let sau: TelegramPerson;
let alarms: string[];
let stop: AbortController;

beforeEach(async () => {
  fake = await startFakeTelegram();
  sau = fake.person({ id: 7, first_name: "Sáu" });
  alarms = [];
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await fake.close();
});

/** Runs a poller; `until` resolves once so many updates were handed over, failed handings included. */
function poll(take: (inbound: Inbound[], count: number) => void = () => undefined) {
  const { poller } = telegramChannel({
    token: fake.token,
    apiRoot: fake.root,
    mode: "polling",
    clock: systemClock,
    alarm: (code) => {
      alarms.push(code);
      look();
    },
  });
  const handed: Inbound[][] = [];
  const waiting = new Map<() => boolean, () => void>();
  const look = (): void => {
    for (const [isThere, done] of waiting) if (isThere()) done();
  };
  const ended = poller?.run(async (inbound) => {
    handed.push(inbound);
    look();
    take(inbound, handed.length);
  }, stop.signal);
  const until = (isThere: () => boolean): Promise<void> =>
    new Promise((resolve) => (isThere() ? resolve() : waiting.set(isThere, resolve)));
  return { handed, until, ended };
}
const texts = (inbound: Inbound[]): unknown[] =>
  inbound.map(({ input }) => (input.kind === "text" ? input.text : input.kind));

test("updates come in order, and each is confirmed once it was taken", async () => {
  sau.says("một");
  sau.says("hai");
  const { handed, until } = poll();
  await until(() => handed.length === 1);
  sau.says("ba");
  await until(() => handed.length === 2);
  await fake.settled();
  expect(handed.map(texts)).toEqual([["một", "hai"], ["ba"]]);
});

test("an update that could not be taken comes again, with the same id", async () => {
  sau.says("một");
  const { handed, until } = poll((_, count) => {
    if (count === 1) throw new Error("the database is away");
  });
  await until(() => handed.length === 2);
  expect(handed[1]).toEqual(handed[0]);
  await fake.settled();
});

test("an update that means nothing to us is confirmed all the same", async () => {
  sau.says("cả nhà ơi", { in: fake.group({ id: -5, title: "Ấp 3" }) });
  const { handed } = poll();
  await fake.settled();
  expect(handed).toEqual([]);
});

test("it ends at once when it is told to, in the middle of a silent poll", async () => {
  const { ended } = poll();
  while (fake.history.events.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const before = performance.now();
  stop.abort();
  await ended;
  expect(performance.now() - before).toBeLessThan(1_000);
});

test("a flood pause, a gateway and a cut connection are passing", async () => {
  fake.faults.add({ on: "getUpdates", kind: "429", retryAfter: 1 });
  fake.faults.add({ on: "getUpdates", kind: "502" });
  const { handed, until } = poll();
  sau.says("một");
  await until(() => handed.length === 1);
  expect(alarms).toEqual([]);
});

test("a webhook or a second poller on the same token is an alarm that says so", async () => {
  fake.faults.add({
    on: "getUpdates",
    kind: "error",
    code: 409,
    message: "Conflict: terminated by other getUpdates",
  });
  const { until } = poll();
  await until(() => alarms.length === 1);
  expect(alarms).toEqual(["telegram.conflict"]);
});

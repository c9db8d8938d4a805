import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsAt, textAt } from "../fakes/common/values.ts";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo, FakeZaloOptions } from "../fakes/fake-zalo.ts";
import { checkHistory } from "../fakes/history.ts";
import { startReceiver } from "./receiver.ts";

let fake: FakeZalo;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function start(options: FakeZaloOptions = {}, answer?: Parameters<typeof startReceiver>[0]) {
  await fake?.close();
  await app?.close();
  app = await startReceiver(answer);
  fake = await startFakeZalo(options);
  expect(await fake.setWebhook(app.url)).toBe(true);
  app.received.length = 0;
}

beforeEach(() => start());
afterEach(async () => {
  await fake.close();
  await app.close();
});

function texts() {
  return app.received.map(({ body }) => textAt(fieldsAt(body, "message"), "text"));
}

describe("repetition", () => {
  it("counts in num_retry over the same body, and cuts the app off after the last", async () => {
    let isDown = true;
    await start({ webhook: { retryMs: [1, 1] } }, ({ call }) => {
      return isDown && call.body.length > 2 ? { status: 500 } : { status: 200 };
    });
    const person = fake.person({ name: "Sáu" });
    person.says("x");
    await fake.settled();
    expect(app.received.map(({ call }) => call.headers["num_retry"])).toEqual([undefined, "1", "2"]);
    expect(new Set(app.received.map(({ call }) => call.body.toString("utf8"))).size).toBe(1);
    expect(fake.isSubscribed()).toBe(false);
    expect(fake.notices()).toHaveLength(3);
    expect(person.says("ai nghe?")).toBeUndefined();
    isDown = false;
    fake.subscribe();
    person.says("lại");
    await fake.settled();
    expect(texts().at(-1)).toBe("lại");
    expect(checkHistory(fake.history.events, []).updatesLost).toHaveLength(2);
  });

  it("may be only for connections that failed: then a bad answer loses the event", async () => {
    await start({ webhook: { retryMs: [1], retryOn: "connection" } }, ({ call }) => {
      return { status: call.body.length > 2 ? 401 : 200 };
    });
    fake.person({ name: "Sáu" }).says("x");
    await fake.settled();
    expect(app.received).toHaveLength(1);
    expect(fake.isSubscribed()).toBe(true);
  });

  it("takes an answer after its time for none", async () => {
    const never = new Promise<{ status: number }>(() => undefined);
    await start({ webhook: { answerMs: 30, retryMs: [1] } }, ({ call }) => {
      return call.body.length > 2 && call.headers["num_retry"] === undefined ? never : { status: 200 };
    });
    fake.person({ name: "Sáu" }).says("x");
    await fake.settled();
    expect(app.received.map(({ call }) => call.headers["num_retry"])).toEqual([undefined, "1"]);
    expect(fake.notices()).toEqual(["The webhook did not work: no answer in 30 ms"]);
  });

  it("sends copies at once on demand", async () => {
    fake.faults.add({ on: "webhook", kind: "duplicate", times: 2, parallel: true });
    fake.person({ name: "Sáu" }).says("x");
    await fake.settled();
    expect(new Set(app.received.map(({ call }) => call.body.toString("utf8"))).size).toBe(1);
    expect(app.received).toHaveLength(3);
  });

  it("reorders and delays on demand", async () => {
    const person = fake.person({ name: "Sáu" });
    fake.faults.add({ on: "webhook", kind: "reorder", ms: 5_000 });
    person.says("trước");
    person.says("sau");
    await fake.settled();
    expect(texts()).toEqual(["sau", "trước"]);
    fake.faults.add({ on: "webhook", kind: "delay", ms: 30 });
    person.says("chậm");
    await fake.settled();
    const sent = fake.history.events.filter((event) => event.what === "update_sent").at(-1);
    const queued = fake.history.events.filter((event) => event.what === "update_queued").at(-1);
    expect((sent?.at ?? 0) - (queued?.at ?? 0)).toBeGreaterThanOrEqual(25);
  });
});

import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { checkHistory } from "../fakes/history.ts";
import { startReceiver } from "./receiver.ts";
import type { Received } from "./receiver.ts";

let fake: FakeTelegram;
let api: Api;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  fake = await startFakeTelegram();
  api = new Api(fake.token, { apiRoot: fake.root });
});
afterEach(async () => {
  await fake.close();
  for (const close of closing.splice(0)) await close();
});

async function receiver(answer?: Parameters<typeof startReceiver>[0]) {
  const started = await startReceiver(answer);
  closing.push(started.close);
  return started;
}

function textsOf(received: readonly Received[]) {
  return received.map(({ body }) => /"text":"([^"]*)"/.exec(JSON.stringify(body))?.[1]);
}

describe("webhooks", () => {
  it("carry the secret, and wait for the success of the one before in the same chat", async () => {
    const bot = await receiver((_one, count) => ({ status: count <= 2 ? 500 : 200 }));
    await api.setWebhook(bot.url, { secret_token: "bi-mat_1" });
    const person = fake.person({ id: 7, first_name: "Sáu" });
    person.says("một");
    person.says("hai");
    await fake.settled();
    expect(textsOf(bot.received)).toEqual(["một", "một", "một", "hai"]);
    expect(bot.received[0]?.call.headers["x-telegram-bot-api-secret-token"]).toBe("bi-mat_1");
    expect(fake.history.events.filter((event) => event.what === "update_refused")).toHaveLength(2);
    expect(await api.getWebhookInfo()).toMatchObject({
      pending_update_count: 0,
      last_error_message: "Wrong response from the webhook: 500",
    });
  });

  it("let other chats pass while one is stuck, and try again after a cut connection", async () => {
    let isStuck = true;
    const bot = await receiver(({ body }) => {
      return isStuck && JSON.stringify(body).includes("kẹt") ? "cut" : { status: 200 };
    });
    await api.setWebhook(bot.url);
    fake.person({ id: 7, first_name: "Sáu" }).says("kẹt");
    fake.person({ id: 8, first_name: "Minh" }).says("đi");
    await bot.until(3);
    expect(textsOf(bot.received)).toContain("đi");
    isStuck = false;
    await fake.settled();
    expect(checkHistory(fake.history.events, []).updatesLost).toEqual([]);
  });

  it("honour Retry-After", async () => {
    const bot = await receiver((_one, count) =>
      count === 1 ? { status: 503, headers: { "retry-after": "1" } } : { status: 200 },
    );
    await api.setWebhook(bot.url);
    fake.person({ id: 7, first_name: "Sáu" }).says("x");
    await fake.settled();
    const sent = fake.history.events.filter((event) => event.what === "update_sent").map((event) => event.at);
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it("give an update up after a day", async () => {
    const bot = await receiver(() => ({ status: 500 }));
    await api.setWebhook(bot.url);
    fake.person({ id: 7, first_name: "Sáu" }).says("x");
    await bot.until(1);
    fake.clock.advance(25 * 60 * 60 * 1000);
    await fake.settled();
    expect(fake.history.events.at(-1)).toMatchObject({ what: "update_dropped" });
  });

  it("repeat and reorder on demand", async () => {
    const bot = await receiver();
    await api.setWebhook(bot.url);
    const person = fake.person({ id: 7, first_name: "Sáu" });
    fake.faults.add({ on: "webhook", kind: "duplicate", times: 2 });
    person.says("ba lần");
    await fake.settled();
    await bot.until(3);
    fake.faults.add({ on: "webhook", kind: "reorder", ms: 20 });
    person.says("trước");
    person.says("sau");
    await fake.settled();
    expect(textsOf(bot.received)).toEqual(["ba lần", "ba lần", "ba lần", "sau", "trước"]);
    expect(checkHistory(fake.history.events, []).updatesOutOfOrder).toHaveLength(1);
  });

  it("keep to the rules of setWebhook and to the kinds of update that were asked for", async () => {
    const bot = await receiver();
    await expect(api.setWebhook("http://example.org/x")).rejects.toThrow("HTTPS URL must be provided");
    await expect(api.setWebhook("https://example.org:3000/x")).rejects.toThrow("only on ports");
    await expect(api.setWebhook(bot.url, { secret_token: "dấu cách" })).rejects.toThrow("secret token");
    await api.setWebhook(bot.url, { allowed_updates: ["message"] });
    const person = fake.person({ id: 7, first_name: "Sáu", started: true });
    expect(person.blocks()).toBeUndefined();
    expect(person.says("x")).toBeDefined();
    await fake.settled();
    expect(bot.received).toHaveLength(1);
  });
});

describe("getUpdates", () => {
  it("is refused while a webhook is set", async () => {
    const bot = await receiver();
    await api.setWebhook(bot.url);
    await expect(api.getUpdates()).rejects.toThrow("409: Conflict");
    await api.deleteWebhook();
    expect(await api.getUpdates()).toEqual([]);
  });

  it("gives the same again until an offset confirms it, and waits for what is to come", async () => {
    const person = fake.person({ id: 7, first_name: "Sáu" });
    person.says("một");
    person.says("hai");
    const [first, second] = await api.getUpdates();
    expect(await api.getUpdates()).toHaveLength(2);
    expect(second?.update_id).toBe((first?.update_id ?? 0) + 1);
    expect(await api.getUpdates({ offset: second?.update_id ?? 0, limit: 1 })).toMatchObject([
      { message: { text: "hai" } },
    ]);
    const coming = api.getUpdates({ offset: (second?.update_id ?? 0) + 1, timeout: 30 });
    person.says("ba");
    expect(await coming).toMatchObject([{ message: { text: "ba" } }]);
    expect(fake.history.events.filter((event) => event.what === "update_acked")).toHaveLength(2);
  });

  it("ends the first poller when a second comes", async () => {
    const first = api.getUpdates({ timeout: 30 }).then(
      () => "answered",
      (error: unknown) => String(error),
    );
    // The second may arrive before the first has been read, so it is the pair that is looked at.
    const second = api.getUpdates({ timeout: 1 }).then(
      () => "answered",
      (error: unknown) => String(error),
    );
    const ends = await Promise.race([first, second]);
    expect(ends).toContain("409: Conflict: terminated by other getUpdates request");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isFields } from "../fakes/common/values.ts";
import { startFakeZaloBot } from "../fakes/fake-zalo-bot.ts";
import type { FakeZaloBot, FakeZaloBotOptions } from "../fakes/fake-zalo-bot.ts";
import { startReceiver } from "./receiver.ts";

let fake: FakeZaloBot;

async function start(options: FakeZaloBotOptions = {}) {
  await fake?.close();
  fake = await startFakeZaloBot(options);
}

beforeEach(() => start());
afterEach(() => fake.close());

async function call(method: string, params: unknown = {}, token = fake.token) {
  const response = await fetch(`${fake.root}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  expect(response.status).toBe(200);
  const answer: unknown = await response.json();
  return isFields(answer) ? answer : {};
}

describe("the Zalo Bot Platform", () => {
  it("knows its token and its methods", async () => {
    expect(await call("getMe")).toMatchObject({ ok: true, result: { account_type: "BASIC" } });
    expect(await call("getMe", {}, "1:2")).toMatchObject({ ok: false, error_code: 401 });
    expect(await call("editMessageText", {})).toMatchObject({ ok: false, error_code: 404 });
  });

  it.each([
    [{ text: "ă".repeat(2000) }, true],
    [{ text: "ă".repeat(2001) }, false],
    [{ text: "" }, false],
    [{ text: "x", reply_markup: {} }, false],
    [{ text: "x", chat_id: "no-one" }, false],
  ])("holds messages to their limits %#", async (params, isTaken) => {
    const person = fake.person({ name: "Minh" });
    expect((await call("sendMessage", { chat_id: person.id, ...params }))["ok"]).toBe(isTaken);
    expect(person.inbox).toHaveLength(isTaken ? 1 : 0);
  });

  it("sends pictures by address only, and shows typing", async () => {
    const person = fake.person({ name: "Minh" });
    const photo = (address: string) =>
      call("sendPhoto", { chat_id: person.id, photo: address, caption: "bò" });
    expect((await photo("https://example.org/a.png"))["ok"]).toBe(true);
    expect((await photo("file-id"))["ok"]).toBe(false);
    await call("sendChatAction", { chat_id: person.id, action: "typing" });
    expect(person.actions).toEqual(["typing"]);
    expect(person.inbox).toMatchObject([{ text: "bò", photo: "https://example.org/a.png" }]);
  });

  it("gives one update a poll, once, and 408 where none came", async () => {
    const person = fake.person({ name: "Minh" });
    const waiting = call("getUpdates", { timeout: "5" });
    person.says("một");
    expect(await waiting).toMatchObject({ result: { message: { text: "một" } } });
    person.says("hai");
    person.says("ba");
    expect(await call("getUpdates", { timeout: 0 })).toMatchObject({ result: { message: { text: "hai" } } });
    expect(await call("getUpdates", { timeout: 0 })).toMatchObject({ result: { message: { text: "ba" } } });
    expect(await call("getUpdates", { timeout: 0 })).toMatchObject({ ok: false, error_code: 408 });
  });

  it.each(["bare", "wrapped"] as const)("delivers %s payloads with the secret", async (payloads) => {
    await start({ payloads });
    const bot = await startReceiver();
    expect((await call("setWebhook", { url: bot.url, secret_token: "short" }))["ok"]).toBe(false);
    expect((await call("setWebhook", { url: "http://example.org", secret_token: "12345678" }))["ok"]).toBe(
      false,
    );
    expect((await call("setWebhook", { url: bot.url, secret_token: "12345678" }))["ok"]).toBe(true);
    fake.faults.add({ on: "webhook", kind: "duplicate" });
    fake.person({ name: "Minh" }).says("chào");
    await fake.settled();
    expect(bot.received).toHaveLength(2);
    const [first] = bot.received;
    expect(first?.call.headers["x-bot-api-secret-token"]).toBe("12345678");
    const event = payloads === "bare" ? first?.body : first?.body["result"];
    expect(event).toMatchObject({ event_name: "message.text.received", message: { text: "chào" } });
    expect((await call("getUpdates", { timeout: 0 }))["error_code"]).toBe(409);
    await bot.close();
  });

  it("stops at the month's messages and at 50 people", async () => {
    await start({ messages: 1 });
    const person = fake.person({ name: "Minh" });
    const send = () => call("sendMessage", { chat_id: person.id, text: "x" });
    expect((await send())["ok"]).toBe(true);
    expect((await send())["error_code"]).toBe(429);
    for (let count = 1; count < 50; count += 1) fake.person({ name: String(count) });
    expect(() => fake.person({ name: "51" })).toThrow("50 people");
  });
});

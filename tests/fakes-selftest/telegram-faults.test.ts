import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { checkHistory } from "../fakes/history.ts";

let fake: FakeTelegram;
let api: Api;

beforeEach(async () => {
  fake = await startFakeTelegram();
  api = new Api(fake.token, { apiRoot: fake.root });
});
afterEach(() => fake.close());

describe("faults of the API", () => {
  it("answer 429 with retry_after, which the checker holds the caller to", async () => {
    const person = fake.person({ id: 7, first_name: "Sáu", started: true });
    fake.faults.add({ on: "sendMessage", kind: "429", retryAfter: 3 });
    await expect(api.sendMessage(7, "x")).rejects.toMatchObject({ parameters: { retry_after: 3 } });
    await api.sendMessage(7, "x");
    expect(person.inbox).toHaveLength(1);
    expect(checkHistory(fake.history.events, []).calledTooEarly).toHaveLength(1);
  });

  it("show the message although its answer was lost, and nothing where the line was cut before", async () => {
    const person = fake.person({ id: 7, first_name: "Sáu", started: true });
    fake.faults.add({ on: "sendMessage", kind: "lost_answer" });
    await expect(api.sendMessage(7, "đến")).rejects.toThrow("Network request");
    fake.faults.add({ on: "sendMessage", kind: "reset" });
    await expect(api.sendMessage(7, "mất")).rejects.toThrow("Network request");
    fake.faults.add({ on: "sendMessage", kind: "timeout", ms: 30 });
    await expect(api.sendMessage(7, "mất")).rejects.toThrow("Network request");
    expect(person.inbox.map((message) => message.text)).toEqual(["đến"]);
  });

  it("break bodies and gateways", async () => {
    const person = fake.person({ id: 7, first_name: "Sáu", started: true });
    fake.faults.add({ on: "*", kind: "502" });
    fake.faults.add({ on: "*", kind: "bad_json" });
    fake.faults.add({ on: "*", kind: "500" });
    const call = () =>
      fetch(`${fake.root}/bot${fake.token}/sendMessage?chat_id=7&text=x`).then(async (answer) => ({
        status: answer.status,
        text: await answer.text(),
      }));
    expect((await call()).status).toBe(502);
    expect((await call()).text).toContain("<html>");
    expect(JSON.parse((await call()).text)).toMatchObject({ ok: false, error_code: 500 });
    expect(person.inbox).toHaveLength(1);
  });

  it("keep flood limits where they are asked for", async () => {
    const strict = await startFakeTelegram({ limits: { perChatPerSecond: 1 } });
    strict.person({ id: 7, first_name: "Sáu", started: true });
    const own = new Api(strict.token, { apiRoot: strict.root });
    await own.sendMessage(7, "x");
    await expect(own.sendMessage(7, "y")).rejects.toThrow("429: Too Many Requests");
    await strict.close();
  });
});

describe("control over HTTP", () => {
  it("lets another process add people, write, tap, look, and move the clock", async () => {
    const control = async (request: string, body?: unknown) => {
      const [method = "GET", path = ""] = request.split(" ");
      const response = await fetch(`${fake.root}/__control/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      return { status: response.status, answer };
    };
    await control("POST people", { id: 7, first_name: "Sáu" });
    await control("POST say", { person: 7, text: "chào" });
    await api.sendMessage(7, "Chọn", {
      reply_markup: { inline_keyboard: [[{ text: "A", callback_data: "a" }]] },
    });
    await control("POST tap", { person: 7, button: "A" });
    const updates = await api.getUpdates();
    expect(updates.map((update) => update.callback_query?.data ?? update.message?.text)).toEqual([
      "chào",
      "a",
    ]);
    expect((await control("GET inbox?person=7")).answer).toMatchObject([{ text: "Chọn" }]);
    const wrong = await control("POST tap", { person: 7, button: "B" });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.answer)).toContain("there are: A");
    await control("POST clock", { now: "2030-01-01T00:00:00Z" });
    expect(fake.clock.now().getUTCFullYear()).toBe(2030);
    await control("POST faults", { on: "getMe", kind: "error", code: 403, message: "Forbidden" });
    await expect(api.getMe()).rejects.toThrow("403: Forbidden");
    const history = (await control("GET history?after=2")).answer;
    expect(Array.isArray(history) && history.length).toBe(fake.history.events.length - 2);
  });
});

describe("sees", () => {
  it("waits for what comes after the person's last act, edits included", async () => {
    const person = fake.person({ id: 7, first_name: "Sáu", started: true });
    const { message_id } = await api.sendMessage(7, "Tên gì?");
    person.says("Sáu");
    const early = person.sees("Tên gì?", 20).then(
      () => "seen",
      () => "not seen",
    );
    expect(await early).toBe("not seen");
    const edited = person.sees(/^Đã/);
    await api.editMessageText(7, message_id, "Đã ghi");
    expect((await edited).id).toBe(message_id);
  });
});

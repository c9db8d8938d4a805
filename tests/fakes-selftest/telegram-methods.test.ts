import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { refusalOf } from "./telegram-refusal.ts";

let fake: FakeTelegram;
let api: Api;

beforeEach(async () => {
  fake = await startFakeTelegram({ now: () => new Date("2027-03-01T01:00:00Z") });
  api = new Api(fake.token, { apiRoot: fake.root });
});
afterEach(() => fake.close());

async function post(method: string, body: unknown, token = fake.token) {
  const response = await fetch(`${fake.root}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

function starter(id = 7) {
  return fake.person({ id, first_name: "Sáu", language_code: "vi", started: true });
}

function keyboard(data: string) {
  return { reply_markup: { inline_keyboard: [[{ text: "a", callback_data: data }]] } };
}

function idOf(update: unknown) {
  return /"id":"(\d+)"/.exec(JSON.stringify(update))?.[1] ?? "";
}

describe("what the Bot API forbids", () => {
  it("refuses a wrong token, an unknown method, a chat that never wrote", async () => {
    expect(await post("getMe", {}, "1:wrong")).toEqual({
      status: 401,
      answer: { ok: false, error_code: 401, description: "Unauthorized" },
    });
    expect((await post("sendNothing", {})).status).toBe(404);
    fake.person({ id: 8, first_name: "Lạ" });
    expect(await refusalOf(api.sendMessage(8, "x"))).toBe("400 Bad Request: chat not found");
    expect(await refusalOf(api.sendMessage(9, "x"))).toBe("400 Bad Request: chat not found");
  });

  it.each([
    [{ chat_id: 7, text: "x", colour: "red" }, 'unknown member "colour"'],
    [{ chat_id: 7 }, 'member "text" is missing'],
    [{ chat_id: 7, text: 5 }, '"text" must be String'],
    [{ chat_id: 7, text: "x", disable_notification: "yes" }, '"disable_notification" must be Boolean'],
    [
      { chat_id: 7, text: "x", reply_markup: { inline_keyboard: [[{ text: "a", callback: "b" }]] } },
      'unknown member "reply_markup.inline_keyboard[0][0].callback"',
    ],
    [{ chat_id: 7, text: " \n " }, "message text is empty"],
    [{ chat_id: 7, text: "ă".repeat(4097) }, "message is too long"],
    [{ chat_id: 7, text: "<b>x", parse_mode: "HTML" }, "can't parse entities"],
    [{ chat_id: 7, text: "a.b", parse_mode: "MarkdownV2" }, "is reserved and must be escaped"],
    [{ chat_id: 7, text: "x", reply_parameters: { message_id: 99 } }, "message to be replied not found"],
    [{ chat_id: 7, text: "\ud800" }, "strings must be encoded in UTF-8"],
  ])("refuses sendMessage %#", async (body, reason) => {
    starter();
    const { status, answer } = await post("sendMessage", body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).toContain(JSON.stringify(reason).slice(1, -1));
  });

  it("counts 4096 after the markup is taken out, and callback data in bytes", async () => {
    starter();
    const bold = `<b>${"x".repeat(4096)}</b>`;
    expect((await api.sendMessage(7, bold, { parse_mode: "HTML" })).text).toHaveLength(4096);
    await api.sendMessage(7, "x", keyboard("ế".repeat(21)));
    expect(await refusalOf(api.sendMessage(7, "x", keyboard("ế".repeat(22))))).toContain(
      "BUTTON_DATA_INVALID",
    );
    expect(await refusalOf(api.sendMessage(7, "x", keyboard("")))).toContain("BUTTON_DATA_INVALID");
  });

  it("refuses keyboards that say too much, too little or twice", async () => {
    starter();
    const inline = (...row: { text: string; callback_data: string; url?: string }[]) =>
      post("sendMessage", { chat_id: 7, text: "x", reply_markup: { inline_keyboard: [row] } });
    const many = Array.from({ length: 9 }, (_, at) => ({ text: String(at), callback_data: String(at) }));
    expect((await inline(...many)).status).toBe(400);
    expect((await inline({ text: "a", callback_data: "b", url: "https://example.org" })).status).toBe(400);
    expect((await inline({ text: "", callback_data: "b" })).status).toBe(400);
    const bare = { chat_id: 7, text: "x", reply_markup: { inline_keyboard: [[{ text: "a" }]] } };
    expect((await post("sendMessage", bare)).status).toBe(400);
    expect((await inline({ text: "a", callback_data: "b" })).status).toBe(200);
  });

  it("refuses edits of what is gone, of another's words, and edits that change nothing", async () => {
    const person = starter();
    const reply_markup = { inline_keyboard: [[{ text: "Có", callback_data: "yes" }]] };
    const { message_id } = await api.sendMessage(7, "Đúng không?", { reply_markup });
    expect(await refusalOf(api.editMessageText(7, message_id, "Đúng không?", { reply_markup }))).toContain(
      "message is not modified",
    );
    await api.editMessageText(7, message_id, "Đã ghi");
    expect(person.inbox.map(({ text, buttons, edited }) => ({ text, buttons, edited }))).toEqual([
      { text: "Đã ghi", buttons: [], edited: true },
    ]);
    expect(await refusalOf(api.editMessageReplyMarkup(7, message_id))).toContain("message is not modified");
    expect(await refusalOf(api.editMessageText(7, 999, "x"))).toContain("message to edit not found");
    person.says("của tôi");
    expect(await refusalOf(api.editMessageText(7, message_id + 1, "x"))).toContain("message can't be edited");
  });

  it("refuses to write to people who blocked the bot or are gone", async () => {
    const person = starter();
    person.blocks();
    expect(await refusalOf(api.sendMessage(7, "x"))).toBe("403 Forbidden: bot was blocked by the user");
    person.unblocks();
    await api.sendMessage(7, "x");
    person.deactivates();
    expect(await refusalOf(api.sendMessage(7, "x"))).toBe("403 Forbidden: user is deactivated");
  });

  it("lets a tap be answered once and not after a quarter of an hour", async () => {
    const person = starter();
    await api.sendMessage(7, "?", {
      reply_markup: { inline_keyboard: [[{ text: "Có", callback_data: "1" }]] },
    });
    const first = idOf(person.taps("Có"));
    expect(await refusalOf(api.answerCallbackQuery(first, { text: "x".repeat(201) }))).toContain("TOO_LONG");
    await api.answerCallbackQuery(first, { text: "Đã nhận" });
    expect(person.toasts).toEqual(["Đã nhận"]);
    expect(await refusalOf(api.answerCallbackQuery(first))).toContain("query is too old");
    const second = idOf(person.taps("1"));
    fake.clock.advance(16 * 60 * 1000);
    expect(await refusalOf(api.answerCallbackQuery(second))).toContain("query is too old");
  });
});

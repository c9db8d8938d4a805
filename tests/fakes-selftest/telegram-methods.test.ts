import { Api, GrammyError, InputFile } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { complaintAboutType } from "../fakes/telegram/spec.ts";

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

/** The description that a grammY call is refused with. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  throw new Error(`The call was not refused: ${String(error)}`);
}

function starter(id = 7) {
  return fake.person({ id, first_name: "Sáu", language_code: "vi", started: true });
}

function keyboard(data: string) {
  return { reply_markup: { inline_keyboard: [[{ text: "a", callback_data: data }]] } };
}

function document(name: string) {
  return { type: "document" as const, media: new InputFile(Buffer.from(name), name) };
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

describe("what people get", () => {
  it("takes uploads as grammY sends them, within the limits of pictures and captions", async () => {
    const person = starter();
    const png = Buffer.alloc(64);
    png.writeUInt32BE(0x89_50_4e_47, 0);
    png.writeUInt32BE(640, 16);
    png.writeUInt32BE(480, 20);
    const sent = await api.sendPhoto(7, new InputFile(png, "so-lieu.png"), {
      caption: "Biểu đồ",
      reply_markup: { inline_keyboard: [[{ text: "Xem", callback_data: "v" }]] },
    });
    expect(sent.photo[0]).toMatchObject({ width: 640, height: 480 });
    await api.sendDocument(7, new InputFile(Buffer.from("PK"), "bao-cao.docx"), { caption: "Báo cáo" });
    await api.sendVoice(7, new InputFile(Buffer.from("OggS"), "a.oga"));
    expect(person.inbox.map((message) => [message.text, message.file?.kind, message.file?.name])).toEqual([
      ["Biểu đồ", "photo", "so-lieu.png"],
      ["Báo cáo", "document", "bao-cao.docx"],
      ["", "voice", "a.oga"],
    ]);
    expect(person.inbox[0]?.file?.bytes.equals(png)).toBe(true);
    expect(await refusalOf(api.sendPhoto(7, new InputFile(Buffer.from("no picture"), "x.png")))).toContain(
      "IMAGE_PROCESS_FAILED",
    );
    png.writeUInt32BE(20_000, 16);
    expect(await refusalOf(api.sendPhoto(7, new InputFile(png, "x.png")))).toContain(
      "PHOTO_INVALID_DIMENSIONS",
    );
    const long = api.sendDocument(7, new InputFile(Buffer.from("x"), "x.txt"), { caption: "x".repeat(1025) });
    expect(await refusalOf(long)).toContain("caption is too long");
    expect(await refusalOf(api.sendPhoto(7, "no-such-file"))).toContain("wrong file identifier");
  });

  it("sends albums whole, and files again by their id", async () => {
    const person = starter();
    const [first] = await api.sendMediaGroup(7, [document("a.pdf"), document("b.pdf")]);
    expect(person.inbox.map((message) => message.file?.name)).toEqual(["a.pdf", "b.pdf"]);
    const id = first !== undefined && "document" in first ? first.document.file_id : "";
    await api.sendDocument(7, id);
    expect(person.inbox).toHaveLength(3);
    expect(await refusalOf(api.sendMediaGroup(7, [document("a.pdf")]))).toContain("2 to 10");
  });

  it("gives a person's file for one hour and not above 20 MB", async () => {
    const person = starter();
    const update = person.sendsPhoto(Buffer.from("ảnh"));
    const fileId = /"file_id":"([^"]+)"/.exec(JSON.stringify(update))?.[1] ?? "";
    const { file_path } = await api.getFile(fileId);
    const download = () => fetch(`${fake.root}/file/bot${fake.token}/${file_path}`);
    expect(await (await download()).text()).toBe("ảnh");
    fake.clock.advance(61 * 60 * 1000);
    expect((await download()).status).toBe(404);
    const big = person.sendsPhoto(Buffer.alloc(20 * 1024 * 1024 + 1));
    const bigId = /"file_id":"([^"]+)"/.exec(JSON.stringify(big))?.[1] ?? "";
    expect(await refusalOf(api.getFile(bigId))).toContain("file is too big");
  });

  it("shows reply keyboards, whose buttons write or share", async () => {
    const person = starter();
    await api.sendMessage(7, "Số điện thoại?", {
      reply_markup: {
        keyboard: [[{ text: "Gửi số", request_contact: true }, "Bỏ qua"]],
        resize_keyboard: true,
      },
    });
    expect(person.keyboard).toEqual([["Gửi số", "Bỏ qua"]]);
    expect(person.taps("Gửi số")).toMatchObject({ message: { contact: { user_id: 7 } } });
    expect(person.taps("Bỏ qua")).toMatchObject({ message: { text: "Bỏ qua" } });
    await api.sendMessage(7, "Cảm ơn", { reply_markup: { remove_keyboard: true } });
    expect(() => person.taps("Bỏ qua")).toThrow("There is no button");
  });

  it("takes messages away for two days, and keeps commands by language", async () => {
    const person = starter();
    const { message_id } = await api.sendMessage(7, "x");
    const old = await api.sendMessage(7, "y");
    await api.deleteMessage(7, message_id);
    expect(person.inbox.map((message) => message.text)).toEqual(["y"]);
    fake.clock.advance(49 * 60 * 60 * 1000);
    expect(await refusalOf(api.deleteMessage(7, old.message_id))).toContain("can't be deleted");
    await api.setMyCommands([{ command: "menu", description: "Mở trình đơn" }], { language_code: "vi" });
    expect(fake.commands("vi")).toEqual([{ command: "menu", description: "Mở trình đơn" }]);
    expect(await refusalOf(api.setMyCommands([{ command: "Menu", description: "x" }]))).toContain(
      "COMMAND_INVALID",
    );
    expect((await post("sendChatAction", { chat_id: 7, action: "dancing" })).status).toBe(400);
    await api.sendChatAction(7, "typing");
    expect(person.actions).toEqual(["typing"]);
  });

  it("speaks the Bot API's own types, both in answers and in updates", async () => {
    const person = starter();
    const sent = await api.sendMessage(7, "?", {
      reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "b" }]] },
    });
    expect(complaintAboutType("Message", sent)).toBeUndefined();
    expect(complaintAboutType("User", await api.getMe())).toBeUndefined();
    expect(complaintAboutType("WebhookInfo", await api.getWebhookInfo())).toBeUndefined();
    expect(complaintAboutType("ChatFullInfo", await api.getChat(7))).toBeUndefined();
    const updates = [
      person.says("/start abc"),
      person.taps("a"),
      person.sendsPhoto(Buffer.from("x"), { caption: "c", album: "1" }),
      person.sendsVoice(Buffer.from("x")),
      person.sendsDocument(Buffer.from("x"), { name: "a.xlsx", mime: "application/x" }),
      person.sendsContact(),
      person.sendsLocation(10.1, 106.2),
      person.blocks(),
      person.unblocks(),
    ];
    for (const update of updates) expect(complaintAboutType("Update", update)).toBeUndefined();
  });
});

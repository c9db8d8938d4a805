import { Api, InputFile } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { complaintAboutType } from "../fakes/telegram/spec.ts";
import { refusalOf } from "./telegram-refusal.ts";

let fake: FakeTelegram;
let api: Api;

beforeEach(async () => {
  fake = await startFakeTelegram({ now: () => new Date("2027-03-01T01:00:00Z") });
  api = new Api(fake.token, { apiRoot: fake.root });
});
afterEach(() => fake.close());

function starter(id = 7) {
  return fake.person({ id, first_name: "Sáu", language_code: "vi", started: true });
}

function document(name: string) {
  return { type: "document" as const, media: new InputFile(Buffer.from(name), name) };
}

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
    const dancing = `${fake.root}/bot${fake.token}/sendChatAction?chat_id=7&action=dancing`;
    expect((await fetch(dancing)).status).toBe(400);
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

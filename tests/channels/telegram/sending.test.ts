import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { telegramChannel, type TelegramChannel } from "../../../src/channels/telegram/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Delivery, Inbound } from "../../../src/turns/ports.ts";
import { JPEG } from "../../contracts/sample-files.ts";
import { startFakeTelegram, type FakeTelegram } from "../../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../../fakes/telegram/people.ts";

let fake: FakeTelegram;
let channel: TelegramChannel;
let sau: TelegramPerson;
let counted: string[];

beforeEach(async () => {
  fake = await startFakeTelegram();
  counted = [];
  channel = telegramChannel({
    token: fake.token,
    apiRoot: `${fake.root}/`,
    mode: "polling",
    clock: systemClock,
    alarm: () => undefined,
    count: (what) => counted.push(what),
  });
  sau = fake.person({ id: 7, first_name: "Sáu", started: true });
});
afterEach(() => fake.close());

const send = (text: string, file?: Delivery["file"], to = "7") =>
  channel.send({ to, message: { text, options: [], turn: null }, ...(file === undefined ? {} : { file }) });

describe("what an error means", () => {
  test.each([
    [400, "Bad Request: chat not found", "stop_person"],
    [400, "Bad Request: PEER_ID_INVALID", "stop_person"],
    [400, "Bad Request: message is too long", "give_up"],
    [400, "Bad Request: BUTTON_DATA_INVALID", "give_up"],
    [401, "Unauthorized", "alarm"],
    [403, "Forbidden: bot was blocked by the user", "stop_person"],
    [403, "Forbidden: user is deactivated", "stop_person"],
    [403, "Forbidden: bot can't initiate conversation with a user", "stop_person"],
    [404, "Not Found", "alarm"],
    [409, "Conflict", "retry"],
    [413, "Request Entity Too Large", "give_up"],
    [500, "Internal Server Error", "retry"],
    [503, "Service Unavailable", "retry"],
  ])("%i %s is %s", async (code, message, kind) => {
    fake.faults.add({ on: "sendMessage", kind: "error", code, message });
    expect(await send("chào")).toMatchObject({ kind });
  });

  test("429 waits for as long as Telegram says", async () => {
    fake.faults.add({ on: "sendMessage", kind: "429", retryAfter: 17 });
    expect(await send("chào")).toMatchObject({ kind: "retry", afterMs: 17_000 });
  });

  test("a page of HTML with status 200 leaves it open whether the message went out", async () => {
    fake.faults.add({ on: "sendMessage", kind: "bad_json" });
    expect(await send("chào")).toMatchObject({ kind: "unknown" });
  });

  test.each(["", "abc", "1e30", "0", "@kenh"])("the address %o is never called", async (to) => {
    expect(await send("chào", undefined, to)).toMatchObject({ kind: "give_up" });
  });

  test("a person who never pressed Start cannot be written to", async () => {
    fake.person({ id: 8, first_name: "Năm" });
    expect(await send("chào", undefined, "8")).toMatchObject({ kind: "stop_person" });
  });
});

describe("files", () => {
  test("a picture that Telegram refuses as a photo goes as a file", async () => {
    fake.faults.add({
      on: "sendPhoto",
      kind: "error",
      code: 400,
      message: "Bad Request: PHOTO_INVALID_DIMENSIONS",
    });
    expect(await send("Biểu đồ", { name: "a.jpg", mime: "image/jpeg", bytes: JPEG })).toMatchObject({
      kind: "sent",
    });
    expect(sau.inbox.map(({ text, file }) => [text, file?.kind])).toEqual([["Biểu đồ", "document"]]);
  });

  test("a picture that is refused for another reason is not tried as a file", async () => {
    fake.faults.add({
      on: "sendPhoto",
      kind: "error",
      code: 403,
      message: "Forbidden: bot was blocked by the user",
    });
    expect(await send("Biểu đồ", { name: "a.jpg", mime: "image/jpeg", bytes: JPEG })).toMatchObject({
      kind: "stop_person",
    });
    expect(sau.inbox).toEqual([]);
  });

  test("a text longer than a caption follows its picture", async () => {
    const text = "Thu nhập. ".repeat(200).trim();
    expect(await send(text, { name: "a.jpg", mime: "image/jpeg", bytes: JPEG })).toMatchObject({
      kind: "sent",
    });
    expect(sau.inbox.map(({ text: shown, file }) => [shown, file?.kind])).toEqual([
      ["", "photo"],
      [text, undefined],
    ]);
  });
});

function tapped(receipt: string): Inbound {
  const input = { kind: "tap", turn: 1, option: 0 } as const;
  return { channel: "telegram", contact: "7", externalId: "u1", happenedAt: new Date(0), input, receipt };
}

describe("taps", () => {
  test("are acknowledged, so that the phone stops waiting", async () => {
    await channel.send({ to: "7", message: { text: "Chọn", options: [{ label: "Có" }], turn: 1 } });
    const update = sau.taps("1. Có");
    const query = update?.["callback_query"];
    const id = typeof query === "object" && query !== null && "id" in query ? String(query.id) : "";
    await channel.acknowledge(tapped(id));
    const answers = fake.history.events.filter(
      (event) => event.what === "answer" && event.method === "answerCallbackQuery",
    );
    expect(answers).toMatchObject([{ status: 200 }]);
    expect(counted).toEqual([]);
  });

  test("that are too old to be acknowledged are counted, and nothing breaks", async () => {
    await channel.acknowledge(tapped("999"));
    expect(counted).toEqual(["telegram.acknowledge.give_up"]);
  });

  test("only taps are acknowledged", async () => {
    const { receipt: _, ...text } = tapped("1");
    await channel.acknowledge(text);
    expect(fake.history.events.filter((event) => event.what === "call")).toEqual([]);
  });
});

describe("buttons that have served", () => {
  const asked = { text: "Chọn", options: [{ label: "Có" }, { label: "Không" }], turn: 4 };
  async function message(): Promise<string> {
    const sent = await channel.send({ to: "7", message: asked });
    return sent.kind === "sent" ? sent.vendorId : "";
  }

  test("the one that was chosen stays, with a tick, and can be told by its data", async () => {
    const chosen = { turn: 4, option: 1, label: "Không" };
    expect(await channel.showServed("7", { message: await message(), chosen })).toMatchObject({
      kind: "sent",
    });
    expect(sau.inbox[0]?.buttons).toMatchObject([[{ text: "✓ 2. Không", data: "t4.1" }]]);
    expect(sau.inbox[0]?.text).toBe("Chọn");
  });

  test("those of an old question go", async () => {
    await channel.showServed("7", { message: await message(), chosen: null });
    expect(sau.inbox[0]?.buttons).toEqual([]);
  });

  test("those of a question that was answered in words go, found by its turn", async () => {
    await message();
    expect(await channel.showServed("8", { turn: 4 })).toBeNull();
    expect(await channel.showServed("7", { turn: 3 })).toBeNull();
    expect(await channel.showServed("7", { turn: 4 })).toMatchObject({ kind: "sent" });
    expect(sau.inbox[0]?.buttons).toEqual([]);
    expect(await channel.showServed("7", { turn: 4 })).toBeNull();
    expect(counted).toEqual([]);
  });

  test("a message that looks so already, or that is gone, harms nobody and is counted", async () => {
    const served = { message: await message(), chosen: null };
    await channel.showServed("7", served);
    expect(await channel.showServed("7", served)).toMatchObject({ kind: "give_up" });
    expect(await channel.showServed("7", { message: "4711", chosen: null })).toMatchObject({
      kind: "give_up",
    });
    expect(counted).toEqual(["telegram.buttons.give_up", "telegram.buttons.give_up"]);
  });

  test("is told when Telegram asks to wait", async () => {
    const served = { message: await message(), chosen: null };
    fake.faults.add({ on: "editMessageReplyMarkup", kind: "429", retryAfter: 9 });
    expect(await channel.showServed("7", served)).toMatchObject({ kind: "retry", afterMs: 9_000 });
  });
});

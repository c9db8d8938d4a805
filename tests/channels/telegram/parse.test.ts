import { describe, expect, test } from "vitest";
import { parseUpdate } from "../../../src/channels/telegram/parse.ts";

const NOW = new Date("2026-11-21T02:00:00.700Z");
const FROM = { id: 5_000_000_007, is_bot: false, first_name: "Sáu", last_name: "Trần", language_code: "vi" };
const CHAT = { id: 5_000_000_007, type: "private", first_name: "Sáu" };

function update(content: object, chat: object = CHAT, from: object = FROM): object {
  return { update_id: 77, message: { message_id: 5, date: 1_795_226_400, chat, from, ...content } };
}
function input(content: object): unknown {
  return parseUpdate(update(content), NOW)[0]?.input;
}

function edited(content: object): object {
  const was = { message_id: 5, date: 1_795_226_400, edit_date: 1_795_226_460, chat: CHAT, from: FROM };
  return { update_id: 78, edited_message: { ...was, ...content } };
}

function standing(status: string): object {
  return {
    update_id: 80,
    my_chat_member: {
      chat: CHAT,
      from: FROM,
      date: 1_795_226_400,
      old_chat_member: { status: "member" },
      new_chat_member: { status },
    },
  };
}

describe("who, what and when", () => {
  test("a text", () => {
    expect(parseUpdate(update({ text: "nuo\u0302i bò" }), NOW)).toEqual([
      {
        channel: "telegram",
        contact: "5000000007",
        displayName: "Sáu Trần",
        language: "vi",
        externalId: "u77",
        happenedAt: new Date("2026-11-21T02:00:00Z"),
        input: { kind: "text", text: "nuôi bò", message: "5" },
      },
    ]);
  });

  test("a text that was changed, at the moment of the change", () => {
    expect(parseUpdate(edited({ text: "nuôi dê" }), NOW)).toMatchObject([
      {
        externalId: "u78",
        happenedAt: new Date("2026-11-21T02:01:00Z"),
        input: { kind: "edited", message: "5", text: "nuôi dê" },
      },
    ]);
  });

  test("a tap, with what is to be acknowledged", () => {
    const tap = { id: "4382bfdwdsb323b2d9", from: FROM, chat_instance: "1", data: "t12.3" };
    const [inbound] = parseUpdate(
      { update_id: 78, callback_query: { ...tap, message: { message_id: 31, chat: CHAT } } },
      NOW,
    );
    expect(inbound).toMatchObject({
      externalId: "u78",
      happenedAt: new Date("2026-11-21T02:00:00Z"),
      input: { kind: "tap", turn: 12, option: 3, message: "31" },
      receipt: "4382bfdwdsb323b2d9",
    });
  });

  test("a button of another age is not met with silence", () => {
    const tap = { id: "1", from: FROM, chat_instance: "1", data: "menu:old" };
    expect(parseUpdate({ update_id: 79, callback_query: tap }, NOW)[0]?.input).toEqual({
      kind: "unsupported",
      what: "button",
    });
  });

  test("a person who blocks the bot leaves; one who comes back will write", () => {
    expect(parseUpdate(standing("kicked"), NOW)[0]?.input).toEqual({ kind: "left", why: "blocked" });
    expect(parseUpdate(standing("member"), NOW)).toEqual([]);
  });
});

describe("what a message says", () => {
  test.each([
    [{ text: "/start" }, { kind: "arrived" }],
    [{ text: "/start HO-7K2M" }, { kind: "arrived", code: "HO-7K2M" }],
    [{ text: "/start@sinh_ke_bot HO-7K2M" }, { kind: "arrived", code: "HO-7K2M" }],
    [{ text: "/start xin chào" }, { kind: "text", text: "/start xin chào", message: "5" }],
    [{ text: "/menu" }, { kind: "text", text: "/menu", message: "5" }],
    [{ text: "/starting" }, { kind: "text", text: "/starting", message: "5" }],
    [{ location: { latitude: 10.7, longitude: 106.6 } }, { kind: "location" }],
    [
      { contact: { phone_number: "84901234567", first_name: "Sáu", user_id: FROM.id } },
      { kind: "phone", phone: "+84901234567", own: true },
    ],
    [
      { contact: { phone_number: "0901234567", first_name: "Con", user_id: 9 } },
      { kind: "phone", phone: "0901234567", own: false },
    ],
    [{ contact: { phone_number: "113", first_name: "x" } }, { kind: "phone", phone: "+113", own: false }],
    [{ sticker: { file_id: "s" } }, { kind: "unsupported", what: "sticker" }],
    [
      { animation: { file_id: "g" }, document: { file_id: "g", mime_type: "video/mp4" } },
      { kind: "unsupported", what: "animation" },
    ],
  ])("%o", (content, expected) => {
    expect(input(content)).toEqual(expected);
  });

  test("the largest of a photo's sizes, with its caption", () => {
    const photo = [
      { file_id: "small", file_unique_id: "a", width: 90, height: 67 },
      { file_id: "large", file_unique_id: "b", width: 1280, height: 960 },
      { file_id: "middle", file_unique_id: "c", width: 320, height: 240 },
    ];
    expect(input({ photo, caption: "con bò" })).toEqual({
      kind: "file",
      file: "photo",
      ref: "large",
      mime: "image/jpeg",
      caption: "con bò",
    });
  });

  test.each([
    [{ voice: { file_id: "f", duration: 3, mime_type: "audio/ogg" } }, "voice", "audio/ogg"],
    [{ video: { file_id: "f", mime_type: "video/mp4" } }, "video", "video/mp4"],
    [{ video_note: { file_id: "f" } }, "video", "video/mp4"],
    [{ document: { file_id: "f", mime_type: "application/pdf" } }, "document", "application/pdf"],
    [{ document: { file_id: "f", mime_type: "image/png" } }, "photo", "image/png"],
  ])("%o", (content, file, mime) => {
    expect(input(content)).toEqual({ kind: "file", file, ref: "f", mime });
  });
});

describe("pictures sent at once", () => {
  const photo = [{ file_id: "f", file_unique_id: "a", width: 90, height: 67 }];

  test.each([
    ["a photo", { photo }],
    ["a film", { video: { file_id: "f", mime_type: "video/mp4" } }],
    ["a picture as a file", { document: { file_id: "f", mime_type: "image/png" } }],
  ])("%s names its album and its place in it", (_, content) => {
    expect(input({ ...content, message_id: 31, media_group_id: "1317" })).toMatchObject({
      album: { id: "1317", part: 31 },
    });
  });

  test("papers are no album: each is what was sent", () => {
    const document = { file_id: "f", mime_type: "application/pdf" };
    expect(input({ document, media_group_id: "1317" })).not.toHaveProperty("album");
  });
});

describe("in a group", () => {
  const group = { id: -100, type: "supergroup", title: "Ấp 3" };

  test.each(["/diemdanh 4821", "/diemdanh@ben_song_bot 4821", "@ben_song_bot  4821 "])(
    "%s is the code of a meeting, sent by whoever wrote it",
    (text) => {
      const [event, ...others] = parseUpdate(update({ text }, group), NOW);
      expect(event).toMatchObject({ contact: String(FROM.id), input: { kind: "arrived", code: "4821" } });
      expect(others).toEqual([]);
    },
  );

  test.each([
    "4821",
    "/diemdanh",
    "/diemdanh 48213",
    "bữa nay 4821",
    "/start ABCD2345",
    "/diemdanh 4821 nghen",
  ])("%s is none of our business", (text) => {
    expect(parseUpdate(update({ text }, group), NOW)).toEqual([]);
  });
});

describe("nothing comes of", () => {
  test.each([
    ["a group", update({ text: "hi" }, { id: -100, type: "supergroup", title: "Ấp 3" })],
    ["another bot", update({ text: "hi" }, CHAT, { ...FROM, is_bot: true })],
    ["a place that moves", edited({ location: { latitude: 10, longitude: 106 } })],
    ["an edit in a group", edited({ text: "x", chat: { id: -100, type: "supergroup", title: "Ấp 3" } })],
    ["a service message", update({ pinned_message: {} })],
    ["a channel", { update_id: 1, channel_post: { date: 1, chat: { id: -5, type: "channel" }, text: "x" } }],
    ["an unknown kind", { update_id: 1, something_new: { a: 1 } }],
    ["no update", { hello: "world" }],
    ["a list", []],
    ["null", null],
    ["a text", "x"],
  ])("%s", (_, json) => {
    expect(parseUpdate(json, NOW)).toEqual([]);
  });
});

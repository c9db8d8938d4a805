import { expect, test } from "vitest";
import { parseBotEvent } from "../../../src/channels/zalo-bot/parse.ts";

const NOW = new Date("2026-11-21T02:00:00Z");
const ID = "6ede9afa66b88fe6d6a9";
const FROM = { id: ID, is_bot: false, display_name: "Cô Sáu" };

function event(name: string, content: object, message: object = {}): object {
  const chat = { chat_type: "PRIVATE", id: ID };
  return {
    event_name: name,
    message: { date: 1_789_033_572_455, chat, message_id: "m1", from: FROM, ...content, ...message },
  };
}

test("a text, bare as captured and wrapped as documented", () => {
  const bare = event("message.text.received", { text: "nuo\u0302i bò" });
  const expected = [
    {
      channel: "zalo-bot",
      contact: ID,
      displayName: "Cô Sáu",
      externalId: "message.text.received:m1",
      happenedAt: new Date(1_789_033_572_455),
      input: { kind: "text", text: "nuôi bò" },
    },
  ];
  expect(parseBotEvent(bare, NOW)).toEqual(expected);
  expect(parseBotEvent({ ok: true, result: bare }, NOW)).toEqual(expected);
});

test.each([
  ["image", { photo_url: "https://f1.zdn.vn/a.jpg", caption: "bò" }, "photo", "image/jpeg"],
  ["image", { photo: "https://f1.zdn.vn/a.jpg", caption: "bò" }, "photo", "image/jpeg"],
])("an image by %s with %o", (kind, content, file, mime) => {
  expect(parseBotEvent(event(`message.${kind}.received`, content), NOW)[0]?.input).toEqual({
    kind: "file",
    file,
    ref: "https://f1.zdn.vn/a.jpg",
    mime,
    caption: "bò",
  });
});

test.each([
  [
    "message.voice.received",
    { voice_url: "https://f1.zdn.vn/a.aac" },
    { kind: "file", file: "voice", ref: "https://f1.zdn.vn/a.aac", mime: "audio/aac" },
  ],
  ["message.voice.received", {}, { kind: "unsupported", what: "voice" }],
  ["message.sticker.received", { sticker: "s" }, { kind: "unsupported", what: "sticker" }],
  ["message.unsupported.received", {}, { kind: "unsupported", what: "message" }],
])("%s with %o", (name, content, input) => {
  expect(parseBotEvent(event(name, content), NOW)[0]?.input).toEqual(input);
});

test.each([
  ["a group", event("message.text.received", { text: "a" }, { chat: { chat_type: "GROUP", id: "g1" } })],
  ["another bot", event("message.text.received", { text: "a" }, { from: { ...FROM, is_bot: true } })],
  ["an unknown event", event("message.poll.received", { text: "a" })],
  ["no event", { ok: true, result: [] }],
  ["null", null],
])("nothing comes of %s", (_, json) => {
  expect(parseBotEvent(json, NOW)).toEqual([]);
});

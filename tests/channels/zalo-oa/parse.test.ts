import { describe, expect, test } from "vitest";
import { parseZaloEvent } from "../../../src/channels/zalo-oa/parse.ts";

const NOW = new Date("2026-11-21T02:00:00Z");
const OA = "2345678901234567890";
const USER = "9007199254740993007";
const COMMON = {
  app_id: "1234567890123456789",
  sender: { id: USER },
  user_id_by_app: "111",
  recipient: { id: OA },
  timestamp: "1795226400700",
};
const AT = new Date(1_795_226_400_700);

function said(event: string, message: object): unknown[] {
  return parseZaloEvent(
    { ...COMMON, event_name: event, message: { msg_id: "96d3", ...message } },
    OA,
    NOW,
  ).map(({ input }) => input);
}
function attached(event: string, type: string, payload: object, text?: string): unknown[] {
  return said(event, { attachments: [{ type, payload }], ...(text === undefined ? {} : { text }) });
}

test("a text: ids stay text, the time is the vendor's", () => {
  const event = {
    ...COMMON,
    event_name: "user_send_text",
    message: { text: "nuo\u0302i bò", msg_id: "96d3" },
  };
  expect(parseZaloEvent(event, OA, NOW)).toEqual([
    {
      channel: "zalo-oa",
      contact: USER,
      externalId: "96d3",
      happenedAt: AT,
      input: { kind: "text", text: "nuôi bò" },
    },
  ]);
});

describe("what a message says", () => {
  test.each([
    ["#t12.3", { kind: "tap", turn: 12, option: 3 }],
    ["#t12.3 ", { kind: "tap", turn: 12, option: 3 }],
    ["t12.3", { kind: "text", text: "t12.3" }],
    ["#tuvan", { kind: "text", text: "#tuvan" }],
  ])("the text %o", (text, input) => {
    expect(said("user_send_text", { text })).toEqual([input]);
  });

  test.each([
    ["user_send_image", "image", { url: "http://f6.zdn.vn/a.jpg" }, "photo", "image/jpeg"],
    ["user_send_audio", "audio", { url: "http://f6.zdn.vn/a.amr" }, "voice", "audio/amr"],
    ["user_send_video", "video", { url: "http://f6.zdn.vn/a.mp4" }, "video", "video/mp4"],
    ["user_send_file", "file", { url: "http://f6.zdn.vn/1", type: "PDF" }, "document", "application/pdf"],
    ["user_send_file", "file", { url: "http://f6.zdn.vn/1", name: "bo.JPG" }, "photo", "image/jpeg"],
  ])("%s of type %s with %o", (event, type, payload, file, mime) => {
    const caption = "con bò";
    expect(attached(event, type, payload, caption)).toEqual([
      { kind: "file", file, ref: payload.url, mime, caption },
    ]);
  });

  test("a file of an unknown kind", () => {
    expect(attached("user_send_file", "file", { url: "http://f6.zdn.vn/1", name: "x" })).toEqual([
      { kind: "file", file: "document", ref: "http://f6.zdn.vn/1" },
    ]);
  });

  test("several pictures in one message are several events with ids of their own", () => {
    const attachments = ["a", "b"].map((name) => ({
      type: "image",
      payload: { url: `http://f6.zdn.vn/${name}` },
    }));
    const event = {
      ...COMMON,
      event_name: "user_send_image",
      message: { msg_id: "m", text: "hai", attachments },
    };
    const inbound = parseZaloEvent(event, OA, NOW);
    expect(inbound.map(({ externalId }) => externalId)).toEqual(["m", "m#1"]);
    expect(inbound.map(({ input }) => input.kind === "file" && input.caption)).toEqual(["hai", undefined]);
    expect(inbound.map(({ input }) => input.kind === "file" && input.album)).toEqual([
      { id: "m", part: 0 },
      { id: "m", part: 1 },
    ]);
  });

  test("a business card is somebody's phone number; another link is not", () => {
    const description = JSON.stringify({ phone: "84901234567", qrCodeUrl: "" });
    expect(attached("user_send_business_card", "link", { description })).toEqual([
      { kind: "phone", phone: "+84901234567", own: false },
    ]);
    expect(
      attached("user_send_link", "link", { description: "Giá heo hôm nay", url: "https://x.vn" }),
    ).toEqual([{ kind: "unsupported", what: "link" }]);
    expect(attached("user_send_link", "link", { url: "https://x.vn" }, "https://x.vn")).toEqual([
      { kind: "text", text: "https://x.vn" },
    ]);
  });

  test.each([
    [
      "user_send_location",
      "location",
      { coordinates: { latitude: "10.7", longitude: "106.6" } },
      { kind: "location" },
    ],
    [
      "user_send_sticker",
      "sticker",
      { id: "1", url: "http://x/s.png" },
      { kind: "unsupported", what: "sticker" },
    ],
    ["user_send_gif", "gif", { url: "http://x/s.gif" }, { kind: "unsupported", what: "gif" }],
    ["user_send_image", "image", {}, { kind: "unsupported", what: "image" }],
  ])("%s", (event, type, payload, input) => {
    expect(attached(event, type, payload)).toEqual([input]);
  });

  test("a message without its attachments is not met with silence", () => {
    expect(said("user_send_image", {})).toEqual([{ kind: "unsupported", what: "image" }]);
  });
});

describe("coming and going", () => {
  const management = { oa_id: OA, user_id_by_app: "111", app_id: "1", timestamp: "1795226400700" };
  test.each([
    ["follow", { follower: { id: USER }, source: "oa_profile" }, { kind: "arrived" }],
    ["user_click_chatnow", { user_id: USER }, { kind: "arrived" }],
    ["unfollow", { follower: { id: USER } }, { kind: "left", why: "unfollowed" }],
    ["user_withdraw", { user_id: USER }, { kind: "left", why: "withdrew" }],
  ])("%s, which has no id of its own", (event_name, members, input) => {
    expect(parseZaloEvent({ ...management, ...members, event_name }, OA, NOW)).toEqual([
      {
        channel: "zalo-oa",
        contact: USER,
        externalId: `${event_name}:${USER}:1795226400700`,
        happenedAt: AT,
        input,
      },
    ]);
  });

  test("the phone number that a person submits is their own", () => {
    const info = { name: "Sáu", phone: "84901234567", full_address: { user_city: "Vĩnh Long" } };
    const [inbound] = parseZaloEvent({ ...COMMON, event_name: "user_submit_info", info }, OA, NOW);
    expect(inbound?.input).toEqual({ kind: "phone", phone: "+84901234567", own: true });
  });
});

test("a word that somebody of the staff wrote by hand concerns the person to whom it went", () => {
  const event = {
    ...COMMON,
    event_name: "oa_send_text",
    sender: { id: OA, admin_id: "8" },
    recipient: { id: USER },
    message: { text: "Dạ chào cô", msg_id: "77" },
  };
  const found = parseZaloEvent(event, OA, NOW).map(({ contact, externalId, input }) => [
    contact,
    externalId,
    input,
  ]);
  expect(found).toEqual([[USER, "77", { kind: "staff_wrote" }]]);
});

test("a timestamp that is a number or no time at all does no harm", () => {
  const at = (timestamp: unknown): unknown =>
    parseZaloEvent(
      { ...COMMON, event_name: "user_send_text", message: { text: "a", msg_id: "1" }, timestamp },
      OA,
      NOW,
    )[0]?.happenedAt;
  expect(at(1_795_226_400_700)).toEqual(AT);
  expect(at("yesterday")).toEqual(NOW);
  expect(at(undefined)).toEqual(NOW);
});

describe("nothing comes of", () => {
  const text = { text: "a", msg_id: "1" };
  const echo = { ...COMMON, sender: { id: OA }, recipient: { id: USER } };
  test.each([
    ["an echo", { ...echo, event_name: "oa_send_text", message: text }],
    [
      "a word by hand in a group",
      { ...echo, event_name: "oa_send_group_text", sender: { id: OA, admin_id: "8" }, message: text },
    ],
    ["a receipt", { ...COMMON, event_name: "user_seen_message", message: { msg_ids: ["1"] } }],
    [
      "a receipt the wrong way round",
      { ...echo, event_name: "user_received_message", message: { msg_id: "1" } },
    ],
    [
      "a reaction",
      { ...COMMON, event_name: "user_reacted_message", message: { msg_id: "1", react_icon: "/-heart" } },
    ],
    ["a person who is not logged in", { ...COMMON, event_name: "anonymous_send_text", message: text }],
    ["a group", { ...COMMON, event_name: "user_send_group_text", recipient: { id: "55" }, message: text }],
    [
      "another OA of the same app",
      { ...COMMON, event_name: "user_send_text", recipient: { id: "999" }, message: text },
    ],
    [
      "our own id as the sender",
      { ...COMMON, event_name: "user_send_text", sender: { id: OA }, message: text },
    ],
    ["a tag", { oa_id: OA, event_name: "add_user_to_tag", tag: { user_ids: [USER], name: "x" } }],
    ["an unknown event", { ...COMMON, event_name: "user_waves" }],
    [
      "an id that is a number",
      { ...COMMON, event_name: "user_send_text", sender: { id: 9_007_199 }, message: text },
    ],
    [
      "an id of any length",
      { ...COMMON, event_name: "user_send_text", sender: { id: "9".repeat(65) }, message: text },
    ],
    ["the name of a prototype's member", { ...COMMON, event_name: "constructor", message: text }],
    ["no event", { hello: 1 }],
    ["a list", []],
    ["null", null],
  ])("%s", (_, json) => {
    expect(parseZaloEvent(json, OA, NOW)).toEqual([]);
  });
});

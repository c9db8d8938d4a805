import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsAt, textAt } from "../fakes/common/values.ts";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo, FakeZaloOptions } from "../fakes/fake-zalo.ts";
import { startReceiver } from "./receiver.ts";
import type { Received } from "./receiver.ts";
import { post } from "./zalo-calls.ts";

let fake: FakeZalo;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function start(options: FakeZaloOptions = {}, answer?: Parameters<typeof startReceiver>[0]) {
  await fake?.close();
  await app?.close();
  app = await startReceiver(answer);
  fake = await startFakeZalo(options);
  expect(await fake.setWebhook(app.url)).toBe(true);
  app.received.length = 0;
}

beforeEach(() => start());
afterEach(async () => {
  await fake.close();
  await app.close();
});

function names() {
  return app.received.map(({ body }) => body["event_name"]);
}

function texts() {
  return app.received.map(({ body }) => textAt(fieldsAt(body, "message"), "text"));
}

function one(name: string) {
  return app.received.find(({ body }) => body["event_name"] === name)?.body;
}

function payload(name: string) {
  const text = JSON.stringify(fieldsAt(one(name) ?? {}, "message")["attachments"]);
  return { text, url: /"url":"([^"]+)"/.exec(text)?.[1] ?? "" };
}

/** The official formula, written out once more so that the fake's own is checked. */
function macOf({ call, body }: Received) {
  const { appId, oaSecretKey } = fake.settings;
  const text = appId + call.body.toString("utf8") + String(body["timestamp"]) + oaSecretKey;
  return `mac=${createHash("sha256").update(text).digest("hex")}`;
}

describe("the webhook's set-up", () => {
  it("is saved only where the unsigned probe gets its 200", async () => {
    const probes: string[] = [];
    const deaf = await startReceiver(({ call }) => {
      probes.push(call.body.toString("utf8"));
      return { status: call.headers["x-zevent-signature"] === undefined ? 401 : 200 };
    });
    expect(await fake.setWebhook(deaf.url)).toBe(false);
    expect(await fake.setWebhook(deaf.url, "")).toBe(false);
    expect(probes).toEqual(["{}", ""]);
    await deaf.close();
    expect(await fake.setWebhook(deaf.url)).toBe(false);
  });
});

describe("events", () => {
  it("carry the official signature, texts for ids and times, and rising times", async () => {
    const person = fake.person({ id: "9007199254740993123", name: "Cô Sáu" });
    person.says("hai con bò");
    person.says("ba con bò");
    await fake.settled();
    for (const event of app.received) expect(event.call.headers["x-zevent-signature"]).toBe(macOf(event));
    expect(app.received[0]?.body).toMatchObject({
      app_id: fake.settings.appId,
      sender: { id: "9007199254740993123" },
      recipient: { id: fake.settings.oaId },
      event_name: "user_send_text",
      message: { text: "hai con bò" },
    });
    const stamps = app.received.map(({ body }) => textAt(body, "timestamp") ?? "").toSorted();
    expect(stamps.every((stamp) => /^\d{13}$/.test(stamp))).toBe(true);
    expect(stamps[0]).not.toBe(stamps[1]);
  });

  it("can be signed by the other readings of the documents, forged, or not signed at all", async () => {
    await start({
      webhook: { firstTerm: "2345678901234567890", signingKey: "app-secret", timestampHeader: true },
    });
    fake.person({ name: "Sáu" }).says("x");
    fake.emit({ event_name: "user_send_text", message: { text: "giả" } }, { signature: "mac=00" });
    fake.emit({ event_name: "user_send_text", message: { text: "trần" } }, { signature: null });
    await fake.settled();
    const [real, forged, bare] = ["x", "giả", "trần"].map((text) => app.received[texts().indexOf(text)]);
    expect(real?.call.headers["x-zevent-timestamp"]).toBe(real?.body["timestamp"]);
    expect(real === undefined ? "" : macOf(real)).not.toBe(real?.call.headers["x-zevent-signature"]);
    expect(forged?.call.headers["x-zevent-signature"]).toBe("mac=00");
    expect(bare?.call.headers["x-zevent-signature"]).toBeUndefined();
  });

  it("tell a tap as a text, and nothing of a tap on a link", async () => {
    const person = fake.person({ name: "Sáu" });
    person.says("chào");
    const message = {
      text: "Chọn",
      attachment: {
        type: "template",
        payload: {
          template_type: "button",
          buttons: [
            { type: "oa.query.hide", title: "Đăng ký", payload: "#dk1" },
            { type: "oa.open.url", title: "Xem", payload: { url: "https://example.org" } },
          ],
        },
      },
    };
    await post(fake, "/v2.0/oa/message", { recipient: { user_id: person.id }, message });
    await fake.settled();
    app.received.length = 0;
    person.taps("Đăng ký");
    expect(() => person.taps("Xem")).toThrow("hears nothing");
    expect(() => person.taps("Gỡ")).toThrow("there are: Đăng ký | Xem");
    await fake.settled();
    expect(names()).toEqual(["user_send_text"]);
    expect(texts()).toEqual(["#dk1"]);
  });

  it("echo what the OA sends, with the admin's id only where a human wrote", async () => {
    const person = fake.person({ name: "Sáu" });
    const asked = person.says("chào");
    const recipient = { message_id: fieldsAt(asked ?? {}, "message")["msg_id"] };
    const answer = await post(fake, "/v2.0/oa/message", { recipient, message: { text: "máy" } });
    expect(answer["error"]).toBe(0);
    fake.staffSays(person.id, "người", "77");
    await fake.settled();
    const echoes = app.received.filter(({ body }) => body["event_name"] === "oa_send_text");
    expect(
      echoes.map(({ body }) => [textAt(fieldsAt(body, "message"), "text"), fieldsAt(body, "sender")]),
    ).toEqual(
      expect.arrayContaining([
        ["máy", { id: fake.settings.oaId }],
        ["người", { id: fake.settings.oaId, admin_id: "77" }],
      ]),
    );
    expect(names().filter((name) => name === "user_received_message")).toHaveLength(1);
    expect(person.inbox.map((message) => message.from)).toEqual(["oa", "staff"]);
  });

  it("name the two sides of receipts the other way round where asked", async () => {
    await start({ receipts: "inverted", webhook: { events: ["user_seen_message"] } });
    const person = fake.person({ name: "Sáu" });
    expect(person.says("chào")).toBeUndefined();
    fake.staffSays(person.id, "x");
    person.looks();
    await fake.settled();
    expect(names()).toEqual(["user_seen_message"]);
    expect(app.received[0]?.body).toMatchObject({
      sender: { id: fake.settings.oaId },
      recipient: { id: person.id },
    });
  });

  it("come from people who follow, leave, withdraw, share, and from groups and strangers", async () => {
    const person = fake.person({ name: "Sáu" });
    person.follows("message_invite");
    person.unfollows();
    person.clicksChatNow();
    person.submitsInfo({ name: "Sáu", phone: "84901234567" });
    person.withdraws();
    person.saysInGroup("555", "@Sáu có mặt");
    fake.person({ name: "Lạ", conversationId: "c1" }).says("ai đó?");
    await fake.settled();
    expect(one("follow")).toMatchObject({ follower: { id: person.id }, source: "message_invite" });
    expect(one("follow")?.["sender"]).toBeUndefined();
    expect(one("unfollow")).toMatchObject({ oa_id: fake.settings.oaId });
    expect(one("user_click_chatnow")).toMatchObject({ user_id: person.id });
    expect(one("user_submit_info")).toMatchObject({ info: { phone: "84901234567" } });
    expect(one("user_withdraw")).toMatchObject({ user_id: person.id });
    expect(one("user_send_group_text")).toMatchObject({ recipient: { id: "555" } });
    expect(one("anonymous_send_text")).toMatchObject({ message: { conversation_id: "c1" } });
  });

  it("carry pictures, voices, files and places, which can be fetched", async () => {
    const person = fake.person({ name: "Sáu" });
    person.sendsPhoto(Buffer.from("ảnh"), { text: "bò" });
    person.sendsVoice(Buffer.from("#!AMR"));
    person.sendsFile(Buffer.from("đơn"), { name: "don.docx" });
    person.sendsLocation("10.28", "106.00");
    await fake.settled();
    expect(await (await fetch(payload("user_send_image").url)).text()).toBe("ảnh");
    expect(payload("user_send_audio").url).toMatch(/\.amr$/);
    expect(payload("user_send_file").text).toContain('"name":"don.docx"');
    expect(payload("user_send_location").text).toContain(
      '"coordinates":{"latitude":"10.28","longitude":"106.00"}',
    );
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsAt } from "../fakes/common/values.ts";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo, FakeZaloOptions } from "../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { get, post, read } from "./zalo-calls.ts";

const dayMs = 24 * 60 * 60 * 1000;
let fake: FakeZalo;
let person: ZaloPerson;

async function start(options: FakeZaloOptions = {}) {
  await fake?.close();
  fake = await startFakeZalo({ now: () => new Date("2027-03-01T01:00:00Z"), ...options });
  person = fake.person({ name: "Cô Sáu", phone: "84901234567" });
}

beforeEach(() => start());
afterEach(() => fake.close());

function send(message: unknown, path = "/v2.0/oa/message") {
  return post(fake, path, { recipient: { user_id: person.id }, message });
}

function buttons(...list: unknown[]) {
  return {
    text: "Chọn",
    attachment: { type: "template", payload: { template_type: "button", buttons: list } },
  };
}

function media(element: unknown) {
  return { attachment: { type: "template", payload: { template_type: "media", elements: [element] } } };
}

function listOf(...elements: unknown[]) {
  return { attachment: { type: "template", payload: { template_type: "list", elements } } };
}

function queryButton(title: string, payload: string) {
  return { type: "oa.query.show", title, payload };
}

function to(recipient: unknown) {
  return post(fake, "/v2.0/oa/message", { recipient, message: { text: "x" } });
}

/** Time passes; the access token, which would have died meanwhile, is a fresh one. */
function passes(ms: number) {
  fake.clock.advance(ms);
  fake.tokens.issue();
}

/** Sends so many messages: the kind of quota of each, or the error. */
async function spend(count: number) {
  const types: unknown[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const answer = await send({ text: "x" });
    types.push(
      answer["error"] === 0 ? fieldsAt(fieldsAt(answer, "data"), "quota")["quota_type"] : answer["error"],
    );
  }
  return types;
}

describe("which door is open to which OA", () => {
  it("turns a state body away from v3.0 and a business away from v2.0", async () => {
    person.says("chào");
    expect((await send({ text: "x" }, "/v3.0/oa/message/cs"))["error"]).toBe(-235);
    expect((await send({ text: "x" }))["error"]).toBe(0);
    expect(fieldsAt(await get(fake, "/v2.0/oa/getoa", {}), "data")["oa_type"]).toBe(4);
    await start({ oaType: 2 });
    person.says("chào");
    expect((await send({ text: "x" }))["error"]).toBe(-240);
    expect((await send({ text: "x" }, "/v3.0/oa/message/cs"))["error"]).toBe(0);
    expect(fieldsAt(await get(fake, "/v2.0/oa/getoa", {}), "data")["oa_type"]).toBe(2);
  });

  it("answers in the envelope, and shows the message to the person", async () => {
    person.says("chào");
    const answer = await send({ text: "Chào cô" });
    expect(answer).toMatchObject({ error: 0, message: "Success" });
    expect(fieldsAt(answer, "data")).toMatchObject({ user_id: person.id, quota: { quota_type: "reply" } });
    expect(person.inbox.map((message) => message.text)).toEqual(["Chào cô"]);
  });

  it("takes the token only from the header, and no path that it does not know", async () => {
    const token = fake.tokens.current().accessToken;
    const url = `${fake.openapiRoot}/v2.0/oa/getoa?access_token=${token}`;
    expect((await read(await fetch(url)))["error"]).toBe(-216);
    expect((await post(fake, "/v3.0/oa/message", {}))["error"]).toBe(404);
  });
});

describe("the limits of a message", () => {
  it.each([
    ["2,000 characters", { text: "ă".repeat(2000) }, 0],
    ["2,001 characters", { text: "ă".repeat(2001) }, -210],
    ["no text", { text: "" }, -201],
    ["nothing", {}, -201],
    ["an unknown member", { text: "x", parse_mode: "html" }, -201],
    ["a number for a text", { text: 5 }, -201],
    ["five buttons", buttons(...["1", "2", "3", "4", "5"].map((label) => queryButton(label, label))), 0],
    [
      "six buttons",
      buttons(...["1", "2", "3", "4", "5", "6"].map((label) => queryButton(label, label))),
      -210,
    ],
    ["a title of 101", buttons(queryButton("x".repeat(101), "a")), -210],
    ["a payload of 1,001", buttons(queryButton("x", "a".repeat(1001))), -210],
    ["an unknown button", buttons({ type: "oa.query.click", title: "x", payload: "x" }), -201],
    ["a link as text", buttons({ type: "oa.open.url", title: "x", payload: "https://example.org" }), -201],
    ["a link", buttons({ type: "oa.open.url", title: "x", payload: { url: "https://example.org" } }), 0],
    ["buttons without text", { ...buttons(queryButton("x", "x")), text: undefined }, -201],
    ["a picture by address", media({ media_type: "image", url: "https://example.org/a.png" }), 0],
    [
      "a picture twice over",
      media({ media_type: "image", url: "https://a.vn/a.png", attachment_id: "x" }),
      -201,
    ],
    ["a picture never uploaded", media({ media_type: "image", attachment_id: "x" }), -201],
    ["a list", listOf({ title: "a", subtitle: "b" }, { title: "c" }), 0],
    ["a list without first subtitle", listOf({ title: "a" }), -201],
    ["a list of six", listOf(...Array.from({ length: 6 }, () => ({ title: "a", subtitle: "b" }))), -210],
    ["a quote of nothing", { text: "x", quote_message_id: "no-such" }, -201],
    ["a file never uploaded", { attachment: { type: "file", payload: { token: "x" } } }, -201],
  ])("%s", async (_name, message, code) => {
    person.says("chào");
    expect((await send(message))["error"]).toBe(code);
    expect(person.inbox).toHaveLength(code === 0 ? 1 : 0);
  });

  it("takes ids as texts only, of people it knows, and of messages that came from people", async () => {
    person.says("chào");
    expect((await to({ user_id: Number(person.id) }))["error"]).toBe(-201);
    expect((await to({ user_id: "1" }))["error"]).toBe(-201);
    const sent = await send({ text: "x" });
    expect((await to({ message_id: fieldsAt(sent, "data")["message_id"] }))["error"]).toBe(-201);
  });
});

describe("windows and quota", () => {
  it("refuses who never acted, and who was silent for seven days", async () => {
    expect((await send({ text: "x" }))["error"]).toBe(-232);
    person.says("chào");
    passes(7 * dayMs);
    expect((await send({ text: "x" }))["error"]).toBe(0);
    fake.clock.advance(1);
    person.looks();
    expect((await send({ text: "x" }))["error"]).toBe(-230);
    person.follows();
    expect((await send({ text: "x" }))["error"]).toBe(0);
  });

  it("counts eight free replies for each act, then the package, then refuses or bills", async () => {
    await start({ quota: { packageMessages: 1 } });
    person.says("chào");
    expect(await spend(10)).toEqual([...Array.from({ length: 8 }, () => "reply"), "sub_quota", -211]);
    fake.clock.advance(1000);
    person.says("nữa");
    expect(await spend(1)).toEqual(["reply"]);
    passes(2 * dayMs + 1);
    expect(await spend(1)).toEqual([-211]);
  });

  it("tells what is left, and shuts the doors that people shut", async () => {
    person.says("chào");
    await send({ text: "x" });
    const quota = fieldsAt(await post(fake, "/v3.0/oa/quota/message", { user_id: person.id }), "data");
    expect(quota).toMatchObject({ cs_reply: { remain: 7, total: 8 } });
    person.refuses();
    expect((await send({ text: "x" }))["error"]).toBe(-244);
    person.accepts();
    expect((await send({ text: "x" }))["error"]).toBe(0);
  });

  it("throttles with -32 above the limit", async () => {
    await start({ requestsPerMinute: 2 });
    person.says("chào");
    const codes = [await send({ text: "x" }), await send({ text: "x" }), await send({ text: "x" })];
    expect(codes.map((answer) => answer["error"])).toEqual([0, 0, -32]);
  });
});

describe("faults", () => {
  it("answer any code, cut lines, and show what was delivered although it seemed to fail", async () => {
    person.says("chào");
    fake.faults.add({ on: "/v2.0/oa/message", kind: "error", code: -200, message: "Failed" });
    fake.faults.add({ on: "/v2.0/oa/message", kind: "429" });
    fake.faults.add({ on: "/v2.0/oa/message", kind: "lost_answer", chat: person.id });
    expect((await send({ text: "x" }))["error"]).toBe(-200);
    expect((await send({ text: "x" }))["error"]).toBe(-32);
    await expect(send({ text: "đến" })).rejects.toThrow("fetch failed");
    expect(person.inbox.map((message) => message.text)).toEqual(["đến"]);
  });
});

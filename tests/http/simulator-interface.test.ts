import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestApp, type TestApp } from "../support/app.ts";

/** DESIGN 3.4, as somebody would use it who has read nothing else. */
const Person = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  channel: z.enum(["zalo", "telegram"]),
  locale: z.string(),
});
const Message = z.object({
  id: z.string(),
  at: z.iso.datetime({ offset: true }),
  from: z.enum(["bot", "person"]),
  text: z.string(),
  buttons: z.array(z.object({ id: z.string(), label: z.string() })),
  attachments: z.array(z.object({ kind: z.string(), name: z.string(), url: z.string() })),
});
const Messages = z.object({ messages: z.array(Message) });
const Fired = z.object({
  now: z.iso.datetime({ offset: true }),
  fired: z.array(
    z.object({ at: z.iso.datetime({ offset: true }), kind: z.string(), to: z.string(), text: z.string() }),
  ),
});
const Agenda = z.array(
  z.object({ at: z.iso.datetime({ offset: true }), kind: z.string(), to: z.string(), about: z.string() }),
);
const Refusal = z.object({ error: z.string(), message: z.string().min(10) });

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function call(method: "GET" | "POST", path: string, body?: unknown): Promise<Response> {
  return fetch(`${app.url}/simulator/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
}

async function read<T extends z.ZodType>(shape: T, answer: Promise<Response>): Promise<z.output<T>> {
  const response = await answer;
  expect(response.ok).toBe(true);
  return shape.parse(await response.json());
}

async function stranger(channel: "zalo" | "telegram", name = "Bà Bảy"): Promise<string> {
  return (await read(Person, call("POST", "people", { name, channel, locale: "vi" }))).id;
}

describe("people", () => {
  it("are those of the story, each with roles and a channel", async () => {
    const people = await read(z.array(Person), call("GET", "people"));
    expect(people.length).toBeGreaterThan(3);
    expect(new Set(people.map(({ channel }) => channel))).toEqual(new Set(["zalo", "telegram"]));
    expect(people.flatMap(({ roles }) => roles)).toEqual(expect.arrayContaining(["officer", "leader"]));
  });

  it("can be added, and a new phone was never seen before", async () => {
    const id = await stranger("telegram");
    expect((await read(Messages, call("GET", `people/${id}/messages`))).messages).toEqual([]);
  });
});

describe("messages", () => {
  it("are answered by what the person received, and a button is taken by its label and by its id", async () => {
    const id = await stranger("zalo");
    const [hello] = (await read(Messages, call("POST", `people/${id}/messages`, { text: "xin chao" })))
      .messages;
    expect(hello?.from).toBe("bot");
    expect(hello?.text).not.toBe("");
    const other = await stranger("telegram");
    const greeted = await read(Messages, call("POST", `people/${other}/messages`, { text: "/start" }));
    const button = greeted.messages.at(-1)?.buttons[1];
    const byId = await read(Messages, call("POST", `people/${other}/messages`, { button: button?.id }));
    const third = await stranger("telegram");
    await call("POST", `people/${third}/messages`, { text: "/start" });
    const byLabel = await read(Messages, call("POST", `people/${third}/messages`, { button: button?.label }));
    expect(byId.messages.map(({ text }) => text)).toEqual(byLabel.messages.map(({ text }) => text));
    expect(byId.messages).not.toEqual([]);
  });

  it("can be asked for after one of them", async () => {
    const id = await stranger("zalo");
    await call("POST", `people/${id}/messages`, { text: "alo" });
    const all = (await read(Messages, call("GET", `people/${id}/messages`))).messages;
    const later = (await read(Messages, call("GET", `people/${id}/messages?after=${all[0]?.id ?? ""}`)))
      .messages;
    expect(later).toEqual(all.slice(1));
  });

  it.each([
    ["photo", { photo: true }],
    ["voice", { voice: "ghi am.m4a" }],
    ["location", { location: { latitude: 10.2, longitude: 106.4 } }],
    ["contact", { contact: "0912 345 678" }],
  ])("may be a %s", async (_kind, body) => {
    const id = await stranger("telegram");
    const { messages } = await read(Messages, call("POST", `people/${id}/messages`, body));
    expect(messages.length).toBeGreaterThan(0);
  });

  it("stand in the transcript as they can be kept for a test", async () => {
    const id = await stranger("zalo");
    await call("POST", `people/${id}/messages`, { text: "chao em" });
    const text = await (await call("GET", `people/${id}/transcript`)).text();
    expect(text).toContain("chao em");
  });
});

describe("a photo with words under it", () => {
  it("stands in the transcript as it can be said there", async () => {
    const id = await stranger("telegram");
    await call("POST", `people/${id}/messages`, { photo: true, caption: "chuồng heo mới" });
    const text = await (await call("GET", `people/${id}/transcript`)).text();
    expect(text).toContain("user: <photo> chuồng heo mới\n");
  });

  it("is nothing without the photo", async () => {
    const id = await stranger("telegram");
    const answer = await call("POST", `people/${id}/messages`, { text: "alo", caption: "chuồng heo mới" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("a caption stands under a photo");
  });
});

describe("time", () => {
  it("moves on, and what fell due on the way fired in order", async () => {
    const before = await read(z.object({ now: z.iso.datetime({ offset: true }) }), call("GET", "clock"));
    const agenda = await read(Agenda, call("GET", "agenda"));
    expect(agenda.length).toBeGreaterThan(0);
    const { now, fired } = await read(Fired, call("POST", "clock", { advance: "P3D" }));
    expect(Date.parse(now) - Date.parse(before.now)).toBe(3 * 86_400_000);
    const times = fired.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(fired.length).toBeGreaterThan(0);
  });
});

describe("faults", () => {
  it.each(["429", "500", "timeout", "duplicate", "reorder"])("%s: the talk goes on", async (kind) => {
    const id = await stranger("telegram");
    expect((await call("POST", "faults", { channel: "telegram", kind, count: 1 })).ok).toBe(true);
    await call("POST", `people/${id}/messages`, { text: "/start" });
    // What the vendor holds back, or makes us wait for, comes when time moves on.
    await call("POST", "clock", { advance: "PT10M" });
    const { messages } = await read(Messages, call("GET", `people/${id}/messages`));
    expect(messages.filter(({ from }) => from === "bot").length).toBeGreaterThan(0);
  });
});

describe("what cannot be", () => {
  it.each([
    ["no person", "people/00000000-0000-4000-8000-000000000000/messages", { text: "a" }],
    ["an id that is none", "people/x'--/messages", { text: "a" }],
    ["two things at once", "people/x/messages", { text: "a", button: "b" }],
    ["nothing", "people/x/messages", {}],
    ["no channel", "people", { name: "A", channel: "viber" }],
    ["a nameless person", "people", { name: " ", channel: "zalo" }],
    ["a duration that is none", "clock", { advance: "tomorrow" }],
    ["a day that is none", "clock", { now: "2026-13-40" }],
    ["a fault that is none", "faults", { channel: "zalo", kind: "fire", count: 1 }],
  ])("is refused with a sentence: %s", async (_what, path, body) => {
    const response = await call("POST", path, body);
    expect(response.status).toBe(400);
    expect(Refusal.parse(await response.json()).message).not.toContain("    at ");
  });
});

it("a reset tells the story from the start", async () => {
  const id = await stranger("zalo", "Người lạ");
  expect((await call("POST", "reset")).ok).toBe(true);
  const people = await read(z.array(Person), call("GET", "people"));
  expect(people.map((person) => person.id)).not.toContain(id);
});

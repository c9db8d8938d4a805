import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { zaloOaChannel, type ZaloOaChannel } from "../../../src/channels/zalo-oa/channel.ts";
import type { TemplateShelf } from "../../../src/channels/zalo-oa/send-template.ts";
import { StoppedClock } from "../../../src/clock.ts";
import type { Sent } from "../../../src/turns/ports.ts";
import { startFakeZalo, type FakeZalo } from "../../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../../fakes/zalo/people.ts";
import { memoryOutlet, memoryShelf } from "./memory-shelf.ts";
import { memoryTokenStore } from "./memory-token-store.ts";

const BY_USER = "/v3.0/oa/message/template";
const BY_PHONE = "/message/template";
const PHONE = "84901234567";
const VALUES = { ten: "Sáu", viec: "nộp báo cáo", han: "30/5/2027" };

let fake: FakeZalo;
let clock: StoppedClock;
let shelf: TemplateShelf;
let channel: ZaloOaChannel;
let sau: ZaloPerson;
let alarms: string[];

beforeEach(() => open());
afterEach(() => fake.close());

async function open({ templateQuota = 500, byUserId = true } = {}): Promise<void> {
  clock = new StoppedClock(new Date("2026-11-23T09:00:00+07:00"));
  fake = await startFakeZalo({ oaType: 2, now: () => clock.now(), templateQuota });
  fake.templates.add({
    id: "101",
    status: "ENABLE",
    params: [
      { name: "ten", maxLength: 10, required: true },
      { name: "viec", maxLength: 30, required: true },
      { name: "han", maxLength: 20, required: true, type: "date" },
    ],
    byUserId,
    price: 120,
  });
  shelf = memoryShelf();
  alarms = [];
  channel = zaloOaChannel({
    ...fake.settings,
    openapiRoot: fake.openapiRoot,
    oauthRoot: fake.oauthRoot,
    businessRoot: fake.businessRoot,
    signatureMode: "enforce",
    tokenStore: memoryTokenStore(),
    outletMemory: memoryOutlet(),
    shelf,
    refreshToken: fake.tokens.current().refreshToken,
    clock,
    alarm: (code) => alarms.push(code),
  });
  sau = fake.person({ name: "Sáu", phone: PHONE });
  const described = await channel.templateInfo({ name: "deadline", vendorId: "101" });
  if (described.kind !== "ok") throw new Error("the fake does not know its own template");
  await shelf.keep(described.template);
}

const send = (params: Record<string, string> = VALUES, phone?: string, name = "deadline"): Promise<Sent> =>
  channel.send({
    id: "77",
    to: sau.id,
    message: {
      text: "…",
      options: [],
      turn: null,
      template: { name, params, ...(phone === undefined ? {} : { phone }) },
    },
  });
const calls = (path: string): number =>
  fake.history.events.filter((event) => event.what === "call" && event.method === path).length;

test("what a template takes and costs is asked of Zalo", async () => {
  expect(await shelf.all()).toMatchObject([
    {
      name: "deadline",
      vendorId: "101",
      status: "ENABLE",
      priceUser: 120,
      params: [
        { name: "ten", type: "text", required: true, max: 10 },
        { name: "viec" },
        { name: "han", type: "date", max: 20 },
      ],
    },
  ]);
});

describe("the road", () => {
  test("is the account that follows, also of somebody who was silent for a month, and says its price", async () => {
    sau.follows();
    clock.set(new Date("2026-12-23T09:00:00+07:00"));
    expect(await send()).toMatchObject({ kind: "sent", price: 120 });
    expect(sau.inbox).toHaveLength(1);
    expect([calls(BY_USER), calls(BY_PHONE)]).toEqual([1, 0]);
  });

  test("is the telephone where the template does not go by account, from the second time on at once", async () => {
    await fake.close();
    await open({ byUserId: false });
    expect(await send(VALUES, PHONE)).toMatchObject({ kind: "sent", price: 120 });
    expect(await send(VALUES, PHONE)).toMatchObject({ kind: "sent" });
    expect([calls(BY_USER), calls(BY_PHONE)]).toEqual([1, 2]);
    expect(await send(VALUES)).toMatchObject({ kind: "give_up" });
  });

  test.each([-230, -232, -213, -244])(
    "is the telephone after the account was refused with %i",
    async (code) => {
      fake.faults.add({ on: BY_USER, kind: "error", code, message: "no" });
      expect(await send(VALUES, PHONE)).toMatchObject({ kind: "sent" });
      expect(sau.inbox).toHaveLength(1);
    },
  );

  test.each(["lost_answer", "reset", "bad_json"] as const)(
    "is never the other one after a %s: it may have arrived",
    async (kind) => {
      fake.faults.add({ on: BY_USER, kind });
      expect(await send(VALUES, PHONE)).toMatchObject({ kind: "unknown" });
      expect(calls(BY_PHONE)).toBe(0);
    },
  );

  test("without a number ends where the account is shut, and the person is not taken for one who blocked us", async () => {
    fake.faults.add({ on: BY_USER, kind: "error", code: -230, message: "no" });
    expect(await send()).toMatchObject({ kind: "closed" });
  });
});

describe("the template's own limits", () => {
  test("a long name is cut, what was not asked for is left out", async () => {
    expect(await send({ ...VALUES, ten: "Nguyễn Thị Mười Một", la: "x" })).toMatchObject({ kind: "sent" });
    expect(sau.inbox[0]?.text).toContain("Nguyễn…");
  });

  test.each([
    ["a missing value", { ...VALUES, viec: " " }, "viec is missing"],
    ["a date that is none", { ...VALUES, han: "mai" }, "han is not a date"],
    ["no values", {}, "ten is missing"],
  ])("%s never leaves", async (_what, params, why) => {
    const sent = await send(params);
    expect(sent).toMatchObject({ kind: "give_up", why: expect.stringContaining(why) as unknown });
    expect(calls(BY_USER) + calls(BY_PHONE)).toBe(0);
  });

  test("a template that is not set up, or not approved, never leaves", async () => {
    expect(await send(VALUES, PHONE, "stranger")).toMatchObject({ kind: "give_up" });
    const [template] = await shelf.all();
    if (template !== undefined) await shelf.keep({ ...template, status: "DISABLE" });
    expect(await send(VALUES, PHONE)).toMatchObject({ kind: "give_up" });
    expect(calls(BY_USER) + calls(BY_PHONE)).toBe(0);
  });
});

describe("when", () => {
  test.each(["22:00", "05:59"])("not at %s: it waits for the morning without a call", async (time) => {
    clock.set(new Date(`2026-11-24T${time}:00+07:00`));
    const sent = await send();
    expect(sent.kind === "wait" ? sent.until.toISOString() : sent).toMatch(/T23:00:00.000Z$/);
    expect(calls(BY_USER)).toBe(0);
  });

  test("beyond the day's quota it waits for the next day, and the others are not even tried", async () => {
    await fake.close();
    await open({ templateQuota: 1 });
    expect(await send()).toMatchObject({ kind: "sent" });
    const tomorrow = { kind: "wait", until: new Date("2026-11-24T06:00:00+07:00") };
    expect(await send()).toMatchObject(tomorrow);
    expect(await send()).toMatchObject(tomorrow);
    expect(calls(BY_USER)).toBe(2);
  });
});

test.each([
  [BY_USER, -216, undefined],
  [BY_PHONE, -124, PHONE],
])("a token refused by %s with %i is replaced and the message goes once", async (path, code, phone) => {
  if (phone !== undefined) {
    const [template] = await shelf.all();
    if (template !== undefined) await shelf.keep({ ...template, priceUser: null });
  }
  fake.faults.add({ on: path, kind: "error", code, message: "token" });
  expect(await send(VALUES, phone)).toMatchObject({ kind: "sent" });
  expect(sau.inbox).toHaveLength(1);
});

test("a template that Zalo disables is found out by upkeep, said once, and sent no more", async () => {
  fake.templates.add({ id: "101", status: "DISABLE", params: [], byUserId: true, price: 150 });
  clock.set(new Date("2026-11-23T16:00:00+07:00"));
  await channel.upkeep();
  await channel.upkeep();
  expect(alarms).toEqual(["zalo.template_status"]);
  expect(await send()).toMatchObject({ kind: "give_up" });
});

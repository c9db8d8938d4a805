import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { zaloOaChannel, type ZaloOaChannel } from "../../../src/channels/zalo-oa/channel.ts";
import { StoppedClock } from "../../../src/clock.ts";
import type { Delivery } from "../../../src/turns/ports.ts";
import { JPEG, PDF } from "../../contracts/sample-files.ts";
import { startFakeZalo, type FakeZalo } from "../../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../../fakes/zalo/people.ts";
import { memoryOutlet, memoryShelf } from "./memory-shelf.ts";
import { memoryTokenStore, type MemoryTokenStore } from "./memory-token-store.ts";

const DAY_MS = 24 * 3_600_000;

let fake: FakeZalo;
let channel: ZaloOaChannel;
let sau: ZaloPerson;
let clock: StoppedClock;
let counted: string[];
let tokenStore: MemoryTokenStore;
let outletMemory: ReturnType<typeof memoryOutlet>;

async function open(
  oaType: 2 | 4,
  quota: { packageMessages?: number; hasMoney?: boolean } = {},
): Promise<void> {
  clock = new StoppedClock(new Date("2026-11-21T02:00:00Z"));
  fake = await startFakeZalo({ oaType, quota, now: () => clock.now() });
  counted = [];
  tokenStore = memoryTokenStore();
  outletMemory = memoryOutlet();
  channel = start();
  sau = fake.person({ name: "Sáu" });
  sau.follows();
}

/** The channel as a process that starts now would open it. */
const start = (): ZaloOaChannel =>
  zaloOaChannel({
    ...fake.settings,
    openapiRoot: fake.openapiRoot,
    oauthRoot: fake.oauthRoot,
    businessRoot: fake.businessRoot,
    signatureMode: "enforce",
    tokenStore,
    outletMemory,
    shelf: memoryShelf(),
    refreshToken: fake.tokens.current().refreshToken,
    clock,
    alarm: () => undefined,
    count: (what) => counted.push(what),
  });
beforeEach(() => open(2));
afterEach(() => fake.close());

const send = (text: string, file?: Delivery["file"]) =>
  channel.send({
    to: sau.id,
    message: { text, options: [], turn: null },
    ...(file === undefined ? {} : { file }),
  });
const calls = (path: string): number =>
  fake.history.events.filter((event) => event.what === "call" && event.method === path).length;
const V3 = "/v3.0/oa/message/cs";
const V2 = "/v2.0/oa/message";

describe("what it costs", () => {
  test("is nothing for free replies and the package, and 55 đồng a part beyond them", async () => {
    await fake.close();
    await open(2, { packageMessages: 1, hasMoney: true });
    sau.says("dạ");
    const prices: (number | undefined)[] = [];
    for (let n = 1; n <= 10; n += 1) {
      const sent = await send(`tin ${n}`);
      prices.push(sent.kind === "sent" ? sent.price : undefined);
    }
    expect(prices).toEqual([...Array.from({ length: 9 }, () => 0), 55]);
    expect(fake.quota.billed()).toBe(1);
    expect(counted).toContain("zalo.billed");
  });
});

describe("which address", () => {
  test("a state body's OA is found out once and served by v2.0 from then on", async () => {
    await fake.close();
    await open(4);
    for (const text of ["một", "hai", "ba"]) expect(await send(text)).toMatchObject({ kind: "sent" });
    expect([calls(V3), calls(V2)]).toEqual([1, 3]);
  });

  test("and stays found out after a restart and in every other process", async () => {
    await fake.close();
    await open(4);
    await send("một");
    const afterwards = start();
    expect(
      await afterwards.send({ to: sau.id, message: { text: "hai", options: [], turn: null } }),
    ).toMatchObject({
      kind: "sent",
    });
    expect([calls(V3), calls(V2)]).toEqual([1, 2]);
    outletMemory.read = () => Promise.reject(new Error("the database is away"));
    const meanwhile = start();
    expect(
      await meanwhile.send({ to: sau.id, message: { text: "ba", options: [], turn: null } }),
    ).toMatchObject({
      kind: "sent",
    });
  });

  test.each([-230, -200, -32, -201])("after %i the other address is not tried", async (code) => {
    fake.faults.add({ on: V3, kind: "error", code, message: "no" });
    expect(await send("một")).not.toMatchObject({ kind: "sent" });
    expect(calls(V2)).toBe(0);
  });

  test("after a lost answer the other address is not tried either", async () => {
    fake.faults.add({ on: V3, kind: "lost_answer" });
    expect(await send("một")).toMatchObject({ kind: "unknown" });
    expect(calls(V2)).toBe(0);
  });

  test("v2.0 that is shut down is forgotten", async () => {
    fake.faults.add({
      on: V3,
      kind: "error",
      code: -235,
      message: "This API does not support this type of OA",
    });
    expect(await send("một")).toMatchObject({ kind: "alarm" });
    expect(await send("hai")).toMatchObject({ kind: "sent" });
  });
});

describe("a token that dies between two messages", () => {
  test.each([-216, -220])("is replaced on %i and the message goes out once", async (code) => {
    await send("một");
    fake.faults.add({ on: V3, kind: "error", code, message: "token" });
    expect(await send("hai")).toMatchObject({ kind: "sent" });
    expect(sau.inbox.map(({ text }) => text)).toEqual(["một", "hai"]);
    expect(calls("/v4/oa/access_token")).toBe(2);
  });

  test("and the next one too is an alarm, not a third try", async () => {
    fake.faults.add({ on: V3, kind: "error", code: -216, message: "token", count: 2 });
    expect(await send("một")).toMatchObject({ kind: "alarm" });
    expect(calls(V3)).toBe(2);
  });
});

describe("windows", () => {
  test("a person who was silent for a week is not written to again before they write", async () => {
    clock.set(new Date(clock.now().getTime() + 7 * DAY_MS + 1));
    expect(await send("Nhắc bác")).toMatchObject({ kind: "closed" });
    sau.says("chào");
    expect(await send("Dạ chào bác")).toMatchObject({ kind: "sent" });
  });
});

describe("files", () => {
  const pdf = { name: "bao-cao.pdf", mime: "application/pdf", bytes: PDF };

  test("the same file for many people is uploaded once, and again when Zalo has thrown it away", async () => {
    await send("Báo cáo", pdf);
    await send("Báo cáo", pdf);
    expect(calls("/v2.0/oa/upload/file")).toBe(1);
    clock.set(new Date(clock.now().getTime() + 6 * DAY_MS));
    await send("Báo cáo", pdf);
    expect(calls("/v2.0/oa/upload/file")).toBe(2);
  });

  test("an upload that Zalo no longer has is repeated at once", async () => {
    await send("Báo cáo", pdf);
    fake.faults.add({ on: V3, kind: "error", code: -100, message: "expired" });
    expect(await send("Báo cáo", pdf)).toMatchObject({ kind: "sent" });
    expect(calls("/v2.0/oa/upload/file")).toBe(2);
    expect(sau.inbox.filter(({ attachment }) => attachment !== undefined)).toHaveLength(2);
  });

  test("an upload whose answer was lost is tried again; no message can have gone out", async () => {
    fake.faults.add({ on: "/v2.0/oa/upload/file", kind: "lost_answer" });
    expect(await send("Báo cáo", pdf)).toMatchObject({ kind: "retry" });
    expect(sau.inbox).toEqual([]);
  });

  test.each([
    ["a table", { name: "a.xlsx", mime: "application/zip", bytes: PDF }],
    [
      "a picture of more than 1 MB",
      { name: "a.jpg", mime: "image/jpeg", bytes: Buffer.concat([JPEG, Buffer.alloc(1024 * 1024)]) },
    ],
  ])("%s is left out, counted, and its text goes", async (_, file) => {
    expect(await send("Đây ạ", file)).toMatchObject({ kind: "sent" });
    expect(sau.inbox.map(({ text, attachment }) => [text, attachment])).toEqual([["Đây ạ", undefined]]);
    expect(counted).toEqual(["zalo.file_left_out"]);
  });

  test.each([
    "http://169.254.169.254/latest",
    "http://evil.example/f6.zdn.vn",
    "file:///etc/passwd",
    "http://a.zdn.vn:8080/",
    "x",
  ])("%s is no address of Zalo's and is not fetched", async (ref) => {
    expect(await channel.fetchFile(ref)).toBeNull();
  });
});

test("an answer that is not Zalo's leaves it open whether the message went out", async () => {
  fake.faults.add({ on: V3, kind: "bad_json" });
  expect(await send("một")).toMatchObject({ kind: "unknown" });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { zaloOaChannel, type ZaloOaChannel } from "../../../src/channels/zalo-oa/channel.ts";
import { StoppedClock } from "../../../src/clock.ts";
import type { Sent } from "../../../src/turns/ports.ts";
import { startFakeZalo, type FakeZalo } from "../../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../../fakes/zalo/people.ts";
import { memoryOutlet, memoryShelf } from "./memory-shelf.ts";
import { memoryTokenStore } from "./memory-token-store.ts";

const PICTURE = "https://sinhke.example.vn/icon.png";
const PATHS = { 2: "/v3.0/oa/message/cs", 4: "/v2.0/oa/message" } as const;
const QUESTION = "Số điện thoại nào để cán bộ gọi lại ạ?";

let fake: FakeZalo;
let sau: ZaloPerson;
let counted: string[];
const clock = new StoppedClock(new Date("2026-11-21T02:00:00Z"));

async function open(oaType: 2 | 4, formPicture = PICTURE): Promise<ZaloOaChannel> {
  fake = await startFakeZalo({ oaType, now: () => clock.now() });
  counted = [];
  sau = fake.person({ name: "Sáu" });
  sau.follows();
  return zaloOaChannel({
    ...fake.settings,
    openapiRoot: fake.openapiRoot,
    oauthRoot: fake.oauthRoot,
    businessRoot: fake.businessRoot,
    signatureMode: "enforce",
    tokenStore: memoryTokenStore(),
    outletMemory: memoryOutlet(),
    shelf: memoryShelf(),
    refreshToken: fake.tokens.current().refreshToken,
    ...(formPicture === "" ? {} : { formPicture }),
    clock,
    alarm: () => undefined,
    count: (what) => counted.push(what),
  });
}
afterEach(() => fake.close());

const ask = (channel: ZaloOaChannel, text = QUESTION): Promise<Sent> =>
  channel.send({
    to: sau.id,
    message: { text, options: [], turn: 3, contact: "Bấm vô đây để gửi số điện thoại" },
  });
const kinds = (): (string | null)[] => sau.inbox.map(({ attachment }) => attachment?.kind ?? null);

describe.each([2, 4] as const)("an account of type %i", (oaType) => {
  test("asks for a phone number by Zalo's form, question and all", async () => {
    const channel = await open(oaType);
    expect(await ask(channel)).toMatchObject({ kind: "sent" });
    expect(kinds()).toEqual(["request_user_info"]);
    expect(sau.inbox[0]?.text).toContain(QUESTION);
    expect(sau.inbox[0]?.attachment?.source).toBe(PICTURE);
  });

  test.each([-201, -210, -233, -248])(
    "that may not use it (%i) asks in words, and never again so",
    async (code) => {
      const channel = await open(oaType);
      if (oaType === 4)
        await channel.send({ to: sau.id, message: { text: "Chào", options: [], turn: null } });
      fake.faults.add({ on: PATHS[oaType], kind: "error", code, message: "not for this account" });
      expect(await ask(channel)).toMatchObject({ kind: "sent" });
      expect(await ask(channel)).toMatchObject({ kind: "sent" });
      expect(sau.inbox.slice(-2).map(({ text, attachment }) => [text, attachment])).toEqual([
        [QUESTION, undefined],
        [QUESTION, undefined],
      ]);
      expect(counted.filter((what) => what === "zalo.form_refused")).toHaveLength(1);
    },
  );
});

describe("an account", () => {
  let channel: ZaloOaChannel;
  beforeEach(async () => {
    channel = await open(2);
  });

  test.each([
    [-32, "retry"],
    [-230, "closed"],
    [-213, "stop_person"],
    [-211, "alarm"],
    [403, "alarm"],
    [-9_999, "give_up"],
  ])("that is told %i is not told anything about its form", async (code, kind) => {
    fake.faults.add({ on: PATHS[2], kind: "error", code, message: "no" });
    expect(await ask(channel)).toMatchObject({ kind });
    await ask(channel);
    expect(kinds()).toEqual(["request_user_info"]);
  });

  test("whose answer got lost cannot know, and does not ask in words as well", async () => {
    fake.faults.add({ on: PATHS[2], kind: "lost_answer" });
    expect(await ask(channel)).toMatchObject({ kind: "unknown" });
    expect(kinds()).toEqual(["request_user_info"]);
  });

  test("asks in words what is too long for the form", async () => {
    await ask(channel, "Số điện thoại nào ạ? ".repeat(30).trim());
    expect(kinds()).toEqual([null]);
  });
});

test("without a public address there is no picture, and no form", async () => {
  const channel = await open(2, "");
  await ask(channel);
  expect(kinds()).toEqual([null]);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { zaloBotChannel, type ZaloBotChannel } from "../../../src/channels/zalo-bot/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Delivery, Sent } from "../../../src/turns/ports.ts";
import { JPEG, PDF } from "../../contracts/sample-files.ts";
import { startFakeZaloBot, type FakeZaloBot } from "../../fakes/fake-zalo-bot.ts";
import type { ZaloBotPerson } from "../../fakes/zalo-bot/people.ts";

const LEFT_OUT = "(Ở kênh này em chưa gửi tệp được.)";
const ADDRESS = "https://sinhke.example.vn/pictures/f1?until=1&mark=m";
const JPG = { name: "a.jpg", mime: "image/jpeg", bytes: JPEG };

let fake: FakeZaloBot;
let sau: ZaloBotPerson;
let counted: string[];

beforeEach(async () => {
  fake = await startFakeZaloBot();
  sau = fake.person({ name: "Sáu" });
  counted = [];
});
afterEach(() => fake.close());

const open = (isPublic = true): ZaloBotChannel =>
  zaloBotChannel({
    apiRoot: fake.root,
    token: fake.token,
    mode: "polling",
    ...(isPublic ? { pictureUrl: () => ADDRESS } : {}),
    clock: systemClock,
    alarm: () => undefined,
    count: (what) => counted.push(what),
  });
const send = (channel: ZaloBotChannel, text: string, file: Delivery["file"] = JPG): Promise<Sent> =>
  channel.send({
    to: sau.id,
    message: { text, options: [], turn: null, file: "f1", file_left_out: LEFT_OUT },
    file,
  });
const shown = (): [string, string | undefined][] => sau.inbox.map(({ text, photo }) => [text, photo]);

test("a picture is fetched from us, with its text", async () => {
  expect(await send(open(), "Kế hoạch nuôi bò")).toMatchObject({ kind: "sent" });
  expect(shown()).toEqual([["Kế hoạch nuôi bò", ADDRESS]]);
  expect(counted).toEqual([]);
});

test("a text longer than a caption follows its picture", async () => {
  const text = "Bước một làm chuồng. ".repeat(120).trim();
  expect(await send(open(), text)).toMatchObject({ kind: "sent" });
  expect(shown()[0]).toEqual(["", ADDRESS]);
  expect(
    shown()
      .slice(1)
      .map(([part]) => part)
      .join(" "),
  ).toBe(text);
});

test("without a public address it is said in words that something is missing", async () => {
  expect(await send(open(false), "Kế hoạch nuôi bò")).toMatchObject({ kind: "sent" });
  expect(shown()).toEqual([[`Kế hoạch nuôi bò\n${LEFT_OUT}`, undefined]]);
  expect(counted).toEqual(["zalo_bot.file_left_out"]);
});

test("a document never goes along, and it is said", async () => {
  await send(open(), "Báo cáo đây ạ", { name: "a.pdf", mime: "application/pdf", bytes: PDF });
  expect(shown()).toEqual([[`Báo cáo đây ạ\n${LEFT_OUT}`, undefined]]);
});

test("a picture that the platform does not take leaves its text", async () => {
  fake.faults.add({ on: "sendPhoto", kind: "error", code: 400, message: "Bad Request: photo" });
  expect(await send(open(), "Kế hoạch nuôi bò")).toMatchObject({ kind: "sent" });
  expect(shown()).toEqual([[`Kế hoạch nuôi bò\n${LEFT_OUT}`, undefined]]);
});

test.each([
  ["429", "retry"],
  ["502", "retry"],
  ["lost_answer", "unknown"],
] as const)("%s at the picture is %s, and the text is not sent beside it", async (fault, kind) => {
  fake.faults.add({ on: "sendPhoto", kind: fault });
  expect(await send(open(), "Kế hoạch nuôi bò")).toMatchObject({ kind });
  expect(
    fake.history.events.filter((event) => event.what === "call" && event.method === "sendMessage"),
  ).toEqual([]);
});

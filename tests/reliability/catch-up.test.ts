import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { catchUp } from "../../src/app/catch-up.ts";
import { Settings } from "../../src/store/settings.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { Background } from "../../src/turns/background.ts";
import { Door } from "../../src/turns/door.ts";
import { JPEG } from "../contracts/sample-files.ts";
import type { FakeZalo } from "../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

/** Long enough for a look to come first, short enough to wait for: the webhook brings it after all. */
const LATE_MS = 2_000;
const Heard = z.object({ text: z.string().nullable(), late: z.boolean(), kind: z.string() });

let house: House;
let zalo: FakeZalo;
let background: Background;

beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 2 });
  if (house.zalo === null) throw new Error("there is no Official Account here");
  zalo = house.zalo;
  background = new Background((error) => {
    throw error;
  });
});
afterAll(() => house.close());
beforeEach(async () => {
  await look();
  house.alarms.length = 0;
});

async function look(): Promise<void> {
  const { parts } = house.app;
  const settings = new Settings(house.pool, () => house.clock.now());
  await catchUp({
    parts,
    sql: sqlOf(house.pool),
    settings,
    door: new Door(parts, null, background),
    background,
  });
}

const newcomer = (name: string): ZaloPerson => zalo.person({ name });
const comesLate = (count = 1): void => zalo.faults.add({ on: "webhook", kind: "delay", ms: LATE_MS, count });

/** What was taken in from this person, in the order in which it happened. */
const heardFrom = ({ id }: ZaloPerson): Promise<z.infer<typeof Heard>[]> =>
  house.rows(
    Heard,
    `SELECT i.payload ->> 'text' AS text, i.payload ? 'late' AS late, i.payload ->> 'kind' AS kind
     FROM inbox i JOIN contacts c ON c.id = i.contact_id WHERE c.external_id = $1 AND i.payload ->> 'kind' <> 'timeout'
     ORDER BY i.happened_at, i.id`,
    [id],
  );
const calls = (path: string): number =>
  zalo.history.events.filter((event) => event.what === "call" && event.method === path).length;

it("what came while nobody heard is taken in once, in order, marked, and answered; the webhook's copy changes nothing", async () => {
  const [bay, tam] = [newcomer("Bảy"), newcomer("Tám")];
  comesLate(3);
  bay.says("xin chào");
  house.push(60_000);
  tam.says("alo");
  house.push(60_000);
  bay.says("1");
  house.push(60_000);
  await look();
  await bay.sees(said("welcome.hello"), PATIENCE_MS);
  expect(await heardFrom(bay)).toEqual([
    { kind: "text", text: "xin chào", late: true },
    { kind: "text", text: "1", late: true },
  ]);
  expect(await heardFrom(tam)).toHaveLength(1);
  expect(house.alarms).toContain("caught_up");
  await look();
  await house.quiet();
  expect(await heardFrom(bay)).toHaveLength(2);
  expect(await heardFrom(tam)).toHaveLength(1);
});

it("a picture comes with where it is to be brought from", async () => {
  const bay = newcomer("Bảy");
  comesLate();
  bay.sendsPhoto(JPEG, { text: "con bò" });
  house.push(60_000);
  await look();
  expect(await heardFrom(bay)).toMatchObject([{ kind: "file", late: true }]);
  await house.quiet();
});

it("costs one call where nothing is missing, and leaves alone what is still on its way", async () => {
  const bay = newcomer("Bảy");
  bay.says("xin chào");
  await house.quiet();
  house.push(60_000);
  comesLate();
  bay.says("đang trên đường");
  const before = calls("/v2.0/oa/conversation");
  await look();
  expect(await heardFrom(bay)).toHaveLength(1);
  expect(calls("/v2.0/oa/conversation")).toBe(before);
  await house.quiet();
  expect(await heardFrom(bay)).toHaveLength(2);
});

it("after an hour away each talk is looked through, also where the last word was ours", async () => {
  const bay = newcomer("Bảy");
  house.push(3_600_000);
  comesLate();
  bay.says("có ai không");
  zalo.staffSays(bay.id, "Dạ có");
  house.push(1_000);
  await look();
  expect((await heardFrom(bay)).filter(({ kind }) => kind === "text")).toMatchObject([
    { text: "có ai không", late: true },
  ]);
  await house.quiet();
});

it("a look that fails begins at the same place the next time", async () => {
  const bay = newcomer("Bảy");
  comesLate();
  bay.says("còn đó không");
  house.push(60_000);
  zalo.faults.add({ on: "/v2.0/oa/listrecentchat", kind: "429" });
  await look();
  expect(house.alarms).toContain("catch_up_failed");
  expect(await heardFrom(bay)).toEqual([]);
  await look();
  expect(await heardFrom(bay)).toMatchObject([{ late: true }]);
  await house.quiet();
});

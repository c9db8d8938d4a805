import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { Inbound } from "../../src/turns/ports.ts";
import { sweep } from "../../src/turns/sweep.ts";
import { receiveTogether } from "../../src/turns/take-turn.ts";
import type { Fields } from "../fakes/common/values.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import {
  ALL_WELL,
  linesOf,
  PATIENCE_MS,
  rightRecords,
  screensOf,
  strangerRecords,
  talkAsStranger,
  type StrangerRecord,
} from "./stranger.ts";

const HALF_AN_HOUR = 30 * 60_000;
const HOUR = 3_600_000;
const TAPS = 100;

let house: House;
let people = 0;
let updates = 800_000_000;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function stranger(): TelegramPerson {
  people += 1;
  return house.telegram.person({ id: 4_000 + people, first_name: "Bảy", language_code: "vi", started: true });
}

/** A tap as Telegram would bring it, beside the fake's own queue. */
function tap({ id }: TelegramPerson, data: string): Fields {
  updates += 1;
  const from = { id, is_bot: false, first_name: "Bảy", language_code: "vi" };
  const message = { message_id: 1, date: 1, chat: { id, type: "private", first_name: "Bảy" } };
  return {
    update_id: updates,
    callback_query: { id: `q${updates}`, from, message, chat_instance: "1", data },
  };
}

const records = (of: readonly TelegramPerson[]): Promise<StrangerRecord[]> =>
  strangerRecords((sql, params) => house.pool.query(sql, [...params]), of);
const screens = (of: readonly TelegramPerson[]): string => screensOf(house.telegram.history.events, of);

it("a hundred taps on one button at once are one answer, and she is told of it once", async () => {
  const person = stranger();
  await talkAsStranger(person, { to: 5 });
  const data = person.inbox.at(-1)?.buttons.flat()[0]?.data ?? "";
  const taps = Array.from({ length: TAPS }, () => tap(person, data));
  const statuses = await Promise.all(taps.map((update) => house.post(update)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  await house.quiet();
  const inputs = 5 + TAPS;
  expect(await records([person])).toEqual(rightRecords([person]).map((right) => ({ ...right, inputs })));
  expect(screens([person])).toBe(ALL_WELL);
});

it("an event that is brought again an hour later, five times, is known", async () => {
  const person = stranger();
  await talkAsStranger(person, { to: 5 });
  const update = tap(person, person.inbox.at(-1)?.buttons.flat()[0]?.data ?? "");
  await house.post(update);
  await house.quiet();
  house.push(HOUR);
  for (let again = 0; again < 5; again += 1) expect(await house.post(update)).toBe(200);
  await house.quiet();
  expect(await records([person])).toEqual(rightRecords([person]));
  expect(screens([person])).toBe(ALL_WELL);
});

it.each([
  ["forward", HALF_AN_HOUR],
  ["back", -HALF_AN_HOUR],
])("the clock jumps %s by half an hour in the middle of a talk: all goes on at once", async (_, jump) => {
  const crowd = Array.from({ length: 3 }, stranger);
  await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 3 })));
  await house.quiet();
  house.push(jump);
  await Promise.all(crowd.map((person) => talkAsStranger(person, { from: 3 })));
  await house.quiet();
  expect(await records(crowd)).toEqual(rightRecords(crowd));
  expect(screens(crowd)).toBe(ALL_WELL);
});

it("an answer that waits for its second try does not wait for the clock that jumped back", async () => {
  const person = stranger();
  await talkAsStranger(person, { to: 2 });
  await house.quiet();
  house.telegram.faults.add({ on: "sendMessage", kind: "502", chat: String(person.id) });
  person.says("Nguyễn Văn Bảy");
  await expect
    .poll(
      () =>
        house.rows(
          z.object({ attempts: z.int() }),
          `SELECT o.attempts FROM outbox o JOIN contacts c ON c.id = o.contact_id
           WHERE c.external_id = $1 AND o.status = 'pending' AND o.failure IS NOT NULL`,
          [String(person.id)],
        ),
      { timeout: PATIENCE_MS },
    )
    .toHaveLength(1);
  house.push(-HALF_AN_HOUR);
  await sweep(house.app.parts);
  await person.sees(said("ask_to_join.place"), PATIENCE_MS);
  await talkAsStranger(person, { from: 3 });
  await house.quiet();
  expect(await records([person])).toEqual(rightRecords([person]));
});

it("answers that come slowly, one connection after the other, keep their order and come once", async () => {
  const crowd = Array.from({ length: 5 }, stranger);
  house.telegram.faults.add({ on: "sendMessage", kind: "slow", ms: 300, count: 20 });
  await Promise.all(crowd.map((person) => talkAsStranger(person)));
  await house.quiet();
  house.telegram.faults.clear();
  expect(await records(crowd)).toEqual(rightRecords(crowd));
  expect(screens(crowd)).toBe(ALL_WELL);
});

it("turns of several people that need nothing of the record are one transaction, and each is answered her own", async () => {
  const crowd = Array.from({ length: 3 }, stranger);
  await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 2 })));
  await house.quiet();
  const group = crowd.map((person): Inbound => ({
    channel: "telegram",
    contact: String(person.id),
    externalId: `together ${person.id}`,
    happenedAt: house.clock.now(),
    input: { kind: "text", text: linesOf(person)[2]?.types ?? "" },
  }));
  const afterwards = await receiveTogether(house.app.parts, group, () => undefined);
  const written = await house.rows(
    z.object({ turns: z.int(), transactions: z.int() }),
    `SELECT count(*)::int AS turns, count(DISTINCT s.xmin::text)::int AS transactions
     FROM sessions s JOIN contacts c ON c.id = s.contact_id WHERE c.external_id = ANY ($1)`,
    [group.map(({ contact }) => contact)],
  );
  expect(written).toEqual([{ turns: 3, transactions: 1 }]);
  await Promise.all(afterwards.map((one) => one()));
  await Promise.all(crowd.map((person) => talkAsStranger(person, { from: 3 })));
  await house.quiet();
  expect(await records(crowd)).toEqual(rightRecords(crowd));
  expect(screens(crowd)).toBe(ALL_WELL);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Fields } from "../fakes/common/values.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { label, said } from "./said.ts";
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

let house: House;
let people = 0;
let updates = 900_000_000;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

function stranger(): TelegramPerson {
  people += 1;
  return house.telegram.person({ id: 7_000 + people, first_name: "Bảy", language_code: "vi", started: true });
}

/** An update as Telegram would bring it, without the fake's own queue, so that a test can choose its moment. */
function update(person: TelegramPerson, content: Fields): Fields {
  updates += 1;
  const from = { id: person.id, is_bot: false, first_name: "Bảy", language_code: "vi" };
  const chat = { id: person.id, type: "private", first_name: "Bảy" };
  const { text, date, data } = content;
  return data === undefined
    ? { update_id: updates, message: { message_id: updates, date, chat, from, text } }
    : {
        update_id: updates,
        callback_query: {
          id: `q${updates}`,
          from,
          message: { message_id: 1, date: 1, chat },
          chat_instance: "1",
          data,
        },
      };
}

const seconds = (): number => Math.floor(house.clock.now().getTime() / 1000);
const records = (of: readonly TelegramPerson[]): Promise<StrangerRecord[]> =>
  strangerRecords((sql, params) => house.pool.query(sql, [...params]), of);
const lockWaits = async (): Promise<number> =>
  (await house.rows(z.object({ pid: z.int() }), "SELECT pid FROM pg_locks WHERE NOT granted")).length;
const screens = (of: readonly TelegramPerson[]): string => screensOf(house.telegram.history.events, of);

describe("one turn at a time, each input once", { timeout: 60_000 }, () => {
  it.each([{ parallel: false }, { parallel: true }])(
    "takes an event that is brought five times once (at the same moment: $parallel)",
    async ({ parallel }) => {
      const crowd = Array.from({ length: 5 }, stranger);
      house.telegram.faults.add({ on: "webhook", kind: "duplicate", times: 4, parallel, count: Infinity });
      await Promise.all(crowd.map((person) => talkAsStranger(person)));
      await house.quiet();
      house.telegram.faults.clear();
      expect(await records(crowd)).toEqual(rightRecords(crowd));
      expect(screens(crowd)).toBe(ALL_WELL);
    },
  );

  it("takes three messages that arrive in one moment in the order in which they came", async () => {
    const crowd = Array.from({ length: 10 }, stranger);
    await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 2 })));
    for (const person of crowd)
      await house.postAtOnce(
        linesOf(person)
          .slice(2, 5)
          .map(({ types }) => update(person, { text: types, date: seconds() })),
      );
    await Promise.all(crowd.map((person) => person.sees(said("ask_to_join.check"), PATIENCE_MS)));
    await Promise.all(crowd.map((person) => talkAsStranger(person, { from: 5 })));
    await house.quiet();
    expect(await records(crowd)).toEqual(rightRecords(crowd));
    expect(screens(crowd)).toBe(ALL_WELL);
  });

  it("takes what waits in the order in which it happened, not in which it came", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    house.push(60_000);
    const [name, place] = linesOf(person)
      .slice(2, 4)
      .map(({ types }, at) => update(person, { text: types, date: seconds() - 30 + at }));
    const holder = await house.pool.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM contacts WHERE external_id = $1 FOR NO KEY UPDATE", [
      String(person.id),
    ]);
    expect(await house.post(place ?? {})).toBe(200);
    expect(await house.post(name ?? {})).toBe(200);
    await holder.query("COMMIT");
    holder.release();
    await talkAsStranger(person, { from: 4 });
    await house.quiet();
    expect(await records([person])).toEqual(rightRecords([person]));
  });

  it("takes an input that found the lock held as soon as it is free, not when the sweep comes by", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    const holder = await house.pool.connect();
    const waited: number[] = [];
    for (const { types, key } of linesOf(person).slice(2, 5)) {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM contacts WHERE external_id = $1 FOR NO KEY UPDATE", [
        String(person.id),
      ]);
      await house.post(update(person, { text: types, date: seconds() }));
      await expect.poll(lockWaits, { timeout: PATIENCE_MS, interval: 5 }).toBeGreaterThan(0);
      await holder.query("COMMIT");
      const free = performance.now();
      await person.sees(said(key), PATIENCE_MS);
      waited.push(performance.now() - free);
    }
    holder.release();
    // One of them may have been helped by the sweep, which comes every ten seconds.
    expect(Math.min(...waited)).toBeLessThan(2_000);
    expect(waited.reduce((sum, one) => sum + one, 0)).toBeLessThan(10_000);
  });

  it("answers a button that two taps hit at once a single time", async () => {
    const crowd = Array.from({ length: 10 }, stranger);
    await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 5 })));
    for (const person of crowd) {
      const data = person.inbox.at(-1)?.buttons.flat()[0]?.data ?? "";
      await Promise.all([house.post(update(person, { data })), house.post(update(person, { data }))]);
    }
    await house.quiet();
    expect(await records(crowd)).toEqual(rightRecords(crowd).map((right) => ({ ...right, inputs: 7 })));
    expect(screens(crowd)).toBe(ALL_WELL);
  });

  it("never takes a tap on an old button for an answer to the question that stands", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 1 });
    const old = person.inbox
      .flatMap(({ buttons }) => buttons.flat())
      .find(({ text }) => text.includes(label("welcome.hello.options.language")));
    await talkAsStranger(person, { from: 1, to: 5 });
    await house.post(update(person, { data: old?.data ?? "no such button" }));
    await person.sees(said("common.old_button"), PATIENCE_MS);
    await talkAsStranger(person, { from: 5 });
    await house.quiet();
    expect(await records([person])).toEqual(rightRecords([person]).map((right) => ({ ...right, inputs: 7 })));
  });
});

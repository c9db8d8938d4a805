import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Fields } from "../fakes/common/values.ts";
import { checkHistory, describeReport } from "../fakes/history.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { label, said } from "./said.ts";
import { STRANGER_ANSWERS, STRANGER_TALK, strangerSaw, talkAsStranger } from "./stranger.ts";

const ALL_WELL = "nothing lost, duplicated, unexpected, out of order or too early";
const Counted = z.object({ contact: z.string(), steps: z.array(z.string()), inputs: z.int() });

let house: House;
let people = 0;
let updates = 900_000_000;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

function stranger(): TelegramPerson {
  people += 1;
  return house.telegram.person({
    id: 7_000 + people,
    first_name: "Bảy",
    language_code: "vi",
    started: true,
  });
}

/** An update as Telegram would bring it, without the fake's own queue, so that a test can choose its moment. */
function message(person: TelegramPerson, text: string, secondsAgo = 0): Fields {
  updates += 1;
  const from = { id: person.id, is_bot: false, first_name: "Bảy", language_code: "vi" };
  const date = Math.floor(house.clock.now().getTime() / 1000) - secondsAgo;
  const chat = { id: person.id, type: "private", first_name: "Bảy" };
  return { update_id: updates, message: { message_id: updates, date, chat, from, text } };
}

function tap(person: TelegramPerson, data: string): Fields {
  updates += 1;
  const from = { id: person.id, is_bot: false, first_name: "Bảy", language_code: "vi" };
  const chat = { id: person.id, type: "private", first_name: "Bảy" };
  const under = { message_id: 1, date: 1, chat };
  const query = { id: `q${updates}`, from, message: under, chat_instance: "1", data };
  return { update_id: updates, callback_query: query };
}

/** What is on record of each person: the steps that were answered, in order, and how many inputs were taken. */
async function records(of: readonly TelegramPerson[]): Promise<z.infer<typeof Counted>[]> {
  return house.rows(
    Counted,
    `SELECT c.external_id AS contact,
       (SELECT coalesce(json_agg(a.step ORDER BY a.id), '[]') FROM answers a WHERE a.contact_id = c.id) AS steps,
       (SELECT count(*)::int FROM inbox i WHERE i.contact_id = c.id AND i.attempts = 0) AS inputs
     FROM contacts c WHERE c.external_id = ANY ($1) ORDER BY c.created_at, c.external_id`,
    [of.map(({ id }) => String(id))],
  );
}

/** Each person is on record exactly as if nothing had gone wrong. */
async function expectRightRecords(of: readonly TelegramPerson[]): Promise<void> {
  const right = of.map(({ id }) => ({
    contact: String(id),
    steps: STRANGER_ANSWERS,
    inputs: STRANGER_TALK.length,
  }));
  expect((await records(of)).toSorted((a, b) => Number(a.contact) - Number(b.contact))).toEqual(right);
}

function expectCleanScreens(of: readonly TelegramPerson[]): void {
  const mine = new Set(of.map(({ id }) => String(id)));
  const events = house.telegram.history.events.filter(
    (event) => "chat" in event && mine.has(event.chat ?? ""),
  );
  expect(describeReport(checkHistory(events, of.map(strangerSaw)))).toBe(ALL_WELL);
}

describe("one turn at a time, each input once", () => {
  it.each([{ parallel: false }, { parallel: true }])(
    "takes an event that is brought five times once (at the same moment: $parallel)",
    async ({ parallel }) => {
      const crowd = Array.from({ length: 5 }, stranger);
      house.telegram.faults.add({ on: "webhook", kind: "duplicate", times: 4, parallel, count: Infinity });
      await Promise.all(crowd.map((person) => talkAsStranger(person)));
      await house.quiet();
      house.telegram.faults.clear();
      await expectRightRecords(crowd);
      expectCleanScreens(crowd);
    },
  );

  it("takes three messages that arrive in one moment in the order in which they were sent", async () => {
    const crowd = Array.from({ length: 10 }, stranger);
    await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 2 })));
    for (const person of crowd) {
      const burst = STRANGER_TALK.slice(2, 5).map(({ types }) => message(person, types));
      expect(await Promise.all(burst.map((one) => house.post(one)))).toEqual([200, 200, 200]);
    }
    await Promise.all(crowd.map((person) => person.sees(said("ask_to_join.check"))));
    await Promise.all(crowd.map((person) => talkAsStranger(person, { from: 5 })));
    await house.quiet();
    await expectRightRecords(crowd);
    expectCleanScreens(crowd);
  });

  it("takes what waits in the order in which it happened, not in which it came", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    house.push(60_000);
    const [name, place] = STRANGER_TALK.slice(2, 4).map(({ types }, at) => message(person, types, 30 - at));
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
    await expectRightRecords([person]);
  });

  it("answers a button that two taps hit at once a single time", async () => {
    const crowd = Array.from({ length: 10 }, stranger);
    await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 5 })));
    for (const person of crowd) {
      const right = person.inbox.at(-1)?.buttons.flat()[0]?.data ?? "";
      await Promise.all([house.post(tap(person, right)), house.post(tap(person, right))]);
    }
    await house.quiet();
    const all = await records(crowd);
    expect(all.map(({ steps }) => steps)).toEqual(crowd.map(() => STRANGER_ANSWERS));
    expectCleanScreens(crowd);
  });

  it("never takes a tap on an old button for an answer to the question that stands", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 1 });
    const old = person.inbox
      .at(-1)
      ?.buttons.flat()
      .find(({ text }) => text.includes(label("welcome.hello.options.ask")));
    await talkAsStranger(person, { from: 1, to: 5 });
    await house.post(tap(person, old?.data ?? ""));
    await person.sees(said("common.old_button"));
    await talkAsStranger(person, { from: 5 });
    await house.quiet();
    const [record] = await records([person]);
    expect(record?.steps).toEqual(STRANGER_ANSWERS);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { App } from "../../src/app.ts";
import type { Afterwards } from "../../src/turns/intake.ts";
import type { Inbound } from "../../src/turns/ports.ts";
import { fireDueTimers, sweep } from "../../src/turns/sweep.ts";
import { receive } from "../../src/turns/take-turn.ts";
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
} from "./stranger.ts";

const HALF_AN_HOUR = 30 * 60_000;
const A_DAY_AND_MORE = 26 * 3_600_000;
const Sent = z.object({ status: z.string(), count: z.int() });
const ContactId = z.object({ id: z.string() });

describe.each([
  ["ahead of", HALF_AN_HOUR],
  ["behind", -HALF_AN_HOUR],
])("two nodes, the second one's clock half an hour %s the first one's", (_, aheadMs) => {
  let house: House;
  let other: App;
  let people = 0;

  beforeAll(async () => {
    house = await openHouse();
    other = await house.addWorker({ aheadMs });
  });
  afterAll(() => house.close());

  function crowd(size: number): TelegramPerson[] {
    return Array.from({ length: size }, () => {
      people += 1;
      return house.telegram.person({ id: 7_400 + people, first_name: "Bảy", started: true });
    });
  }

  /** What she writes, taken in by the second node; it is answered by what is returned. */
  async function writesToOther(person: TelegramPerson, text: string, happenedAt: Date): Promise<Afterwards> {
    const inbound: Inbound = {
      channel: "telegram",
      contact: String(person.id),
      externalId: `other ${person.id} ${text}`,
      happenedAt,
      input: { kind: "text", text },
    };
    return receive(other.parts, inbound);
  }

  const records = (of: readonly TelegramPerson[]) =>
    strangerRecords((sql, params) => house.pool.query(sql, [...params]), of);

  it("a talk whose lines come now by the one, now by the other, ends as it should", async () => {
    const talking = crowd(4);
    await Promise.all(
      talking.map(async (person) => {
        for (const [at, { types, key }] of linesOf(person).entries()) {
          if (at % 2 === 0) person.says(types);
          else await (await writesToOther(person, types, house.clock.now()))();
          await person.sees(said(key), PATIENCE_MS);
        }
      }),
    );
    await house.quiet();
    expect(await records(talking)).toEqual(rightRecords(talking));
    expect(screensOf(house.telegram.history.events, talking)).toBe(ALL_WELL);
  });

  it("what each took in of one person while she could not be answered is answered in the order of her lines", async () => {
    const [person] = crowd(1);
    if (person === undefined) throw new Error("nobody there");
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    const [contact] = await house.rows(ContactId, "SELECT id FROM contacts WHERE external_id = $1", [
      String(person.id),
    ]);
    const holder = await house.pool.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM contacts WHERE id = $1 FOR NO KEY UPDATE", [contact?.id]);
    const lines = linesOf(person).slice(2);
    for (const [at, { types }] of lines.entries()) {
      if (at % 2 === 0) {
        person.says(types);
        await house.telegram.settled();
      } else await writesToOther(person, types, house.clock.now());
      house.push(1_000);
    }
    await holder.query("COMMIT");
    holder.release();
    await sweep(other.parts);
    await person.sees(said("ask_to_join.sent"), PATIENCE_MS);
    await house.quiet();
    expect(await records([person])).toEqual(rightRecords([person]));
    expect(screensOf(house.telegram.history.events, [person])).toBe(ALL_WELL);
  });

  it("a reminder that both find due is said once", async () => {
    const silent = crowd(6);
    await Promise.all(silent.map((person) => talkAsStranger(person, { to: 2 })));
    await house.quiet();
    house.push(A_DAY_AND_MORE);
    for (const parts of [other.parts, house.app.parts, other.parts]) {
      await fireDueTimers(parts);
      await sweep(parts);
    }
    await Promise.all(silent.map((person) => person.sees(said("common.nudge"), PATIENCE_MS)));
    await house.quiet();
    const shown = silent.map(
      ({ inbox }) => inbox.filter(({ text }) => said("common.nudge").test(text)).length,
    );
    expect(shown).toEqual(silent.map(() => 1));
  });

  it("a message that one could not send is sent by the other, and none is left", async () => {
    const [person] = crowd(1);
    if (person === undefined) throw new Error("nobody there");
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    house.telegram.faults.add({ on: "sendMessage", kind: "502", chat: String(person.id) });
    await (
      await writesToOther(person, linesOf(person)[2]?.types ?? "", house.clock.now())
    )();
    house.push(10_000);
    await sweep(house.app.parts);
    await sweep(other.parts);
    await talkAsStranger(person, { from: 3 });
    await house.quiet();
    expect(await records([person])).toEqual(rightRecords([person]));
    expect(
      await house.rows(
        Sent,
        "SELECT status, count(*)::int AS count FROM outbox WHERE status <> 'sent' GROUP BY 1",
      ),
    ).toEqual([]);
  });
});

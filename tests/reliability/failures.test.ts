import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sweep } from "../../src/turns/sweep.ts";
import type { CallFaultKind } from "../fakes/common/faults.ts";
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

const SetAside = z.object({ attempts: z.int(), failure: z.string() });
const Kind = z.object({ kind: z.string() });
const Status = z.object({ status: z.string(), attempts: z.int() });

let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse();
  // The one thing that cannot be written down: stands for a bug in a command.
  await house.pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'cannot be written'; END $$`);
  await house.pool.query(`CREATE TRIGGER refuse BEFORE INSERT ON tasks FOR EACH ROW
    WHEN (NEW.note LIKE '%Cannot Be Written%') EXECUTE FUNCTION refuse()`);
});
afterAll(async () => house.close());

function stranger(): TelegramPerson {
  people += 1;
  return house.telegram.person({ id: 8_000 + people, first_name: "Bảy", language_code: "vi", started: true });
}

async function setAside(person: TelegramPerson): Promise<z.infer<typeof SetAside>[]> {
  return house.rows(
    SetAside,
    `SELECT i.attempts, i.failure FROM inbox i JOIN contacts c ON c.id = i.contact_id
     WHERE c.external_id = $1 AND i.failure IS NOT NULL`,
    [String(person.id)],
  );
}

const records = (of: readonly TelegramPerson[]) =>
  strangerRecords((sql, params) => house.pool.query(sql, [...params]), of);
const shownTo = (person: TelegramPerson): string[] => person.inbox.map(({ text }) => text);

describe("an input that always fails", { timeout: 60_000 }, () => {
  it("is set aside after three tries, is reported, and lets the next message and the next person go on", async () => {
    const [poisoned, other] = [stranger(), stranger()];
    const before = house.alarms.length;
    await talkAsStranger(poisoned, { to: 3 });
    poisoned.says("Cannot Be Written");
    await poisoned.sees(said("ask_to_join.phone"), PATIENCE_MS);
    await talkAsStranger(poisoned, { from: 4, to: 5 });
    poisoned.says("1");
    await Promise.all([poisoned.sees(said("common.trouble"), PATIENCE_MS), talkAsStranger(other)]);
    expect(await setAside(poisoned)).toEqual([{ attempts: 3, failure: "cannot be written" }]);
    expect(house.alarms.slice(before)).toContain("input_set_aside");

    // The talk stands where it stood: the answer can be mended, and then it goes through.
    poisoned.says("sửa");
    await poisoned.sees(said("common.which_to_fix"), PATIENCE_MS);
    poisoned.says("2");
    await poisoned.sees(said("ask_to_join.place"), PATIENCE_MS);
    poisoned.says("ap 3");
    await poisoned.sees(said("ask_to_join.check"), PATIENCE_MS);
    poisoned.says("1");
    await poisoned.sees(said("ask_to_join.sent"), PATIENCE_MS);
    await house.quiet();
    expect(await records([other])).toEqual(rightRecords([other]));
    expect(await house.rows(Kind, "SELECT kind FROM tasks WHERE kind = 'flow_failed'")).toHaveLength(1);
  });

  it("may be a row that nobody can read, left by another version", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 2 });
    await house.quiet();
    await house.pool.query(
      `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
       SELECT id, 'unreadable', '{"kind": "of tomorrow"}', $2, $2 FROM contacts WHERE external_id = $1`,
      [String(person.id), new Date(house.clock.now().getTime() - 60_000)],
    );
    await talkAsStranger(person, { from: 2 });
    await house.quiet();
    expect(await setAside(person)).toMatchObject([{ attempts: 3 }]);
    expect(await records([person])).toEqual(rightRecords([person]));
    expect(shownTo(person)).toContainEqual(expect.stringMatching(said("common.trouble")));
  });
});

describe("a send that fails", { timeout: 60_000 }, () => {
  // Where the vendor took the message and we could not hear so, it stands there twice: nobody can know better.
  const PASSING: readonly { kind: CallFaultKind; found: readonly string[] }[] = [
    { kind: "429", found: [] },
    { kind: "500", found: [] },
    { kind: "502", found: [] },
    { kind: "reset", found: [] },
    { kind: "lost_answer", found: ["duplicated"] },
    { kind: "bad_json", found: ["duplicated"] },
  ];

  it.each(PASSING)(
    "is sent again, with everything behind it in its order: $kind",
    async ({ kind, found }) => {
      const person = stranger();
      await talkAsStranger(person, { to: 2 });
      await house.quiet();
      house.telegram.faults.add({ on: "sendMessage", kind, chat: String(person.id), retryAfter: 3 });
      // Two more inputs while the first answer waits for its retry: their answers must not overtake it.
      for (const { types } of linesOf(person).slice(2, 4)) person.says(types);
      await house.telegram.settled();
      await expect.poll(() => waiting(person), { timeout: PATIENCE_MS }).toHaveLength(2);
      expect(shownTo(person).filter((text) => said("ask_to_join.phone").test(text))).toEqual([]);
      house.push(10_000);
      await sweep(house.app.parts);
      await talkAsStranger(person, { from: 4 });
      await house.quiet();
      expect(findings(person)).toEqual(found);
    },
  );

  it("stops writing to whoever blocked us, and goes on when she writes again", async () => {
    const person = stranger();
    await talkAsStranger(person, { to: 1 });
    await house.quiet();
    house.telegram.faults.add({
      on: "sendMessage",
      kind: "error",
      code: 403,
      message: "Forbidden: bot was blocked by the user",
      chat: String(person.id),
    });
    person.says("2");
    await house.quiet();
    const sent = await house.rows(
      Status,
      `SELECT o.status, o.attempts FROM outbox o JOIN contacts c ON c.id = o.contact_id
       WHERE c.external_id = $1 ORDER BY o.id`,
      [String(person.id)],
    );
    expect(sent).toEqual([
      { status: "sent", attempts: 1 },
      { status: "failed", attempts: 1 },
    ]);
    await talkAsStranger(person, { from: 2 });
    await house.quiet();
    expect(await records([person])).toEqual(rightRecords([person]));
  });
});

/** What the history finds of her screen, without what it holds against the real clock: ours is pushed. */
function findings(person: TelegramPerson): string[] {
  return screensOf(house.telegram.history.events, [person])
    .split("\n")
    .filter((line) => line !== ALL_WELL && !line.startsWith("calledTooEarly"))
    .map((line) => line.split(":")[0] ?? "");
}

async function waiting(person: TelegramPerson): Promise<z.infer<typeof Status>[]> {
  return house.rows(
    Status,
    `SELECT o.status, o.attempts FROM outbox o JOIN contacts c ON c.id = o.contact_id
     WHERE c.external_id = $1 AND o.status = 'pending'`,
    [String(person.id)],
  );
}

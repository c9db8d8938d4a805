import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sweep } from "../../src/turns/sweep.ts";
import type { Fault } from "../fakes/common/faults.ts";
import { checkHistory } from "../fakes/history.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const MINUTE_MS = 60_000;
const Status = z.object({ status: z.string() });
/** What a stranger types, and what answers it; she comes by following the account. */
const TALK = [
  { types: "2", key: "ask_to_join.name" },
  { types: "Nguyễn Văn Bảy", key: "ask_to_join.place" },
  { types: "ap 3 xa binh phu dong", key: "ask_to_join.phone" },
  { types: "0912 000 888", key: "ask_to_join.check" },
  { types: "1", key: "ask_to_join.sent" },
];
const SHOWN = ["welcome.hello", ...TALK.map(({ key }) => key)].map((key) => said(key));

// Where Zalo took the message and we could not hear so, it stands there twice: nobody can know better.
type Passing = { what: string; fault: Pick<Fault, "kind" | "ms">; found: readonly string[] };
const PASSING: readonly Passing[] = [
  { what: "-32, which is Zalo's 429", fault: { kind: "429" }, found: [] },
  { what: "500", fault: { kind: "500" }, found: [] },
  { what: "502", fault: { kind: "502" }, found: [] },
  { what: "a connection that is cut", fault: { kind: "reset" }, found: [] },
  { what: "no answer", fault: { kind: "timeout", ms: 300 }, found: [] },
  { what: "an answer that is lost", fault: { kind: "lost_answer" }, found: ["duplicated"] },
  { what: "an answer that is none", fault: { kind: "bad_json" }, found: ["duplicated"] },
];

async function talk(person: ZaloPerson, from: number, to = TALK.length): Promise<void> {
  for (const { types, key } of TALK.slice(from, to)) {
    person.says(types);
    await person.sees(said(key), PATIENCE_MS);
  }
}

describe.each([
  { oaType: 2, account: "a business", path: "/v3.0/oa/message/cs" },
  { oaType: 4, account: "a state body", path: "/v2.0/oa/message" },
] as const)("a send by the account of $account that fails", { timeout: 60_000 }, ({ oaType, path }) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse({}, { zaloOa: oaType });
  });
  afterAll(() => house.close());

  async function stranger(): Promise<ZaloPerson> {
    const person = house.zalo?.person({ name: "Bảy" });
    if (person === undefined) throw new Error("there is no Official Account here");
    person.follows();
    await person.sees(said("welcome.hello"), PATIENCE_MS);
    return person;
  }
  const waiting = (person: ZaloPerson): Promise<z.infer<typeof Status>[]> =>
    house.rows(
      Status,
      `SELECT o.status FROM outbox o JOIN contacts c ON c.id = o.contact_id
       WHERE c.external_id = $1 AND o.status = 'pending'`,
      [person.id],
    );
  /** A minute goes by, also on the database's clock, by which an account is held. */
  async function aMinuteLater(): Promise<void> {
    house.push(MINUTE_MS + 1_000);
    await house.pool.query(
      "UPDATE send_slots SET held_until = clock_timestamp() WHERE held_until IS NOT NULL",
    );
    await sweep(house.app.parts);
  }
  /** What differs on her screen from what must stand there, once each and in this order. */
  function findings(person: ZaloPerson): string[] {
    const events = house.zalo?.history.events ?? [];
    const theirs = events.filter((event) => "chat" in event && event.chat === person.id);
    const { lost, duplicated, unexpected, outOfOrder } = checkHistory(theirs, [
      { chat: person.id, shown: SHOWN },
    ]);
    return Object.entries({ lost, duplicated, unexpected, outOfOrder }).flatMap(([what, found]) =>
      found.map(() => what),
    );
  }

  it.each(PASSING)(
    "is sent again, with everything behind it in its order: $what",
    async ({ fault, found }) => {
      const person = await stranger();
      await talk(person, 0, 1);
      await house.quiet();
      house.zalo?.faults.add({ on: path, chat: person.id, ...fault });
      // Two more inputs while the first answer waits for its retry: their answers must not overtake it.
      for (const { types } of TALK.slice(1, 3)) person.says(types);
      await house.zalo?.settled();
      await expect.poll(() => waiting(person), { timeout: PATIENCE_MS }).toHaveLength(2);
      expect(person.inbox.filter(({ text }) => said("ask_to_join.phone").test(text))).toEqual([]);
      await aMinuteLater();
      await person.sees(said("ask_to_join.phone"), PATIENCE_MS);
      await talk(person, 3);
      await house.quiet();
      expect(findings(person)).toEqual(found);
    },
  );

  it("makes nobody wait where only the token was let go of, or the answer is slow", async () => {
    const person = await stranger();
    house.zalo?.faults.add({ on: path, chat: person.id, kind: "error", code: -216, message: "token" });
    house.zalo?.faults.add({ on: path, chat: person.id, kind: "slow", ms: 300 });
    await talk(person, 0);
    await house.quiet();
    expect(findings(person)).toEqual([]);
  });
});

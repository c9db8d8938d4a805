import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { DAY_MS } from "../../src/calendar/local-date.ts";
import { deliver } from "../../src/turns/deliver.ts";
import { Pacer } from "../../src/turns/pacer.ts";
import { sweep } from "../../src/turns/sweep.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { App } from "../../src/app.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const HOLD_S = 2;
let house: House;
let worker: App;
let people = 0;

beforeAll(async () => {
  house = await openHouse();
  // It begins on the morning of the tenth month's full moon, when nothing is pushed.
  house.push(5 * 3_600_000);
  worker = await house.addWorker();
});
afterAll(() => house.close());
afterEach(() => house.pool.query("DELETE FROM send_slots"));

function somebody(): TelegramPerson {
  people += 1;
  return house.telegram.person({ id: 800 + people, first_name: "Sáu", language_code: "vi", started: true });
}

/** When Telegram was asked to send something, in milliseconds, and to whom. */
const sends = (): { at: number; chat: string | null }[] =>
  house.telegram.history.events.flatMap((event) =>
    event.what === "call" && event.method === "sendMessage" ? [{ at: event.at, chat: event.chat }] : [],
  );

it("a bot that was too fast: no process sends to anybody until it is over, then all of it leaves", async () => {
  const [sau, bay, tam] = [somebody(), somebody(), somebody()];
  house.telegram.faults.add({ on: "sendMessage", kind: "429", retryAfter: HOLD_S });
  sau.says("xin chào");
  await expect.poll(() => sends().length).toBe(1);
  await expect.poll(() => house.alarms.includes("channel_held")).toBe(true);
  bay.says("xin chào");
  tam.says("xin chào");
  await house.telegram.settled();
  // Also by the other process, and by the sweep.
  for (const { parts } of [house.app, worker]) await sweep(parts);
  expect(sends()).toHaveLength(1);
  house.push(HOLD_S * 1_000 + 1);
  await Promise.all([sau, bay, tam].map((one) => one.sees(said("welcome.hello"), PATIENCE_MS)));
  const [first, ...others] = sends();
  expect(Math.min(...others.map(({ at }) => at)) - (first?.at ?? 0)).toBeGreaterThanOrEqual(HOLD_S * 1_000);
  await house.quiet();
});

it("one chat that is too lively waits alone", async () => {
  const [sau, bay] = [somebody(), somebody()];
  sau.says("xin chào");
  await sau.sees(said("welcome.hello"), PATIENCE_MS);
  await house.quiet();
  house.telegram.faults.add({ on: "sendMessage", kind: "429", retryAfter: 30, chat: String(sau.id) });
  const before = sends().length;
  sau.says("menu");
  await expect.poll(() => sends().length).toBe(before + 1);
  bay.says("xin chào");
  await bay.sees(said("welcome.hello"), PATIENCE_MS);
  house.push(31_000);
  await sweep(house.app.parts);
  await house.quiet();
});

it("two chats throttled in one moment are the whole bot", async () => {
  const [sau, bay, tam] = [somebody(), somebody(), somebody()];
  for (const one of [sau, bay]) {
    one.says("xin chào");
    await one.sees(said("welcome.hello"), PATIENCE_MS);
  }
  await house.quiet();
  for (const one of [sau, bay])
    house.telegram.faults.add({ on: "sendMessage", kind: "429", retryAfter: 1, chat: String(one.id) });
  sau.says("menu");
  bay.says("menu");
  await expect
    .poll(() =>
      house.rows(
        z.object({ held: z.boolean() }),
        "SELECT held_until > clock_timestamp() AS held FROM send_slots",
      ),
    )
    .toEqual([{ held: true }]);
  tam.says("xin chào");
  house.push(1_001);
  await tam.sees(said("welcome.hello"), PATIENCE_MS);
  await house.quiet();
});

it("reminders of two processes share the places of a second, and make room for replies", async () => {
  const everybody = Array.from({ length: 30 }, somebody);
  for (const one of everybody) one.says("xin chào");
  await house.quiet();
  await house.pool.query("DELETE FROM send_slots");
  const before = sends().length;
  await house.pool.query(
    `INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT id, channel, '{"text": "Nhắc", "options": [], "turn": null}', 'push', $1, $1 FROM contacts
     WHERE external_id = ANY ($2)`,
    [house.clock.now(), everybody.map(({ id }) => String(id))],
  );
  await Promise.all([house.app, worker].map(({ parts }) => sweep(parts)));
  await house.quiet();
  const times = sends()
    .slice(before)
    .map(({ at }) => at);
  expect(times).toHaveLength(30);
  // 30 places at 34.2 ms; a second would hold 50 and more without them.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900);
});

/** Reminders that are due to one person. */
async function reminders(one: TelegramPerson, texts: readonly string[]): Promise<string> {
  const [made] = await house.rows(
    z.object({ contact_id: z.string() }),
    `INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT id, channel, jsonb_build_object('text', said, 'options', '[]'::jsonb, 'turn', null), 'push', $1, $1
     FROM contacts, unnest($3::text[]) said WHERE external_id = $2 RETURNING contact_id`,
    [house.clock.now(), String(one.id), texts],
  );
  return made?.contact_id ?? "";
}

const statesOf = async (contact: string): Promise<string[]> =>
  (
    await house.rows(
      z.object({ status: z.string() }),
      "SELECT status FROM outbox WHERE contact_id = $1 AND purpose = 'push' ORDER BY id",
      [contact],
    )
  ).map(({ status }) => status);

/** Only a reservation returns something: the replies of before are counted in the same table, some time later. */
const WAITING_FOR_A_PLACE = `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.relation = 'send_slots'::regclass AND NOT l.granted AND a.query LIKE 'INSERT%RETURNING%'`;

const noPlace = (): Promise<void> => Promise.reject(new Error("no place"));

it("hands back what is claimed where its place cannot be had, and sends it when it can", async () => {
  const sau = somebody();
  sau.says("xin chào");
  await house.quiet();
  const contact = await reminders(sau, ["một", "hai"]);
  await house.pool.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no place'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT ON send_slots EXECUTE FUNCTION refuse()`,
  );
  await expect(deliver(house.app.parts, contact)).rejects.toThrow("no place");
  expect(await statesOf(contact)).toEqual(["pending", "pending"]);
  await house.pool.query("DROP TRIGGER refuse ON send_slots; DROP FUNCTION refuse()");
  await expect(deliver(house.app.parts, contact, { place: noPlace })).rejects.toThrow("no place");
  expect(await statesOf(contact)).toEqual(["pending", "pending"]);
  await sweep(house.app.parts);
  expect(await statesOf(contact)).toEqual(["sent", "sent"]);
});

it("a place of somebody whose message was sent by another meanwhile is the next one's", async () => {
  const [sau, bay] = [somebody(), somebody()];
  for (const one of [sau, bay]) one.says("xin chào");
  await house.quiet();
  await house.pool.query("DELETE FROM send_slots");
  const contact = await reminders(sau, ["một"]);
  const next = await reminders(bay, ["một"]);
  let pace = 200;
  const pacer = new Pacer({ ...house.app.parts, sql: sqlOf(house.pool), pace: () => pace });
  const parts = { ...house.app.parts, pacer };
  const holding = await house.pool.connect();
  await holding.query("BEGIN; LOCK TABLE send_slots IN EXCLUSIVE MODE");
  const both = Promise.all([deliver(parts, contact), deliver(parts, contact)]);
  // Both have seen the reminder and ask for a place before either can have one.
  const waiting = async (): Promise<number | null> => {
    // Who is busy with what is seen as it was at the first look of a transaction.
    await holding.query("SELECT pg_stat_clear_snapshot()");
    return (await holding.query(WAITING_FOR_A_PLACE)).rowCount;
  };
  await expect.poll(waiting, { timeout: PATIENCE_MS }).toBe(2);
  // So that the place handed back is still good, however slow the machine.
  pace = DAY_MS;
  await holding.query("COMMIT");
  holding.release();
  await both;
  await deliver(parts, next);
  expect([...(await statesOf(contact)), ...(await statesOf(next))]).toEqual(["sent", "sent"]);
  // A third place would be a day's pace away; replies move the bucket by moments.
  expect(
    await house.rows(
      z.object({ far: z.boolean() }),
      "SELECT next_at > clock_timestamp() + interval '1 hour' AS far FROM send_slots",
    ),
  ).toEqual([{ far: false }]);
});

it("does not send what waited for its place until the program stops, or until night", async () => {
  const sau = somebody();
  sau.says("xin chào");
  await house.quiet();
  const contact = await reminders(sau, ["một", "hai"]);
  const before = sends().length;
  const stop = new AbortController();
  await deliver({ ...house.app.parts, stopping: stop.signal }, contact, { place: async () => stop.abort() });
  expect(await statesOf(contact)).toEqual(["pending", "pending"]);
  await deliver(house.app.parts, contact, { place: async () => house.push(9 * 3_600_000) });
  expect(await statesOf(contact)).toEqual(["pending", "pending"]);
  expect(sends()).toHaveLength(before);
  house.push(15 * 3_600_000);
  await sweep(house.app.parts);
  expect(await statesOf(contact)).toEqual(["sent", "sent"]);
});

it("looks after whoever waits longest first, and not after a channel that is held", async () => {
  const [sau, bay] = [somebody(), somebody()];
  for (const one of [sau, bay]) one.says("xin chào");
  await house.quiet();
  const { store } = house.app.parts;
  const late = await reminders(sau, ["một"]);
  const early = await reminders(bay, ["một"]);
  await house.pool.query("UPDATE outbox SET next_at = $2 WHERE contact_id = $1 AND status = 'pending'", [
    early,
    new Date(house.clock.now().getTime() - 1),
  ]);
  expect(await store.forgotten(house.clock.now(), 1, [])).toEqual([early]);
  expect(await store.forgotten(house.clock.now(), 1, [early])).toEqual([late]);
  await house.pool.query(
    `INSERT INTO send_slots (channel, next_at, held_until) VALUES ('telegram', now(), now() + interval '1 hour')
     ON CONFLICT (channel) DO UPDATE SET held_until = excluded.held_until`,
  );
  expect(await store.forgotten(house.clock.now(), 9, [])).toEqual([]);
  await house.pool.query("DELETE FROM send_slots");
  // A whole batch of accounts where nothing can be done yet, each waiting longer than these two.
  await house.pool.query(
    `WITH made AS (
       INSERT INTO contacts (id, channel, external_id, created_at)
       SELECT gen_random_uuid(), 'telegram', 'crowd ' || n, $1 FROM generate_series(1, 200) n RETURNING id)
     INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT id, 'telegram', '{"text": "Nhắc", "options": [], "turn": null}', 'push', due, $1
     FROM made, unnest($2::timestamptz[]) WITH ORDINALITY AS d (due, place) ORDER BY id, place`,
    [house.clock.now(), [DAY_MS, -DAY_MS].map((ms) => new Date(house.clock.now().getTime() + ms))],
  );
  await sweep(house.app.parts);
  await house.pool.query(
    "UPDATE outbox SET status = 'cancelled' FROM contacts c WHERE c.id = contact_id AND c.external_id LIKE 'crowd %'",
  );
  expect([await statesOf(early), await statesOf(late)]).toEqual([["sent"], ["sent"]]);
  await house.quiet();
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Parts } from "../../src/turns/parts.ts";
import { fireDueTimers, sweep } from "../../src/turns/sweep.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS, talkAsStranger } from "./stranger.ts";

const A_DAY_AND_MORE = 26 * 3_600_000;
const Fired = z.object({ fired: z.int(), open: z.int() });
const Row = z.object({ text: z.string(), status: z.string() });

let house: House;
let both: [Parts, Parts];

beforeAll(async () => {
  house = await openHouse();
  both = [house.app.parts, (await house.addWorker()).parts];
});
afterAll(async () => house.close());

describe("timers and messages of two processes", { timeout: 60_000 }, () => {
  it("fires each timer once, however many look at the same time", async () => {
    const crowd = Array.from({ length: 20 }, (_, at) =>
      house.telegram.person({ id: 9_000 + at, first_name: "Bảy", language_code: "vi", started: true }),
    );
    await Promise.all(crowd.map((person) => talkAsStranger(person, { to: 2 })));
    await house.quiet();
    house.push(A_DAY_AND_MORE);
    await Promise.all([...both, ...both, ...both].map((parts) => fireDueTimers(parts)));
    await Promise.all(crowd.map((person) => person.sees(said("common.nudge"), PATIENCE_MS)));
    await house.quiet();
    const shown = crowd.map(
      ({ inbox }) => inbox.filter(({ text }) => said("common.nudge").test(text)).length,
    );
    expect(shown).toEqual(crowd.map(() => 1));
    const [timers] = await house.rows(
      Fired,
      `SELECT count(fired_at)::int AS fired, (count(*) - count(fired_at))::int AS open FROM timers WHERE kind = 'nudge'`,
    );
    expect(timers).toEqual({ fired: 20, open: 0 });
  });

  it("takes over what a dead process was sending: replies again, a reminder only if it had not begun", async () => {
    const [reply, push] = [9_101, 9_102].map((id) =>
      house.telegram.person({ id, first_name: "Bảy", language_code: "vi", started: true }),
    );
    if (reply === undefined || push === undefined) throw new Error("nobody there");
    await Promise.all([reply, push].map((person) => talkAsStranger(person, { to: 1 })));
    await house.quiet();
    await house.pool.query(
      `INSERT INTO outbox (contact_id, channel, payload, purpose, status, attempts, claimed_by, next_at, created_at)
       SELECT c.id, 'telegram', jsonb_build_object('text', said, 'options', '[]'::jsonb, 'turn', null),
         CASE WHEN c.external_id = $1 THEN 'reply' ELSE 'push' END, 'sending', 1, -1, $3, $3
       FROM contacts c, unnest(ARRAY['thứ nhất', 'thứ hai']) WITH ORDINALITY AS t (said, place)
       WHERE c.external_id IN ($1, $2) ORDER BY c.external_id, place`,
      [String(reply.id), String(push.id), house.clock.now()],
    );
    await sweep(both[1]);
    await house.quiet();
    const rows = await house.rows(
      Row,
      `SELECT payload ->> 'text' AS text, status FROM outbox WHERE inbox_id IS NULL ORDER BY id`,
    );
    expect(rows).toEqual([
      { text: "thứ nhất", status: "sent" },
      { text: "thứ hai", status: "sent" },
      { text: "thứ nhất", status: "unknown" },
      { text: "thứ hai", status: "sent" },
    ]);
    expect(push.inbox.map(({ text }) => text).slice(1)).toEqual(["thứ hai"]);
  });

  it("says nothing of its own accord at night, also what was due before; who writes at night is answered", async () => {
    const person = house.telegram.person({
      id: 9_201,
      first_name: "Bảy",
      language_code: "vi",
      started: true,
    });
    await talkAsStranger(person, { to: 1 });
    await house.quiet();
    const midnight = new Date("2026-12-01T23:30:00+07:00");
    house.push(midnight.getTime() - house.clock.now().getTime());
    await house.pool.query(
      `WITH who AS (SELECT id FROM contacts WHERE external_id = '9201'), fired AS (
         INSERT INTO timers (key, kind, contact_id, payload, due_at, created_at, fired_at, outcome)
         SELECT 'night', 'step', id, '{"kind": "start", "flow": "language", "vars": {}}', $1, $1, $1, 'fired' FROM who
         RETURNING id, contact_id, payload
       ), reminded AS (
         INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
         SELECT contact_id, 'timer:' || id || ':0', payload, $1, $1 FROM fired)
       INSERT INTO outbox (contact_id, channel, payload, purpose, status, next_at, created_at)
       SELECT id, 'telegram', '{"text": "nhắc", "options": [], "turn": null}', 'push', 'pending', $1, $1 FROM who`,
      [midnight],
    );
    const heard = person.inbox.length;
    await sweep(both[0]);
    expect(person.inbox.length).toBe(heard);
    const waits = house.rows(
      z.object({ next_at: z.date() }),
      "SELECT next_at FROM outbox WHERE status = 'pending'",
    );
    expect(await waits).toEqual([{ next_at: new Date("2026-12-02T07:00:00+07:00") }]);
    // It stays what it is: in the morning all that holds for its kind is looked at again.
    expect(
      await house.rows(
        z.object({ kind: z.string(), due_at: z.date(), fired_at: z.null(), outcome: z.null() }),
        "SELECT kind, due_at, fired_at, outcome FROM timers WHERE key = 'night' OR kind = 'later'",
      ),
    ).toEqual([
      { kind: "step", due_at: new Date("2026-12-02T07:00:00+07:00"), fired_at: null, outcome: null },
    ]);
    person.says("2");
    await person.sees(said("ask_to_join.name"), PATIENCE_MS);
    expect(person.inbox.length).toBe(heard + 1);
    house.push(7.5 * 3_600_000);
    await fireDueTimers(both[0]);
    await sweep(both[0]);
    await house.quiet();
    expect(person.inbox.slice(heard + 1).map(({ text }) => text)).toContain("nhắc");
    expect(person.inbox.length).toBeGreaterThan(heard + 2);
  });
});

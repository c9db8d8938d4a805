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
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { patienceOf } from "../../src/reminders/patience.ts";
import { fireTimers } from "../../src/store/fire-timers.ts";
import { restTimers } from "../../src/store/rest-timers.ts";
import { nextAllowed } from "../../src/calendar/quiet-times.ts";
import { openCommune, type Commune } from "../registry/stage.ts";
import { at } from "./ledger.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const TimerRow = z.object({ due_at: z.date(), held: z.boolean(), outcome: z.string().nullable() });
const plant = async (key: string, due: Date, kind = "step"): Promise<void> => {
  await commune.sql.run(
    `INSERT INTO timers (key, kind, household_id, payload, due_at, created_at)
     VALUES ($1, $2, $3, '{"kind": "start", "flow": "step_due", "vars": {}}', $4, $4)`,
    [key, kind, commune.sau, due],
  );
};
const timer = async (key: string) =>
  (await commune.sql.rows(TimerRow, "SELECT due_at, held, outcome FROM timers WHERE key = $1", [key]))[0];
const fire = async (now: Date): Promise<number> => {
  await restTimers(commune.sql, now, nextAllowed(now));
  return (
    await commune.transaction((sql) => fireTimers(sql, now, 10, { knock: async () => false, patienceOf }))
  ).length;
};

describe("what is due and may not be said now", () => {
  it("waits for the morning where the light comes back at night", async () => {
    await plant("evening", at("2026-12-01", 18, 30));
    expect(await fire(at("2026-12-02", 2))).toBe(0);
    expect(await timer("evening")).toMatchObject({ due_at: at("2026-12-02", 7) });
    expect(await fire(at("2026-12-02", 7))).toBe(1);
  });

  it("does not put off what somebody began herself", async () => {
    await plant("later", at("2026-12-02", 1), "later");
    expect(await fire(at("2026-12-02", 2))).toBe(1);
  });

  it("waits while the household's commune rests, keeps its hour, and the next commune is not concerned", async () => {
    await plant("flood", at("2026-12-03", 18, 30));
    await commune.sql.run(
      `INSERT INTO unit_pauses (id, unit_id, from_day, to_day, reason, created_at)
       VALUES (gen_random_uuid(), $1, '2026-12-03', '2026-12-06', 'flood', now()),
         (gen_random_uuid(), $2, '2026-12-03', '2026-12-20', 'flood', now())`,
      [commune.units.commune, commune.units.otherCommune],
    );
    expect(await fire(at("2026-12-03", 18, 30))).toBe(0);
    expect(await timer("flood")).toMatchObject({ due_at: at("2026-12-07", 18, 30) });
    expect(await fire(at("2026-12-07", 18, 30))).toBe(1);
  });

  it("waits for the next word where Zalo would refuse it, with a line on the officer's list", async () => {
    await commune.sql.run("UPDATE contacts SET channel = 'zalo-oa', last_interaction_at = $2 WHERE id = $1", [
      commune.phones.sau,
      at("2026-12-01"),
    ]);
    await plant("closed", at("2026-12-09", 18, 30));
    expect(await fire(at("2026-12-09", 18, 30))).toBe(0);
    expect(await timer("closed")).toMatchObject({ held: true, outcome: null });
    const tasks = await commune.sql.rows(
      z.object({ kind: z.string(), person_id: z.string() }),
      "SELECT kind, person_id FROM tasks",
    );
    expect(tasks).toEqual([{ kind: "unreachable", person_id: commune.people.minh }]);
    expect(await fire(at("2027-01-09", 18, 30))).toBe(1);
    expect(await timer("closed")).toMatchObject({ outcome: "nobody" });
  });
});

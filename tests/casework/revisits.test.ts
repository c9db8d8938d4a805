import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { drawRevisits, sampleSize } from "../../src/casework/revisits/draw.ts";
import { groupBy } from "../../src/domain/group-by.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

const HOMES = Array.from({ length: 40 }, (_, n) => ({
  id: `home ${n}`,
  code: `H${n}`,
  inCharge: ["a", "b", "c"][n % 3] ?? null,
}));

const ONE = { id: "one", code: "H1", inCharge: "a" };

describe("the lot", () => {
  it("can be drawn again, gives everybody the same chance, and sends nobody to his own households", () => {
    expect(drawRevisits(HOMES, ["a", "b", "c"], "seed")).toEqual(
      drawRevisits(HOMES.toReversed(), ["a", "b", "c"], "seed"),
    );
    const times = new Map<string, number>();
    for (let seed = 0; seed < 500; seed++)
      for (const { household, visitor } of drawRevisits(HOMES, ["a", "b", "c"], String(seed))) {
        times.set(household, (times.get(household) ?? 0) + 1);
        expect(visitor).not.toBe(HOMES.find(({ id }) => id === household)?.inCharge);
      }
    // 4 of 40 each time: 50 of 500, give or take what chance gives and takes.
    expect(times.size).toBe(40);
    expect(Math.min(...times.values())).toBeGreaterThan(25);
    expect(Math.max(...times.values())).toBeLessThan(80);
  });

  it("shares the way evenly, and falls back on who there is", () => {
    const loads = groupBy(drawRevisits(HOMES, ["a", "b", "c"], "x"), ({ visitor }) => visitor);
    expect(Math.max(...[...loads.values()].map((list) => list.length))).toBeLessThanOrEqual(2);
    expect(drawRevisits([ONE], ["a"], "x")).toEqual([{ household: "one", visitor: "a" }]);
    expect(drawRevisits([ONE], [], "x")).toEqual([{ household: "one", visitor: null }]);
    expect([0, 1, 5, 40, 300].map(sampleSize)).toEqual([0, 1, 2, 4, 12]);
  });
});

describe("a household that was drawn", () => {
  let commune: Commune;
  let tai: { person: string; phone: string };
  beforeAll(async () => {
    commune = await openCommune("2026-11-05T02:00:00Z");
    const person = await commune.person("Võ Văn Tài");
    tai = { person, phone: await commune.contact(person) };
    await commune.role(person, "officer", commune.units.commune);
    await commune.agree(commune.sau);
    await commune.sql.run(
      "INSERT INTO plans (id, household_id, status, version, created_at) VALUES (gen_random_uuid(), $1, 'under_way', 1, $2)",
      [commune.sau, new Date("2026-09-01")],
    );
  });
  afterAll(async () => commune.close());

  it("is seen by somebody else, and what he finds otherwise becomes a question to the officer in charge", async () => {
    const { run, phones, sau } = commune;
    await planDuties(commune.sql, new Date("2026-10-20T02:00:00Z"));
    expect(labels(await run(tai.phone, "revisits.mine"))).toEqual([]);
    await planDuties(commune.sql, new Date("2026-11-05T02:00:00Z"));
    await planDuties(commune.sql, new Date("2026-11-06T02:00:00Z"));
    expect(labels(await run(phones.minh, "revisits.mine"))).toEqual([]);
    expect((await run(phones.minh, "revisits.log", { household: sau, result: "as_said" })).code).toBe("gone");
    expect(labels(await run(tai.phone, "revisits.mine"))).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    expect(labels(await run(tai.phone, "desk.my_tasks"))).toHaveLength(1);
    // The lot shows him this household and opens nothing else of it.
    expect((await run(tai.phone, "casework.my_plan", { household: sau })).code).toBe("not_allowed");
    expect(found(await run(tai.phone, "revisits.log", { household: sau, result: "not_met" }))).toEqual({
      left: 1,
    });
    expect(
      found(
        await run(tai.phone, "revisits.log", { household: sau, result: "differs", note: "chưa có chuồng" }),
      ),
    ).toEqual({ left: 0 });
    expect(labels(await run(tai.phone, "desk.my_tasks"))).toEqual([]);
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toHaveLength(1);
    const kept = await commune.sql.rows(
      z.object({ result: z.string(), by: z.string(), visits: z.int(), seed: z.string() }),
      `SELECT r.result, p.name AS by, r.seed, (SELECT count(*)::int FROM visits v WHERE v.household_id = r.household_id) AS visits
       FROM revisits r JOIN people p ON p.id = r.visited_by`,
    );
    expect(kept).toMatchObject([{ result: "differs", by: "Võ Văn Tài", visits: 1 }]);
  });

  it("waits for what was found there: a visit alone says nothing of it, and without consent nobody reads of it", async () => {
    const { run, phones, people, units, sql } = commune;
    const ben = await commune.household("Lê Văn Bền", units.hamlet);
    await commune.assign(ben, people.minh);
    await commune.agree(ben);
    for (const [period, visitor] of [
      ["2026-Q3", null],
      ["2026-Q4", people.minh],
    ])
      await sql.run(
        "INSERT INTO revisits (unit_id, period, household_id, seed, drawn_at, visitor_id) VALUES ($1, $2, $3, '?', $4, $5)",
        [units.commune, period, ben, new Date("2026-11-01"), visitor],
      );
    expect((await run(phones.minh, "casework.log_visit", { household: ben, how: "fine" })).code).toBe("ok");
    const waiting = await sql.rows(
      z.object({ period: z.string() }),
      "SELECT period FROM revisits WHERE household_id = $1 AND visited_at IS NULL ORDER BY period",
      [ben],
    );
    expect(waiting.map(({ period }) => period)).toEqual(["2026-Q3", "2026-Q4"]);
    expect(labels(await run(phones.minh, "revisits.mine"))).toEqual(["Lê Văn Bền · Ấp 3"]);
    expect(found(await run(phones.minh, "casework.visit_summary"))).toMatchObject({ revisits: 1 });
    await sql.run("UPDATE consents SET withdrawn_at = $2 WHERE household_id = $1", [
      ben,
      new Date("2026-11-05"),
    ]);
    await sql.run(
      `INSERT INTO tasks (id, kind, person_id, source, source_id, created_at)
       VALUES (gen_random_uuid(), 'revisit', $1, 'revisit', '2026-Q4', $2)`,
      [people.minh, new Date("2026-11-01")],
    );
    expect(labels(await run(phones.minh, "revisits.mine"))).toEqual([]);
    expect(found(await run(phones.minh, "casework.visit_summary"))).toMatchObject({ revisits: 0 });
    expect(
      await sql.rows(
        z.object({ kind: z.string() }),
        "SELECT kind FROM tasks WHERE kind = 'revisit' AND done_at IS NULL",
      ),
    ).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { gatherReport } from "../../src/reports/gather.ts";
import { leaderGlance } from "../../src/reports/glance/leader-glance.ts";
import { sayIn } from "../../src/reports/paper/say.ts";
import { factsFor } from "../../src/reports/propose.ts";
import { reachedBy, setReached, setTarget, targetsOf } from "../../src/reports/targets.ts";
import { targetsWithReached } from "../../src/reports/targets-reached.ts";
import { communeOf300, NOW, type Commune } from "./commune-of-300.ts";
import { shippedLibrary } from "../support/library.ts";

let stage: Commune;
beforeAll(async () => {
  stage = await communeOf300();
});
afterAll(() => stage.close());

it("keeps one target of a kind, measured by the figures or by what somebody enters", async () => {
  const { sql, commune: unit } = stage;
  const base = { unit, year: 2027, measure: "count" as const, document: "KH 12/KH-UBND", label: null };
  await setTarget(sql, { ...base, figure: "left_poverty", value: 5 }, null, NOW);
  await setTarget(sql, { ...base, figure: "left_poverty", value: 17 }, null, NOW);
  await setTarget(sql, { ...base, figure: "with_plan", measure: "percent", value: 100 }, null, NOW);
  await setTarget(
    sql,
    { ...base, figure: "own", label: "Thẻ BHYT", measure: "percent", value: 100 },
    null,
    NOW,
  );
  const targets = await targetsOf(sql, unit, 2027);
  expect(Object.fromEntries(targets.map(({ figure, value }) => [figure, value]))).toEqual({
    left_poverty: 17,
    own: 100,
    with_plan: 100,
  });
  expect(targets).toHaveLength(3);
  expect(await setReached(sql, targets.find(({ figure }) => figure === "own")?.id ?? "", 92)).toBe(true);
  const reached = reachedBy(await targetsOf(sql, unit, 2027), {
    left_poverty: 3,
    with_plan: 30,
    taking_part: 40,
  });
  expect(Object.fromEntries(reached.map(({ figure, reached: so }) => [figure, so]))).toEqual({
    left_poverty: 3,
    own: 92,
    with_plan: 75,
  });
});

it("reckons what is reached by the report year: November counts for the next, in the chat as on paper", async () => {
  const { sql, story: unit } = stage;
  const target = { unit, measure: "count" as const, document: null, label: null };
  for (const year of [2026, 2027, 2028])
    await setTarget(sql, { ...target, year, figure: "communications", value: 10 }, null, NOW);
  await sql.run(
    `INSERT INTO communications (id, unit_id, form, done_on, times, created_at)
     VALUES (gen_random_uuid(), $1, 'loudspeaker', '2026-11-15', 5, now()), (gen_random_uuid(), $1, 'loudspeaker', '2026-10-31', 2, now())`,
    [unit],
  );
  const reachedOf = async (year: number): Promise<unknown> =>
    (await targetsWithReached(sql, unit, year, "2027-05-10"))[0]?.reached;
  expect([await reachedOf(2026), await reachedOf(2027), await reachedOf(2028)]).toEqual([2, 5, null]);
  // In December the picture shows the year that has begun; in October, or where it has no targets, the one before.
  const shown = async (day: string): Promise<number[]> => {
    const say = sayIn(shippedLibrary().words, "vi");
    const glance = await leaderGlance(sql, unit, say, new Date(`${day}T02:00:00Z`));
    return (glance?.progress ?? []).flatMap(({ name, done }) =>
      name === say.term("figures", "communications") ? [done] : [],
    );
  };
  expect([await shown("2026-10-31"), await shown("2026-12-10")]).toEqual([[2], [5]]);
  const wanted = { report: crypto.randomUUID(), unit, period: "2027-H1", number: null, written: {} };
  expect((await gatherReport(sql, wanted, NOW))?.targets.map(({ reached }) => reached)).toEqual([5]);
});

it("counts in a share only households that take part, so that it is never more than all", async () => {
  const { sql, commune: unit } = stage;
  await sql.run(
    `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, created_at)
     SELECT gen_random_uuid(), id, gen_random_uuid(), '2027-02-01', 'household', now() FROM numbered`,
  );
  await setTarget(
    sql,
    { unit, year: 2027, figure: "visited", measure: "percent", value: 90, document: null, label: null },
    null,
    NOW,
  );
  const [visited] = (await targetsWithReached(sql, unit, 2027, "2027-05-10")).filter(
    ({ figure }) => figure === "visited",
  );
  expect(visited?.reached).toBe(100);
  const facts = await factsFor(sql, { unit, period: "2027-H1" }, NOW);
  expect(facts?.figures["visited"]).toBe(facts?.figures["taking_part"]);
});

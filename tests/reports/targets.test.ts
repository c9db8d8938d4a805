import { afterAll, beforeAll, expect, it } from "vitest";
import { reachedBy, setReached, setTarget, targetsOf } from "../../src/reports/targets.ts";
import { communeOf300, NOW, type Commune } from "./commune-of-300.ts";

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

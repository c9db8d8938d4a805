import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadLarge } from "../../src/demo/large.ts";
import { loadStory } from "../../src/demo/story.ts";
import { labels, openStage, type Stage } from "../registry/stage.ts";

const now = new Date("2026-11-22T03:00:00Z");
const Print = z.object({ households: z.int(), print: z.string() });
const stages: Stage[] = [];

const loaded = async (seed: number): Promise<Stage> => {
  const stage = await openStage(now.toISOString());
  stages.push(stage);
  await loadStory(stage.sql, now);
  await loadLarge(stage.sql, { households: 1300, seed }, now);
  return stage;
};
const printOf = async ({ sql }: Stage) =>
  (
    await sql.rows(
      Print,
      `SELECT count(*)::int AS households, md5(string_agg(h.head_name || p.status, ',' ORDER BY h.code)) AS print
       FROM households h JOIN plans p ON p.household_id = h.id WHERE h.code LIKE 'D%'`,
    )
  )[0];

let first: Stage;
beforeAll(async () => {
  first = await loaded(3);
});
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

describe("the large demo", () => {
  it("is the same for the same seed, and another for another", async () => {
    const print = await printOf(first);
    expect(await printOf(await loaded(3))).toEqual(print);
    expect((await printOf(await loaded(4)))?.print).not.toBe(print?.print);
  });

  it("has exactly the households that were asked for, and is loaded once", async () => {
    await loadLarge(first.sql, { households: 1300, seed: 3 }, now);
    expect(await first.sql.run("SELECT FROM households WHERE code LIKE 'D%'")).toBe(1300);
  });

  it("gives each officer his households and no others", async () => {
    const [officer] = await first.sql.rows(
      z.object({ id: z.string() }),
      "SELECT id FROM contacts WHERE external_id = 'zalo:s3-1-officer-2'",
    );
    const found = await first.run(officer?.id ?? "", "registry.my_households");
    expect(labels(found)).toHaveLength(20);
  });
});

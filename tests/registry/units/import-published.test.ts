import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { importPublished, type PublishedImport } from "../../../src/registry/units/import-published.ts";
import { importUnits } from "../../../src/registry/units/import-units.ts";
import { stableId } from "../../../src/registry/units/stable-id.ts";
import { aroundOn, areaOn, unitsOn, type UnitOnDate } from "../../../src/registry/units/on-date.ts";
import { openStage, type Stage } from "../stage.ts";
import { everybodyFound, figuresAddUp, homesCounted, reachOn } from "./delta-checks.ts";
import { putLife, putPeople } from "./delta-life.ts";
import { mergeOf2025, putMapOfBefore, wardsOf2026 } from "./delta-map.ts";

const NOW = new Date("2026-11-22T03:00:00Z");
let stage: Stage;
let took = 0;
let first: PublishedImport;

beforeAll(async () => {
  stage = await openStage(NOW.toISOString());
  const from = performance.now();
  first = await importPublished(stage.sql, NOW);
  took = performance.now() - from;
});
afterAll(async () => stage.close());

async function idOf(code: string): Promise<string> {
  const [row] = await stage.sql.rows(z.object({ id: z.string() }), "SELECT id FROM units WHERE code = $1", [
    code,
  ]);
  return z.string().parse(row?.id);
}

function count(units: readonly UnitOnDate[], ...types: string[]): number {
  return units.filter(({ type }) => types.includes(type)).length;
}

describe("the published units", () => {
  it("are there within half a minute", () => {
    expect(first).toMatchObject({ known: 0, changed: 16 });
    expect(took).toBeLessThan(30_000);
  });

  it("are 34 provinces and 3,321 communes, wards and special zones since 1/7/2025", async () => {
    const units = await unitsOn(stage.sql, "2025-07-01");
    expect(count(units, "tinh", "thanh_pho")).toBe(34);
    expect(count(units, "xa", "phuong", "dac_khu")).toBe(3321);
    expect(units).toHaveLength(34 + 3321);
  });

  it("are 63 provinces with districts before", async () => {
    const units = await unitsOn(stage.sql, "2025-06-30");
    expect(count(units, "tinh", "thanh_pho")).toBe(63);
    expect(count(units, "huyen", "quan", "thi_xa", "thanh_pho_thuoc_tinh")).toBeGreaterThan(600);
    expect(count(units, "xa", "phuong", "thi_tran")).toBeGreaterThan(9_900);
  });

  it("have 19 wards in Vĩnh Long until 9/6/2026, and 35 wards with 89 communes since", async () => {
    const province = await idOf("86");
    const inside = async (on: string) =>
      (await unitsOn(stage.sql, on)).filter(({ parent }) => parent === province);
    expect(count(await inside("2026-06-08"), "phuong")).toBe(19);
    expect(count(await inside("2026-06-09"), "phuong")).toBe(35);
    expect(count(await inside("2026-06-09"), "xa")).toBe(89);
  });

  it.each([
    ["29110", "2025-06-30", "thi_tran Ba Tri, huyen Ba Tri, tinh Bến Tre", "urban"],
    ["29110", "2025-07-01", "xa Ba Tri, tinh Vĩnh Long", "rural"],
    ["29110", "2026-06-09", "phuong Ba Tri, tinh Vĩnh Long", "urban"],
    ["29659", "2025-06-30", "thi_tran Vũng Liêm, huyen Vũng Liêm, tinh Vĩnh Long", "urban"],
    ["29659", "2026-06-08", "xa Trung Thành, tinh Vĩnh Long", "rural"],
    ["29659", "2026-06-09", "phuong Vũng Liêm, tinh Vĩnh Long", "urban"],
    ["29728", "2025-06-30", "xa Hậu Lộc, huyen Tam Bình, tinh Vĩnh Long", "rural"],
  ])("show %s on %s as %s (%s)", async (code, on, as, area) => {
    const unit = await idOf(code);
    const around = await aroundOn(stage.sql, unit, on);
    expect(around.map(({ type, name }) => `${type} ${name}`).join(", ")).toBe(as);
    expect(await areaOn(stage.sql, unit, on)).toBe(area);
  });

  it("change nothing when they are imported again", async () => {
    const counted = z.object({ units: z.int(), versions: z.int(), successions: z.int(), aliases: z.int() });
    const rows = async () =>
      stage.sql.rows(
        counted,
        `SELECT (SELECT count(*)::int FROM units) AS units, (SELECT count(*)::int FROM unit_versions) AS versions,
           (SELECT count(*)::int FROM unit_successions) AS successions, (SELECT count(*)::int FROM unit_aliases) AS aliases`,
      );
    const before = await rows();
    expect(await importPublished(stage.sql, NOW)).toMatchObject({ added: 0, changed: 0 });
    expect(await rows()).toEqual(before);
  });
});

function unitOf(id: string, code: string | null, parent: string | null) {
  const version = { unit: id, parent, name: "?", type: "ap", from: "2025-07-01", to: null, document: null };
  return { id, code, aliases: [], successions: [], versions: [version] };
}

describe("a unit that the record had before", () => {
  it("keeps its id, its name and its past; what lies in it is hung below it", async () => {
    const own = await openStage(NOW.toISOString());
    try {
      const commune = await own.unit("Ba Tri của xã", "xa", null);
      await own.sql.run("UPDATE units SET code = '29110' WHERE id = $1", [commune]);
      const [published, hamlet] = [stableId("29110"), stableId("29110/1")];
      const units = [unitOf(published, "29110", null), unitOf(hamlet, null, published)];
      expect(await importUnits(own.sql, units, NOW)).toEqual({ added: new Set([hamlet]), known: 1 });
      const around = await aroundOn(own.sql, hamlet, "2026-01-01");
      expect(around.map(({ id, name }) => [id, name])).toEqual([
        [hamlet, "?"],
        [commune, "Ba Tri của xã"],
      ]);
    } finally {
      await own.close();
    }
  });
});

/** The whole of it, with all communes of three provinces and 5,000 households: tests/bench/replay-of-maps.ts. */
describe("three communes of today replayed from the units of before", () => {
  it("loses nobody: everybody is found by every name, reach follows, each figure adds up under both maps", async () => {
    const own = await openStage(NOW.toISOString());
    try {
      // Ba Tri, a ward since 2026; Vũng Liêm, under another name since; Đồng Khởi.
      const delta = await putMapOfBefore(own.transaction, NOW, ["29110", "29659", "28945"]);
      const people = await putPeople(own.sql, delta, 12);
      await putLife(own.sql, "2024-12-01", 211, 0);
      const before = await reachOn(own.sql, "2025-06-30", people, { map: "before", delta });
      await mergeOf2025(own.transaction, delta, NOW);
      await putLife(own.sql, "2025-07-02", 341, 1);
      const wards = await wardsOf2026(own.transaction, delta, NOW);
      expect(wards.map(({ name, type }) => `${type} ${name}`)).toEqual(["phường Ba Tri", "phường Vũng Liêm"]);
      const [top = ""] = delta.provinces.map(({ id }) => id);
      const faults = [
        ...before,
        ...(await reachOn(own.sql, "2026-11-22", people, { map: "after", delta })),
        await homesCounted(own.sql, "2026-11-22", people.homes, ({ today }) => today.id),
        ...(await figuresAddUp(
          own.sql,
          delta,
          { from: "2025-01-01", last: "2025-06-30", first: "2025-07-01" },
          { before: delta.provinces.map(({ id }) => id), after: [top] },
        )),
        ...(await everybodyFound(own.run, people, wards)),
      ];
      expect(faults.filter(({ wrong, looked }) => wrong.length > 0 || looked === 0)).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

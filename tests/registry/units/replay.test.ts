import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { changeUnits } from "../../../src/registry/units/change-units.ts";
import { countHomes } from "../../../src/registry/units/count-homes.ts";
import { findUnit } from "../../../src/registry/units/find-unit.ts";
import { placeFinder } from "../../../src/registry/units/find-place.ts";
import { areaOn, aroundOn, homeOn, subtreeOn } from "../../../src/registry/units/on-date.ts";
import { relationsTo } from "../../../src/registry/rights.ts";
import { computeFigures } from "../../../src/reports/compute-figures.ts";
import { FIGURES } from "../../../src/reports/figures/all.ts";
import { openStage, type Stage } from "../stage.ts";

/** A quarter of the Ba Tri of before: two communes and a township with hamlets, one commune without. */
const HOUSEHOLDS = 5_000;
const NOW = new Date("2026-11-22T03:00:00Z");
const MERGED = { on: "2025-07-01", document: "1687/NQ-UBTVQH15" };
const BECAME_WARD = { on: "2026-06-09", document: null };
const OLD_COMMUNES = ["Mỹ Hòa", "Mỹ Nhơn", "Ba Tri", "Vĩnh An"];

let stage: Stage;
const places = placeFinder();
/** Where each household was entered: its hamlet, or Vĩnh An itself. */
const homes = new Map<string, { place: string; commune: string }>();
const ids = new Map<string, string>();
let leader: { person: string; phone: string };
let roles: string[];

function id(name: string): string {
  return z.string().parse(ids.get(name));
}

beforeAll(async () => {
  stage = await openStage(NOW.toISOString());
  await makeTheOldMap();
  await makeHouseholds();
  const person = await stage.person("Lê Thị Mỹ Hạnh");
  leader = { person, phone: await stage.contact(person) };
  await stage.role(person, "leader", id("Mỹ Hòa"), "2024-01-01");
  const merge = {
    kind: "merge",
    from: OLD_COMMUNES.map(id),
    into: { id: id("new"), code: "29110", name: "Ba Tri", type: "xa" },
  } as const;
  const written = await changeUnits(stage.sql, merge, MERGED, NOW);
  roles = written.roles.map(({ person: name, role }) => `${name} ${role}`);
  const ward = { kind: "alter", unit: id("new"), type: "phuong", name: "Vũng Ba Tri" } as const;
  await changeUnits(stage.sql, ward, BECAME_WARD, NOW);
});
afterAll(async () => stage.close());

async function makeTheOldMap(): Promise<void> {
  const add = async (key: string, name: string, type: string, parent: string | null) => {
    const unit = await stage.unit(name, type, parent);
    ids.set(key, unit);
    return unit;
  };
  const province = await add("province", "Bến Tre", "tinh", null);
  const district = await add("district", "Ba Tri", "huyen", province);
  for (const name of OLD_COMMUNES) {
    const commune = await add(name, name, name === "Ba Tri" ? "thi_tran" : "xa", district);
    if (name === "Vĩnh An") continue;
    for (const number of [1, 2, 3]) await add(`${name} ${number}`, `Ấp ${number}`, "ap", commune);
  }
  await stage.sql.run("UPDATE unit_versions SET valid_from = '2000-01-01'");
  ids.set("new", "5e0c0a52-56d6-4b7c-9d3f-6d1e6f6c0a11");
}

async function makeHouseholds(): Promise<void> {
  const lived = ["Mỹ Hòa 1", "Mỹ Hòa 2", "Mỹ Nhơn 1", "Mỹ Nhơn 3", "Ba Tri 2", "Vĩnh An"];
  const made = await stage.sql.rows(
    z.object({ id: z.string(), place: z.string() }),
    `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
     SELECT gen_random_uuid(), 'R' || n, 'Hộ ' || n, 'ho ' || n, ($1::uuid[])[1 + n % 6], $2
     FROM generate_series(0, $3 - 1) n RETURNING id, unit_id AS place`,
    [lived.map(id), NOW, HOUSEHOLDS],
  );
  const nameOf = new Map(lived.map((name) => [id(name), name]));
  for (const { id: household, place } of made) {
    const name = z.string().parse(nameOf.get(place));
    homes.set(household, { place, commune: id(name.replace(/ \d$/, "")) });
  }
}

async function counts(on: string): Promise<Map<string | null, number>> {
  const rows = await countHomes(stage.sql, { on, level: "commune" });
  return new Map(rows.map(({ unit, households }) => [unit, households]));
}

/** The unit of today that a place leads to. */
async function leadsTo(text: string): Promise<string[]> {
  const reading = await places.find(stage.sql, text, { now: NOW });
  if (reading.kind === "not_understood") return [];
  const hits =
    reading.kind === "understood" ? [reading.value] : reading.alternatives.map(({ value }) => value);
  return [...new Set(hits.flatMap(({ today }) => today.map((unit) => unit.id)))];
}

/** How many households a search by the leader finds. */
async function found(text: string): Promise<number> {
  const { value } = await stage.run(leader.phone, "registry.find_households", { text });
  return Array.isArray(value) ? value.length : 0;
}

describe("the merge of 1/7/2025 and the ward of 9/6/2026, with 5,000 households", () => {
  it("keeps every household's home of the old map", async () => {
    for (const [household, { place }] of [...homes].slice(0, 60))
      expect(await homeOn(stage.sql, household, "2025-06-30")).toBe(place);
  });

  it("gives every household a home in the new unit, those without a hamlet in the unit itself", async () => {
    const inside = new Set((await subtreeOn(stage.sql, id("new"), "2026-11-22")).map((unit) => unit.id));
    const rows = await stage.sql.rows(
      z.object({ id: z.string(), unit: z.string() }),
      "SELECT id, unit_id AS unit FROM households",
    );
    expect(rows).toHaveLength(HOUSEHOLDS);
    expect(rows.filter(({ unit }) => !inside.has(unit))).toEqual([]);
    const direct = [...homes].filter(([, { commune }]) => commune === id("Vĩnh An"));
    for (const [household] of direct.slice(0, 20))
      expect(await homeOn(stage.sql, household, "2025-07-01")).toBe(id("new"));
  });

  it("adds up under both maps", async () => {
    const expected = new Map<string, number>();
    for (const { commune } of homes.values()) expected.set(commune, (expected.get(commune) ?? 0) + 1);
    expect(await counts("2025-06-30")).toEqual(expected);
    expect(await counts("2025-07-01")).toEqual(new Map([[id("new"), HOUSEHOLDS]]));
    expect(await counts("2026-11-22")).toEqual(new Map([[id("new"), HOUSEHOLDS]]));
  });

  it("finds every hamlet by its old commune and by the new one", async () => {
    for (const commune of ["Mỹ Hòa", "Mỹ Nhơn"])
      for (const number of [1, 2, 3]) {
        const hamlet = id(`${commune} ${number}`);
        expect(await leadsTo(`ấp ${number}, xã ${commune}, huyện Ba Tri`)).toEqual([hamlet]);
        expect(await leadsTo(`ấp ${number} (${commune} cũ), phường Vũng Ba Tri`)).toEqual([hamlet]);
      }
  });

  it("asks which of them where three are called so, each as a place of today", async () => {
    const reading = await places.find(stage.sql, "ấp 2, phường Vũng Ba Tri", { now: NOW });
    const hits = reading.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [];
    expect(hits.map(({ name, former }) => `${name} ${former}`)).toEqual(["2 false", "2 false", "2 false"]);
    expect(hits.map((hit) => hit.id).toSorted()).toEqual(
      OLD_COMMUNES.slice(0, 3)
        .map((commune) => id(`${commune} 2`))
        .toSorted(),
    );
  });

  it.each(["xã Mỹ Hòa", "mỹ nhơn cũ", "thị trấn Ba Tri", "vinh an", "phường Vũng Ba Tri", "xã Ba Tri"])(
    "finds the ward of today by %s",
    async (text) => {
      expect(await leadsTo(text)).toEqual([id("new")]);
    },
  );

  it("tells hamlets of one name apart, and calls them as before under the old map", async () => {
    const names = (await subtreeOn(stage.sql, id("new"), "2026-11-22")).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("Ấp 1 (Mỹ Hòa cũ)");
    const [before] = await aroundOn(stage.sql, id("Mỹ Hòa 1"), "2025-06-30");
    expect(before?.name).toBe("Ấp 1");
    expect(await findUnit(stage.sql, "29110/Ấp 1 (Mỹ Hòa cũ)")).toBe(id("Mỹ Hòa 1"));
  });

  it("is rural or urban by the type of the day", async () => {
    const hamlet = id("Mỹ Hòa 1");
    expect(await areaOn(stage.sql, hamlet, "2025-06-30")).toBe("rural");
    expect(await areaOn(stage.sql, id("Ba Tri 1"), "2025-06-30")).toBe("urban");
    expect(await areaOn(stage.sql, hamlet, "2026-06-08")).toBe("rural");
    expect(await areaOn(stage.sql, hamlet, "2026-06-09")).toBe("urban");
  });

  it("lets the leader's reach follow, and says so", async () => {
    expect(roles).toEqual(["Lê Thị Mỹ Hạnh leader"]);
    const [household = ""] = [...homes].find(([, { place }]) => place === id("Mỹ Hòa 2")) ?? [];
    const me = { person: leader.person, name: "Hạnh", address: "chi", roles: [], households: [] };
    const asking = { sql: stage.sql, now: NOW, contactId: leader.phone, me };
    expect(await relationsTo(asking, household)).toEqual(["leads"]);
  });

  it("finds households in the chat by the place of before and by that of today", async () => {
    // Thirty at most: each of these places has more.
    for (const text of [
      "xã Mỹ Hòa",
      "Mỹ Nhơn",
      "xã Vĩnh An",
      "thị trấn Ba Tri",
      "phường Vũng Ba Tri",
      "xã Ba Tri",
    ])
      expect([text, await found(text)]).toEqual([text, 30]);
    expect(await found("ho 12 ấp 1 xã Mỹ Hòa")).toBeGreaterThan(0);
    expect(await found("xã Nơi Khác")).toBe(0);
  });

  it("counts the same in the reports of a period before and of one after, each under its own map", async () => {
    await stage.sql.run(
      `INSERT INTO enrolments (id, household_id, status, valid_from)
       SELECT gen_random_uuid(), id, 'taking_part', '2025-01-01' FROM households`,
    );
    const households = FIGURES.filter(({ code }) => code === "taking_part");
    const figure = async (unit: string, on: { from: string; to: string }): Promise<[number, number]> => {
      const computed = await computeFigures(
        stage.sql,
        unit,
        { ...on, year: Number(on.to.slice(0, 4)) },
        households,
      );
      const { total = 0, byUnit = new Map<string, number>() } = computed.get("taking_part") ?? {};
      return [total, [...byUnit.values()].reduce((sum, one) => sum + one, 0)];
    };
    const before = { from: "2025-01-01", to: "2025-06-30" };
    const after = { from: "2026-07-01", to: "2026-11-22" };
    const expected = await counts("2025-06-30");
    let sum = 0;
    for (const commune of OLD_COMMUNES.map(id)) {
      const [total, parts] = await figure(commune, before);
      expect([total, parts]).toEqual([expected.get(commune), expected.get(commune)]);
      sum += total;
    }
    expect(sum).toBe(HOUSEHOLDS);
    expect(await figure(id("province"), before)).toEqual([HOUSEHOLDS, HOUSEHOLDS]);
    expect(await figure(id("new"), after)).toEqual([HOUSEHOLDS, HOUSEHOLDS]);
    expect(await figure(id("province"), after)).toEqual([HOUSEHOLDS, HOUSEHOLDS]);
  });

  it("changes nothing when the same merge is entered again", async () => {
    const again = { kind: "merge", from: OLD_COMMUNES.map(id), into: id("new") } as const;
    expect(await changeUnits(stage.sql, again, MERGED, NOW)).toEqual({ units: 0, households: 0, roles: [] });
  });
});

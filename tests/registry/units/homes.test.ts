import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { changeUnits } from "../../../src/registry/units/change-units.ts";
import { moveHousehold } from "../../../src/registry/units/move-household.ts";
import { homeOn } from "../../../src/registry/units/on-date.ts";
import { relationsTo } from "../../../src/registry/rights.ts";
import { openCommune, type Commune } from "../stage.ts";

const NOW = new Date("2026-11-22T03:00:00Z");
let commune: Commune;

beforeEach(async () => {
  commune = await openCommune(NOW.toISOString());
});
afterEach(async () => commune.close());

async function homes(household: string, ...days: string[]): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (const day of days) found.push(await homeOn(commune.sql, household, day));
  return found;
}

async function relations(person: string, phone: string): Promise<string[]> {
  const me = { person, name: "?", address: "anh", roles: [], households: [] };
  return relationsTo({ sql: commune.sql, now: NOW, contactId: phone, me }, commune.sau);
}

describe("a household that moves", () => {
  it("keeps its homes by day, also where a move is entered late", async () => {
    const { sql, sau, units } = commune;
    expect(await moveHousehold(sql, { household: sau, to: units.farHamlet }, "2026-05-01", NOW)).toBe(true);
    expect(await moveHousehold(sql, { household: sau, to: units.otherHamlet }, "2026-03-01", NOW)).toBe(true);
    expect(await homes(sau, "2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01", "2026-11-22")).toEqual([
      units.hamlet,
      units.otherHamlet,
      units.otherHamlet,
      units.farHamlet,
      units.farHamlet,
    ]);
  });

  it("does not move twice to one place, nor before its time", async () => {
    const move = { household: commune.sau, to: commune.units.otherHamlet };
    expect(await moveHousehold(commune.sql, move, "2026-05-01", NOW)).toBe(true);
    expect(await moveHousehold(commune.sql, move, "2026-06-01", NOW)).toBe(false);
    const back = { household: commune.sau, to: commune.units.hamlet };
    await expect(moveHousehold(commune.sql, back, "2026-11-23", NOW)).rejects.toThrow("still to come");
  });

  it("is followed by a merge that is entered after it has moved away", async () => {
    const { sql, sau, units } = commune;
    await moveHousehold(sql, { household: sau, to: units.farHamlet }, "2026-05-01", NOW);
    const merge = { kind: "merge", from: [units.hamlet], into: units.otherHamlet } as const;
    await changeUnits(sql, merge, { on: "2026-02-01", document: null }, NOW);
    expect(await homes(sau, "2026-01-31", "2026-02-01", "2026-04-30", "2026-05-01")).toEqual([
      units.hamlet,
      units.otherHamlet,
      units.otherHamlet,
      units.farHamlet,
    ]);
  });

  it("that came only after the day of the merge was never in the unit that ended", async () => {
    const { sql, sau, units } = commune;
    await moveHousehold(sql, { household: sau, to: units.otherHamlet }, "2026-05-01", NOW);
    const merge = { kind: "merge", from: [units.otherHamlet], into: units.farHamlet } as const;
    await changeUnits(sql, merge, { on: "2026-02-01", document: null }, NOW);
    expect(await homes(sau, "2026-01-31", "2026-04-30", "2026-05-01")).toEqual([
      units.hamlet,
      units.hamlet,
      units.farHamlet,
    ]);
  });
});

describe("a split", () => {
  it("takes the households named to their part and the rest to the other; reach follows to both", async () => {
    const { sql, sau, units, people, phones } = commune;
    const stays = await commune.household("Lê Văn Bền", units.hamlet);
    const head = await commune.person("Trưởng ấp");
    const phone = await commune.contact(head);
    await commune.role(head, "leader", units.hamlet);
    const [north, south] = [
      { id: "8a7c3f52-1d7e-4c0e-9a1d-0c5c5e3b7a01", code: null, name: "Ấp 3A", type: "ap" },
      { id: "8a7c3f52-1d7e-4c0e-9a1d-0c5c5e3b7a02", code: null, name: "Ấp 3B", type: "ap" },
    ];
    const written = await changeUnits(
      sql,
      {
        kind: "split",
        unit: units.hamlet,
        into: [
          { unit: north, children: [], households: [sau] },
          { unit: south, children: [], households: [] },
        ],
        rest: 1,
      },
      { on: "2026-07-01", document: "12/NQ-HĐND" },
      NOW,
    );
    expect(written).toMatchObject({ units: 2, households: 2 });
    expect(await homes(sau, "2026-06-30", "2026-07-01")).toEqual([units.hamlet, north.id]);
    expect(await homes(stays, "2026-06-30", "2026-07-01")).toEqual([units.hamlet, south.id]);
    expect(await relations(head, phone)).toEqual(["leads"]);
    expect(await relations(people.minh, phones.minh)).toEqual(["in_charge"]);
    expect(await relations(people.hanh, phones.hanh)).toEqual(["leads"]);
  });
});

describe("reach after a merge", () => {
  it("follows to the whole successor, ends at what is gone, and is not doubled", async () => {
    const { sql, units, people, phones } = commune;
    await commune.role(people.hanh, "leader", units.otherCommune, "2025-07-01", "2026-01-01");
    await commune.role(people.minh, "officer", units.otherCommune);
    const merge = { kind: "merge", from: [units.commune], into: units.otherCommune } as const;
    const { roles } = await changeUnits(sql, merge, { on: "2026-07-01", document: null }, NOW);
    expect(roles.map(({ person, role }) => `${person} ${role}`)).toEqual(["Lê Thị Mỹ Hạnh leader"]);
    expect(await relations(people.hanh, phones.hanh)).toEqual(["leads"]);
    expect(await relations(people.minh, phones.minh)).toEqual(["in_charge"]);
    const still = await sql.rows(
      z.object({ to: z.string().nullable() }),
      `SELECT DISTINCT valid_to::text AS "to" FROM roles WHERE unit_id = $1`,
      [units.commune],
    );
    expect(still).toEqual([{ to: "2026-07-01" }]);
  });

  it("of a day to come waits for it where households live in what ends", async () => {
    const { sql, units } = commune;
    const decision = { on: "2027-01-01", document: null };
    const hamlets = { kind: "merge", from: [units.hamlet], into: units.otherHamlet } as const;
    await expect(changeUnits(sql, hamlets, decision, NOW)).rejects.toThrow(
      "enter the change on that day or later",
    );
    const communes = { kind: "merge", from: [units.commune], into: units.otherCommune } as const;
    expect(await changeUnits(sql, communes, decision, NOW)).toMatchObject({ households: 0 });
    expect(await relations(commune.people.hanh, commune.phones.hanh)).toEqual(["leads"]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { designate, notChosenYet, setQuota, takeBack } from "../../../src/registry/units/designations.ts";
import {
  keepSettings,
  organisationOf,
  settingsOf,
} from "../../../src/registry/units/organisation-settings.ts";
import { openCommune, type Commune } from "../stage.ts";

const ON = "2026-11-22";
const ENTRY = { on: ON, document: "000_/KH", person: null };
const BY = { document: "000_/KH", person: null, now: new Date("2026-11-22T02:00:00Z") };
let commune: Commune;

beforeEach(async () => {
  commune = await openCommune();
});
afterEach(async () => commune.close());

describe("models of a year", () => {
  it("are asked of every unit with a quota until it has chosen", async () => {
    const { sql, units } = commune;
    for (const unit of [units.commune, units.otherCommune])
      await setQuota(sql, { unit, kind: "hamlet", year: 2026, quota: 1 }, BY);
    const waiting = async (within: string) =>
      (await notChosenYet(sql, { kind: "hamlet", year: 2026, within, on: ON })).map(({ name }) => name);
    expect(await waiting(units.province)).toEqual(["An Hội", "Bình Phú Đông"]);
    const choice = { kind: "hamlet", year: 2026, chooser: units.commune, chosen: units.hamlet } as const;
    await designate(sql, choice, ENTRY);
    await designate(sql, choice, ENTRY);
    expect(await waiting(units.province)).toEqual(["An Hội"]);
    expect(await waiting(units.commune)).toEqual([]);
    await expect(designate(sql, { ...choice, chosen: units.otherHamlet }, ENTRY)).rejects.toThrow(
      "All 1 are chosen",
    );
    expect(await takeBack(sql, choice, ON)).toBe(true);
    expect(await takeBack(sql, choice, ON)).toBe(false);
    expect(await waiting(units.commune)).toEqual(["Bình Phú Đông"]);
  });

  it("are of their kind, within the unit, and within a quota", async () => {
    const { sql, units, sau } = commune;
    const quota = { unit: units.commune, kind: "household", year: 2026, quota: 2 } as const;
    const household = { kind: "household", year: 2026, chooser: units.commune, chosen: sau } as const;
    await expect(designate(sql, household, ENTRY)).rejects.toThrow("no quota");
    await setQuota(sql, quota, BY);
    await designate(sql, household, ENTRY);
    const far = await commune.household("Lê Văn Xa", units.farHamlet);
    await expect(designate(sql, { ...household, chosen: far }, ENTRY)).rejects.toThrow(
      "does not lie in the unit",
    );
    await setQuota(sql, { ...quota, kind: "group" }, BY);
    const group = { ...household, kind: "group", chosen: units.hamlet } as const;
    await expect(designate(sql, group, ENTRY)).rejects.toThrow("not of that kind");
  });
});

/** An organisation of the youth union that covers the unit. */
async function organisation(name: string, parent: string | null, unit: string): Promise<string> {
  const [row] = await commune.sql.rows(
    z.object({ id: z.string() }),
    `WITH made AS (INSERT INTO organisations (id, parent_id, name, kind, valid_from)
       VALUES (gen_random_uuid(), $2, $1, 'union', '2025-07-01') RETURNING id)
     INSERT INTO organisation_units (organisation_id, unit_id) SELECT id, $3 FROM made RETURNING organisation_id AS id`,
    [name, parent, unit],
  );
  return z.string().parse(row?.id);
}

describe("settings of an organisation", () => {
  it("are its own, and where it says nothing those of the one above", async () => {
    const { sql, units } = commune;
    const above = await organisation("Tỉnh Đoàn", null, units.province);
    const own = await organisation("Đoàn xã", above, units.commune);
    await keepSettings(sql, above, { recipients: ["Ban Thường vụ"], signatory: { office: "Bí thư" } });
    await keepSettings(sql, own, { recipients: ["Tỉnh Đoàn"] });
    expect(await settingsOf(sql, own)).toEqual({
      recipients: ["Tỉnh Đoàn"],
      signatory: { office: "Bí thư" },
    });
    expect(await settingsOf(sql, above)).toMatchObject({ recipients: ["Ban Thường vụ"] });
    const covering = async (unit: string) => organisationOf(sql, { unit, kind: "union", on: ON });
    expect(await covering(units.hamlet)).toBe(own);
    expect(await covering(units.farHamlet)).toBe(above);
  });

  it("are refused where they are not as they should be", async () => {
    const own = await organisation("Đoàn xã", null, commune.units.commune);
    await expect(keepSettings(commune.sql, own, { signatory: { name: "?" } })).rejects.toThrow(
      "signatory.office",
    );
    await expect(keepSettings(commune.sql, own, { colour: "red" })).rejects.toThrow("colour");
  });
});

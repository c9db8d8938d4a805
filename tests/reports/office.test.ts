import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { loadLarge } from "../../src/demo/large.ts";
import { loadStory } from "../../src/demo/story.ts";
import { keepSettings } from "../../src/registry/units/organisation-settings.ts";
import { officeOf } from "../../src/reports/office.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const Id = z.object({ id: z.string() });

let database: TestDatabase;
let pool: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 2);
  await loadStory(sqlOf(pool), NOW);
  await loadLarge(sqlOf(pool), { households: 10, seed: 1 }, NOW);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const one = async (statement: string): Promise<string> =>
  (await sqlOf(pool).rows(Id, statement))[0]?.id ?? "";

it("is the unit's own, and never bears the name of the organisation above", async () => {
  const sql = sqlOf(pool);
  const province = await one("SELECT id FROM organisations WHERE parent_id IS NULL");
  await keepSettings(sql, province, {
    header: { name: "BCH Tỉnh Đoàn", place: "Vĩnh Long" },
    signatory: { office: "Phó Bí thư", name: "Nguyễn Văn A" },
    addressed_to: ["Trung ương Đoàn"],
    basis: ["Thực hiện Kế hoạch số 5-KH/TĐTN;"],
  });
  const story = await one(
    "SELECT ou.unit_id AS id FROM organisation_units ou JOIN organisations o ON o.id = ou.organisation_id WHERE o.parent_id IS NOT NULL",
  );
  const own = await officeOf(sql, { unit: story, on: "2026-11-23" });
  expect(own).toMatchObject({
    place: null,
    to: [],
    signed_by: "Lê Thị Mỹ Hạnh",
    basis: ["Thực hiện Kế hoạch số 5-KH/TĐTN;"],
  });
  expect([own.name, own.above].join(" < ")).toMatch(/^Đoàn xã Bình Phú Đông < Tỉnh Đoàn/);
  const without = await one(
    `SELECT v.unit_id AS id FROM unit_versions v WHERE v.type = 'xa' AND NOT EXISTS (SELECT FROM organisation_units ou WHERE ou.unit_id = v.unit_id)`,
  );
  const borrowed = await officeOf(sql, { unit: without, on: "2026-11-23" });
  expect(borrowed).toMatchObject({ name: null, place: null, office: null, to: [] });
  expect(borrowed.above).toMatch(/^Tỉnh Đoàn/);
  expect(borrowed.signed_by).not.toBe("Nguyễn Văn A");
});

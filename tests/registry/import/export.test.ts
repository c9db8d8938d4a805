import { z } from "zod";
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, expect, it } from "vitest";
import { writeTable } from "../../../src/documents/write-table.ts";
import { householdSheets } from "../../../src/registry/export/export-households.ts";
import { listWords } from "../../../src/registry/lists-words.ts";
import { findUnit } from "../../../src/registry/import/the-unit.ts";
import { template } from "../../../src/registry/import/template.ts";
import { readAll } from "../../documents/temp-files.ts";
import { NOW, openCommune } from "./commune.ts";
import { shippedLibrary } from "../../support/library.ts";

const IdRow = z.object({ id: z.string() });
const SAY = listWords(shippedLibrary().words, "vi");
const place = await openCommune();
afterAll(() => place.close());

it("writes what the reader may see, phones masked, and takes its own list back without a change", async () => {
  await place.takeBook((book) => {
    book
      .addWorksheet("A")
      .addRows([
        ["(Kèm theo Quyết định số 45/QĐ-UBND ngày 12/12/2025)"],
        ["Họ tên", "Năm sinh", "Ấp", "SĐT", "Địa chỉ", "Phân loại"],
        ["Lê Thị Bé", 1968, "1", "0901234567", "=HYPERLINK(1)", null],
        ["Võ Văn Xa", 1970, "2", null, null, "N"],
      ]);
  });
  const [officer = ""] = (
    await place.sql.rows(
      IdRow,
      "INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), 'Cán bộ', 'can bo', now()) RETURNING id",
    )
  ).map(({ id }) => id);
  await place.sql.run(
    "INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, 'officer', $2, '2025-07-01')",
    [officer, place.commune],
  );
  await place.sql.run(
    `INSERT INTO assignments (id, household_id, person_id, kind, valid_from)
     SELECT gen_random_uuid(), id, $1, 'officer', '2025-07-01' FROM households WHERE head_folded = 'vo van xa'`,
    [officer],
  );
  const unit = await findUnit(place.sql, "xã an bình", NOW);
  const write = async (
    name: string,
    reader: { id: string; name: string } | null,
  ): Promise<Record<string, string[][]>> => {
    await writeTable(place.at(name), householdSheets(place.sql, unit, reader, SAY, NOW), NOW);
    return readAll(place.at(name));
  };
  const all = await write("all.xlsx", null);
  expect(all["Thông tin"]?.slice(1, 4)).toEqual([
    ["Phạm vi", "Xã An Bình"],
    ["Ngày lập", "22/11/2026"],
    ["Người lập", "Quản trị hệ thống"],
  ]);
  expect(all["Danh sách"]?.slice(1).map((row) => row.slice(1))).toEqual([
    ["Lê Thị Bé", "1968", "Ấp 1", "'=HYPERLINK(1)", "09******67"],
    ["Võ Văn Xa", "1970", "Ấp 2", "", "", "Hộ nghèo", "45/QĐ-UBND", "12/12/2025"],
  ]);
  const his = await write("his.xlsx", { id: officer, name: "Cán bộ" });
  expect(his["Danh sách"]?.slice(1).map((row) => row[1])).toEqual(["Võ Văn Xa"]);
  const stranger = await write("none.xlsx", { id: place.commune, name: "Người lạ" });
  expect(stranger["Danh sách"]).toHaveLength(1);
  const back = await place.take(place.at("his.xlsx"));
  expect([back.added, back.updated, back.unchanged, back.refused]).toEqual([0, 0, 1, 0]);
  expect([back.classes.same, back.classes.entered]).toEqual([1, {}]);
  expect(back.findings.map(({ code }) => code)).toEqual(["no_headings"]);
});

it.each(["vi", "en"])(
  "the empty list in %s is understood whole, and its own words are no class or decision",
  async (locale) => {
    const name = place.at(`template-${locale}.csv`);
    await writeTable(name, template(listWords(shippedLibrary().words, locale)), NOW);
    const before = await readFile(name, "utf8");
    await writeFile(name, `${before}1,Trần Văn Bốn,1980,Ấp 1,,,cận nghèo,7/QĐ-UBND,1/6/2026,\r\n`);
    const report = await place.take(name, { write: "none" });
    expect(report.findings).toEqual([]);
    expect(report.sheets.flatMap(({ columns }) => columns.map(({ field }) => field))).not.toContain(null);
    expect(report.sheets.map(({ decision }) => decision)).toEqual([
      { no: null, decidedOn: null, from: null },
    ]);
    expect([report.added, report.classes.entered]).toEqual([1, { near_poor: 1 }]);
  },
);

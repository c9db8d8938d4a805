import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { changeUnits } from "../../../src/registry/units/change-units.ts";
import { importUnitFile } from "../../../src/registry/units/import-file.ts";
import { findUnit } from "../../../src/registry/units/find-unit.ts";
import { aroundOn } from "../../../src/registry/units/on-date.ts";
import { openStage, type Stage } from "../stage.ts";

const NOW = new Date("2026-11-22T03:00:00Z");
let stage: Stage;

beforeEach(async () => {
  stage = await openStage(NOW.toISOString());
});
afterEach(async () => stage.close());

const GOOD = [
  "\uFEFFcode;name;type;parent;valid_from;aliases;document",
  "86;Tỉnh Vĩnh Long;tỉnh;;1900-01-01;;",
  '29110;"Xã Ba Tri";XA;86;1/7/2025;"Thị trấn Ba Tri|Chợ Ba Tri";1687/NQ-UBTVQH15',
  ";Ấp 1;Ấp;29110;1/7/2025;;",
  ";Tổ 4;tổ nhân dân tự quản;29110/Ấp 1;1/7/2025;;",
  "",
].join("\r\n");

async function counted(): Promise<number> {
  const [row] = await stage.sql.rows(
    z.object({ count: z.int() }),
    "SELECT count(*)::int AS count FROM units",
  );
  return z.int().parse(row?.count);
}

describe("a file of places", () => {
  it("is read with its own headings, separators, dates and types, parents in any order", async () => {
    expect(await importUnitFile(stage.sql, GOOD, NOW)).toEqual({ added: 4, known: 0, problems: [] });
    const group = z.string().parse(await findUnit(stage.sql, "29110/ap 1/to 4"));
    const around = await aroundOn(stage.sql, group, "2026-01-01");
    expect(around.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "to Tổ 4",
      "ap Ấp 1",
      "xa Ba Tri",
      "tinh Vĩnh Long",
    ]);
  });

  it("adds nothing the second time, nor what an officer made under the same name", async () => {
    const commune = await stage.unit("Ba Tri", "xa", null);
    await stage.sql.run("UPDATE units SET code = '29110' WHERE id = $1", [commune]);
    await stage.unit("ẤP 1", "ap", commune);
    expect(await importUnitFile(stage.sql, GOOD, NOW)).toEqual({ added: 2, known: 2, problems: [] });
    expect(await importUnitFile(stage.sql, GOOD, NOW)).toEqual({ added: 0, known: 4, problems: [] });
    expect(await counted()).toBe(4);
  });

  it("is known again after its places were merged, and nothing new is put into what ended", async () => {
    const more = "code,name,type,parent,valid_from\n29122,Mỹ Hòa,xa,86,2025-07-01";
    const below = "name,type,parent,valid_from\nTổ 5,to,29110/Ấp 1,2025-07-01\nẤp 9,ap,29110,2025-07-01";
    await importUnitFile(stage.sql, GOOD, NOW);
    await importUnitFile(stage.sql, more, NOW);
    const [from, into] = [await findUnit(stage.sql, "29110"), await findUnit(stage.sql, "29122")];
    const merge = { kind: "merge", from: [from ?? ""], into: into ?? "" } as const;
    await changeUnits(stage.sql, merge, { on: "2026-01-01", document: null }, NOW);
    expect(await importUnitFile(stage.sql, GOOD, NOW)).toEqual({ added: 0, known: 4, problems: [] });
    const { problems } = await importUnitFile(stage.sql, below, NOW);
    expect(problems.map(({ line, reason }) => `${line} ${reason.slice(0, 25)}`)).toEqual([
      "3 29110 ended on 2026-01-01",
    ]);
  });

  it("is taken as JSON too", async () => {
    const rows = [{ code: 86, name: "Vĩnh Long", type: "tinh", parent: null, valid_from: "1976-01-01" }];
    expect(await importUnitFile(stage.sql, JSON.stringify(rows), NOW)).toMatchObject({ added: 1 });
  });

  it("is refused as a whole where a row is wrong, and every wrong row is told", async () => {
    const text = [
      "code,name,type,parent,valid_from",
      "86,Vĩnh Long,tỉnh,,1900-01-01",
      "1,,ap,86,2025-07-01",
      "2,Ấp 2,làng nghề,86,2025-07-01",
      "3,Ấp 3,ap,99999,2025-07-01",
      "4,Ấp 4,ap,86,31/2/2025",
      "5,Ấp 5,ap,,2025-07-01",
      "4b,Xã 4,xa,5b,2025-07-01",
      "5b,Ấp 6,ap,86,2025-07-01",
      "7,Ấp 7,ap,86,1899-01-01",
      "5b,Ấp 8,ap,86,2025-07-01",
      "a b,Ấp 9,ap,86,2025-07-01",
    ].join("\n");
    const { added, problems } = await importUnitFile(stage.sql, text, NOW);
    expect(added).toBe(0);
    expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      "3 name",
      "4 type",
      "5 parent",
      "6 valid_from",
      "7 parent",
      "8 parent",
      "10 parent",
      "11 code",
      "12 code",
    ]);
    expect(await counted()).toBe(0);
  });

  it.each([
    ["an empty one", "", "no row"],
    ["one without a column", "code,name\n1,Ấp 1", "no column type, parent, valid_from"],
    ["an open quotation mark", 'name,type,parent,valid_from\n"Ấp 1,ap,86,2025-07-01', "Line 2"],
    ["broken JSON", "[{", "no JSON"],
    ["JSON of something else", '{"name": "x"}', "no list of objects"],
  ])("is refused where it is %s", async (_, text, why) => {
    await expect(importUnitFile(stage.sql, text, NOW)).rejects.toThrow(why);
  });
});

import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import { afterAll, expect, it } from "vitest";
import { harmless } from "../../src/documents/harmless-text.ts";
import { writeTable } from "../../src/documents/write-table.ts";
import { readAll, tempFolder } from "./temp-files.ts";

const folder = await tempFolder();
afterAll(() => folder.remove());
const NOW = new Date("2026-11-22T02:00:00Z");
const SHEETS = [
  { name: "Thông tin", rows: [["Phạm vi", "Xã An Bình & <bạn>", { day: "2026-11-22" }]], headings: 0 },
  { name: "Danh sách", rows: [["Họ tên"], ["=1+1"], ["Lê \u0000Bé"], ['a "b";\nc']], headings: 1 },
];

it("writes a workbook that Excel's readers understand, with nothing in it that runs", async () => {
  await writeTable(folder.at("out.xlsx"), SHEETS, NOW);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(folder.at("out.xlsx"));
  expect(book.worksheets.map(({ name }) => name)).toEqual(["Thông tin", "Danh sách"]);
  expect(book.worksheets[0]?.getCell("B1").value).toBe("Xã An Bình & <bạn>");
  expect(book.worksheets[0]?.getCell("C1").value).toEqual(new Date("2026-11-22"));
  expect(book.worksheets[1]?.getCell("A2").value).toBe("'=1+1");
  expect(book.worksheets[1]?.getCell("A1").font.bold).toBe(true);
  expect((await readAll(folder.at("out.xlsx")))["Danh sách"]).toEqual([
    ["Họ tên"],
    ["'=1+1"],
    ["Lê Bé"],
    ['a "b";\nc'],
  ]);
});

it("writes a .csv that Excel opens as UTF-8", async () => {
  await writeTable(folder.at("out.csv"), SHEETS, NOW);
  const text = await readFile(folder.at("out.csv"), "utf8");
  expect(text).toBe(
    '\uFEFFPhạm vi,Xã An Bình & <bạn>,22/11/2026\r\n\r\nHọ tên\r\n\'=1+1\r\nLê Bé\r\n"a ""b"";\nc"\r\n',
  );
});

it("makes every beginning of a formula harmless", () => {
  const starts = ["=A1", "+1", "-1", "@x", "\t=1", " =1", "|x", "＝1"];
  expect(starts.map(harmless)).toEqual(starts.map((text) => `'${text}`));
  expect(harmless("Ấp 1 - tổ 2")).toBe("Ấp 1 - tổ 2");
});

it("says what to do where the file cannot be written", async () => {
  await expect(writeTable(folder.at("out.pdf"), SHEETS, NOW)).rejects.toMatchObject({
    code: "no_such_format",
  });
  await expect(writeTable(folder.at("none/out.csv"), SHEETS, NOW)).rejects.toMatchObject({
    code: "cannot_write",
  });
});

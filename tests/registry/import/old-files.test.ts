import { copyFile, writeFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import { afterAll, afterEach, expect, it } from "vitest";
import { openCommune, refusedRows } from "./commune.ts";

/** The same small list as machines of other years save it. */
const place = await openCommune();
afterEach(() => place.clear());
afterAll(() => place.close());

const AN = { name: "Nguyễn Văn An", birth: 1975, unit: "Ấp 1", phone: "+84901234567", address: null };
const BE = { name: "Lê Thị Bé", birth: 1968, unit: "Ấp 2", phone: null, address: null };
const RAY = { name: "Thạch Sà Ray", birth: 1980, unit: "Ấp Mỹ Hòa", phone: null, address: null };
const WANTED = [BE, AN, RAY];

const TCVN3 = [
  ["DANH S¸CH Hé NGHÌO, X· AN B×NH"],
  ["Stt", "Hä vµ tªn chñ hé", "N¨m sinh", "Êp", "§iÖn tho¹i"],
  ["1", "NguyÔn V¨n An", "1975", "Êp 1", "0901234567"],
  ["2", "Lª ThÞ BÐ", "1968", "Êp 2", ""],
  ["3", "Th¹ch Sµ Ray", "1980", "Êp Mü Hßa", ""],
];
/** One row was typed anew in Unicode: it tells nothing of the others, of which some have no sign of their own font. */
const TCVN3_MENDED = [...TCVN3.slice(0, 3), ["2", "Lê Thị Bé", "1968", "Ấp 2", ""], ...TCVN3.slice(4)];
const VNI = [
  ["DANH SAÙCH HOÄ NGHEØO, XAÕ AN BÌNH"],
  ["Stt", "Hoï vaø teân chuû hoä", "Naêm sinh", "AÁp", "Ñieän thoaïi"],
  ["1", "NGUYEÃN VAÊN AN", "1975", "AÁp 1", "0901234567"],
  ["2", "Leâ Thò Beù", "1968", "AÁp 2", ""],
  ["3", "Thaïch Saø Ray", "1980", "AÁp Myõ Hoøa", ""],
];
const UNICODE = [
  ["DANH SÁCH HỘ NGHÈO, XÃ AN BÌNH"],
  ["Stt", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Điện thoại"],
  ["1", "Nguyễn Văn An", "1975", "Ấp 1", "0901234567"],
  ["2", "Lê Thị Bé", "1968", "Ấp 2", ""],
  ["3", "Thạch Sà Ray", "1980", "Ấp Mỹ Hòa", ""],
];

function lines(rows: readonly string[][], delimiter: string): string {
  return rows.map((row) => row.join(delimiter)).join("\r\n");
}

/** Windows-1258: the tone stands behind its vowel, as a byte of its own. */
function in1258(text: string): Buffer {
  const tones = new Map([
    ["\u0300", 0xcc],
    ["\u0301", 0xec],
    ["\u0303", 0xde],
    ["\u0309", 0xd2],
    ["\u0323", 0xf2],
  ]);
  const letters = new Map(
    Array.from("ĂăĐđƠơƯư").map((letter, at) => [letter, "\xc3\xe3\xd0\xf0\xd5\xf5\xdd\xfd".charCodeAt(at)]),
  );
  const bytes = Array.from(
    text
      .normalize("NFD")
      .replace(/[aeou][\u0302\u031B\u0306]|[AEOU][\u0302\u031B\u0306]/gu, (base) => base.normalize("NFC"))
      .replace(
        /([aeou])\u0323\u0302/giu,
        (_all, base: string) => `${`${base}\u0302`.normalize("NFC")}\u0323`,
      ),
  );
  return Buffer.from(bytes.map((letter) => tones.get(letter) ?? letters.get(letter) ?? letter.charCodeAt(0)));
}

it.each([
  ["Windows-1258 with semicolons", in1258(lines(UNICODE, ";"))],
  [
    'UTF-16 without a mark, with tabs, as Excel\'s "Unicode text"',
    Buffer.from(lines(UNICODE, "\t"), "utf16le"),
  ],
  [
    "UTF-8 of a Mac, letters and marks apart, with the line that Excel writes",
    Buffer.from(`sep=;\r\n${lines(UNICODE, ";")}`.normalize("NFD")),
  ],
  ["TCVN3 as .csv", Buffer.from(lines(TCVN3, ","), "latin1")],
  ["TCVN3 with a row in Unicode", Buffer.from(lines(TCVN3_MENDED, ","))],
  ["VNI-Windows as .csv", Buffer.from(lines(VNI, ";"), "latin1")],
  ["VNI-Windows as .csv in UTF-8", Buffer.from(lines(VNI, ","))],
])("%s", async (_name, bytes) => {
  await writeFile(place.at("list.csv"), bytes);
  const report = await place.take(place.at("list.csv"));
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual(WANTED);
  const again = await place.take(place.at("list.csv"));
  expect([again.added, again.updated, again.unchanged]).toEqual([0, 0, 3]);
});

it.each([
  ["TCVN3", TCVN3],
  ["VNI-Windows", VNI],
  ["TCVN3 under headings that were typed anew", [...UNICODE.slice(0, 2), ...TCVN3.slice(2)]],
  [
    "names typed anew, hamlets in VNI-Windows",
    VNI.map((row, at) =>
      row.map((cell, column) => (column === 3 && at > 0 ? cell : (UNICODE[at]?.[column] ?? ""))),
    ),
  ],
])("a workbook in %s", async (_name, rows) => {
  const report = await place.takeBook((book) => void book.addWorksheet("Sheet1").addRows(rows));
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual(WANTED);
});

it("leaves signs alone that stand in any list of today", async () => {
  await place.takeBook(
    (book) =>
      void book.addWorksheet("Sheet1").addRows([
        ["Họ tên", "Năm sinh", "Ấp", "Địa chỉ"],
        ["Võ Công Hà", 1970, "Ấp 1", "Lô B©2, 120 m², khu «Cô Ba»"],
        ["Lê Văn Tèo", 1971, "Ấp 1", "½ công, cạnh quán Ñoño"],
      ]),
  );
  expect((await place.households()).map(({ name, address }) => [name, address])).toEqual([
    ["Lê Văn Tèo", "½ công, cạnh quán Ñoño"],
    ["Võ Công Hà", "Lô B©2, 120 m², khu «Cô Ba»"],
  ]);
});

it("a workbook with macros is read as any other, whatever its name", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("Sheet1").addRows(UNICODE);
  await book.xlsx.writeFile(place.at("list.xlsx"));
  await copyFile(place.at("list.xlsx"), place.at("danh sách.xlsm"));
  await place.take(place.at("danh sách.xlsm"));
  expect(await place.households()).toEqual(WANTED);
});

it.each([
  [
    "an old .xls, or a workbook with a password",
    Buffer.from("d0cf11e0a1b11ae1000000000000", "hex"),
    "old_or_locked_workbook",
  ],
  ["a page saved as .xls", Buffer.from("\uFEFF<html xmlns:o=''><table><tr><td>Họ tên"), "not_a_table"],
  ["a table without a page, as .xls", Buffer.from("\r\n  <table><tr><td>Họ tên"), "not_a_table"],
  ["a photo", Buffer.from("ffd8ffe000104a46494600", "hex"), "not_a_table"],
  ["an empty file", Buffer.alloc(0), "empty_file"],
  ["a list without headings", Buffer.from("Nguyễn Văn An,1975\nLê Thị Bé,1968\n"), "no_headings"],
])("%s is refused with what to do", async (_name, bytes, code) => {
  await writeFile(place.at("other"), bytes);
  await expect(place.take(place.at("other"))).rejects.toMatchObject({ code, exit: 1 });
  expect(await place.households()).toEqual([]);
});

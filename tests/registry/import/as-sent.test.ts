import { afterAll, afterEach, expect, it } from "vitest";
import { openCommune, refusedRows } from "./commune.ts";

/** Files as communes send them: each is put together from habits that were seen in real lists. */
const place = await openCommune();
afterEach(() => place.clear());
afterAll(() => place.close());

const AN = { name: "Nguyễn Văn An", birth: 1975, unit: "Ấp 1", phone: "+84901234567", address: null };
const BE = { name: "Lê Thị Bé", birth: 1968, unit: "Ấp 2", phone: null, address: null };
const RAY = { name: "Thạch Sà Ray", birth: 1980, unit: "Ấp Mỹ Hòa", phone: "+84387654321", address: null };

/** Takes the same file a second time: nothing may change, and what was refused is refused again. */
async function again(take: () => ReturnType<typeof place.take>) {
  const first = await take();
  const kept = await place.households();
  const second = await take();
  expect([second.added, second.updated, second.unchanged]).toEqual([0, 0, first.added]);
  expect(refusedRows(second)).toEqual(refusedRows(first));
  expect(await place.households()).toEqual(kept);
  return { report: first, kept };
}

it("the province's form: national motto, three rows of headings, index row, groups that are no hamlets, notes below", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      const sheet = book.addWorksheet("Phụ lục 1");
      sheet.addRow(["ỦY BAN NHÂN DÂN", null, null, null, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]);
      sheet.addRow(["XÃ AN BÌNH", null, null, null, "Độc lập - Tự do - Hạnh phúc"]);
      sheet.addRow([]);
      sheet.addRow(["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU RÀ SOÁT NĂM 2026"]);
      sheet.addRow(["(Kèm theo Quyết định số 123/QĐ-UBND ngày 15 tháng 11 năm 2026)"]);
      sheet.addRow(["STT", "Thông tin chủ hộ", null, null, "Nơi cư trú", null, "Phân loại", null, "Ghi chú"]);
      sheet.addRow([
        null,
        "Họ và tên",
        "Ngày, tháng, năm sinh",
        null,
        "Ấp",
        "Số ĐT",
        "Hộ nghèo",
        "Hộ cận nghèo",
      ]);
      sheet.addRow([null, null, "Nam", "Nữ"]);
      sheet.addRow(["A", "B", "1", "2", "3", "4", "5", "6", "7"]);
      for (const range of ["A4:I4", "A5:I5", "A6:A8", "B6:D6", "B7:B8", "C7:D7", "E6:F6", "E7:E8", "F7:F8"])
        sheet.mergeCells(range);
      for (const range of ["G6:H6", "G7:G8", "H7:H8", "I6:I8"]) sheet.mergeCells(range);
      sheet.addRow(["I", "HỘ NGHÈO"]);
      sheet.addRow([1, "NGUYỄN VĂN AN", "12/5/75", null, "ẤP 1", "0901.234.567", "x"]);
      sheet.addRow(["", "Cộng hộ nghèo", null, null, null, null, 1]);
      sheet.addRow(["II", "HỘ CẬN NGHÈO"]);
      sheet.addRow([1, "Bà: LÊ THỊ  BÉ", null, "1968", "ap2", null, null, "x"]);
      sheet.addRow([
        2,
        "Ông THẠCH SÀ RAY",
        "00/00/1980",
        null,
        "Mỹ Hoà",
        "038 765 4321",
        null,
        "x",
        "chuyển từ ấp 1",
      ]);
      sheet.addRow(["TỔNG CỘNG (I+II)", null, null, null, null, null, 1, 2]);
      sheet.mergeCells("A16:F16");
      sheet.addRow(["Ghi chú: Cột 3 ghi đúng tên ấp đang ở, không ghi tên ấp cũ."]);
      sheet.addRow([null, "- Danh sách này có 03 hộ, đã niêm yết tại trụ sở ấp từ ngày 01/11/2026"]);
      sheet.addRow([]);
      sheet.addRow([null, null, null, null, "An Bình, ngày     tháng 11 năm 2026"]);
      sheet.addRow([null, "CÔNG CHỨC LẬP BIỂU", null, null, "TM. ỦY BAN NHÂN DÂN"]);
      sheet.addRow([null, "(Ký, ghi rõ họ tên)", null, null, "CHỦ TỊCH"]);
      sheet.addRow([]);
      sheet.addRow([null, "Trần Thị Lập", null, null, "Phạm Văn Ký"]);
    }),
  );
  expect(refusedRows(report)).toEqual([]);
  expect(kept).toEqual([BE, AN, RAY]);
});

it("two tables on one sheet, the second with its columns in another order", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      const sheet = book.addWorksheet("Sheet1");
      sheet.addRow([null, "BẢNG 1: HỘ NGHÈO"]);
      sheet.addRow(["TT", "Họ tên chủ hộ", "NS", "Ấp", "SĐT"]);
      sheet.addRow([1, "Nguyễn Văn An", 1975, "Ấp 1", "0901234567"]);
      sheet.addRow([null, "Cộng", null, null, 1]);
      sheet.addRow([]);
      sheet.addRow([null, "BẢNG 2: HỘ CẬN NGHÈO"]);
      sheet.addRow(["TT", "Ấp", "Họ tên chủ hộ", "Điện thoại", "Năm sinh"]);
      sheet.addRow([1, "Ấp 2", "Lê Thị Bé", null, 1968]);
      sheet.addRow([2, "Ấp Mỹ Hòa", "Thạch Sà Ray", "0387654321", 1980]);
    }),
  );
  expect(refusedRows(report)).toEqual([]);
  expect(kept).toEqual([BE, AN, RAY]);
});

it("formulas, notes in cells, links, days as serial numbers, years with dots, blank lines between", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      const sheet = book.addWorksheet("DS");
      sheet.addRow(["Stt", "Họ và tên", "Ngày sinh", "Ấp", "Điện thoại", "Thu nhập (đ)"]);
      sheet.addRow([
        { formula: "ROW()-1", result: 1 },
        "Nguyễn Văn An",
        27_526,
        "1",
        901_234_567,
        "2.500.000",
      ]);
      sheet.getCell("B2").note = "Chủ hộ cũ là Nguyễn Văn Xưa, mất năm 2024";
      sheet.addRow([]);
      sheet.addRow([]);
      sheet.addRow([
        { formula: "A2+1", result: 2 },
        { formula: "PROPER(B99)", result: "Lê Thị Bé" },
        "1.968",
        { text: "Ấp 2", hyperlink: "https://example.org" },
        "-",
        1_800_000.5,
      ]);
      sheet.addRow([
        3,
        { richText: [{ text: "Thạch " }, { text: "Sà Ray" }] },
        "15051980",
        "ấp Mỹ Hòa.",
        "(038) 765-4321",
      ]);
      sheet.addRow([
        { formula: "A6+1", result: 4 },
        { formula: "VLOOKUP(1,B:B,1)", result: { error: "#N/A" } },
        null,
        "Ấp 1",
      ]);
      sheet.addRow([5, null, null, null, null]);
      sheet.addRow([null, null, null, "Tổng", null, { formula: "SUM(F2:F7)", result: 4_300_000.5 }]);
    }),
  );
  expect(refusedRows(report)).toEqual(["7 no_name"]);
  expect(kept).toEqual([BE, AN, RAY]);
});

it("a hidden column is left for the one that can be seen, and read only where there is no other", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      const sheet = book.addWorksheet("A");
      sheet.addRow(["STT", "Họ và tên chủ hộ", "Họ và tên chủ hộ", "Năm sinh", "SĐT", "Điện thoại", "Ấp"]);
      sheet.addRow([1, "Nguyễn Văn Cũ", "Nguyễn Văn An", 1975, "0909999999", "0901234567", "Ấp 1"]);
      sheet.addRow([2, "Lê Văn Cũ", "Lê Thị Bé", 1968, "0908888888", null, "Ấp 2"]);
      for (const column of ["B", "E", "G"]) sheet.getColumn(column).hidden = true;
    }),
  );
  expect(refusedRows(report)).toEqual([]);
  expect(report.findings.map(({ code, column }) => [code, column])).toEqual([
    ["hidden_column_left", "B"],
    ["hidden_column_left", "E"],
    ["hidden_column_read", "G"],
  ]);
  expect(kept).toEqual([BE, AN]);
});

it("a sheet for totals, one for each hamlet, members by the code of the form, old and new sheets side by side", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      book
        .addWorksheet("TỔNG HỢP")
        .addRows([
          ["BIỂU TỔNG HỢP SỐ HỘ"],
          ["STT", "Ấp", "Số hộ", "Số khẩu"],
          [1, "Ấp 1", 1, 4],
          [2, "Ấp 2", 1, 3],
          [null, "Cộng", 2, 7],
        ]);
      book
        .addWorksheet("A1")
        .addRows([
          ["DANH SÁCH HỘ ẤP 1"],
          ["STT", "Họ và tên", "Mối quan hệ với chủ hộ (1: chủ hộ; 2: vợ/chồng; 3: con)", "Năm sinh", "SĐT"],
          [1, "Nguyễn Văn An", 1, 1975, "+84 901 234 567"],
          [2, "Trần Thị Tư", 2, 1978, null],
          [3, "Nguyễn Văn Con", 3, 2001, null],
        ]);
      book
        .addWorksheet("A2")
        .addRows([
          ["DANH SÁCH HỘ ẤP 2"],
          ["STT", "Họ và tên", "Quan hệ", "Năm sinh", "SĐT"],
          [1, "Lê Thị Bé", "Chủ hộ", 1968, null],
        ]);
    }),
  );
  expect(refusedRows(report)).toEqual([]);
  expect(report.findings.map(({ code, saw }) => [code, saw])).toContainEqual(["members_skipped", "2"]);
  expect(kept).toEqual([BE, AN]);
});

it("says of each row that it cannot take why, and takes the others", async () => {
  const { report, kept } = await again(() =>
    place.takeBook((book) => {
      book.addWorksheet("A").addRows([
        ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "SĐT"],
        [1, "Lê Thị Bé", 1968, "Ấp 2", null],
        [2, "Lê Thị Bé", 1968, "Ấp 2", null],
        [3, "Nguyễn Văn Tám (đã mất), vợ Trần Thị Ba", 1950, "Ấp 2", null],
        [4, "Võ Văn Tuổi", 45, "Ấp 2", null],
        [5, "Hồ Thị Xa", 1970, "Ấp 9", null],
        [6, "Phan Văn Số", 1970, "Ấp 1", "0901 234"],
        [7, "12345", 1970, "Ấp 1", null],
        [8, "Ngô Văn Trẻ", "1/1/2031", "Ấp 1", null],
        [9, "Đỗ Thị Hai Năm", "1970/1971", "Ấp 1", null],
      ]);
    }),
  );
  expect(refusedRows(report).toSorted()).toEqual([
    "10 bad_birth",
    "3 repeated",
    "4 bad_name",
    "5 bad_birth",
    "6 unknown_hamlet",
    "7 bad_phone",
    "8 bad_name",
    "9 bad_birth",
  ]);
  expect(kept).toEqual([BE]);
});

import { writeFile } from "node:fs/promises";
import { afterAll, afterEach, expect, it } from "vitest";
import { openCommune, refusedRows } from "./commune.ts";

const place = await openCommune();
afterEach(() => place.clear());
afterAll(() => place.close());

const AN = { name: "Nguyễn Văn An", birth: 1975, unit: "Ấp 1", phone: "+84901234567", address: null };
const BE = { name: "Lê Thị Bé", birth: 1968, unit: "Ấp 2", phone: null, address: null };

it("title block, merged headings of two rows, capitals, dates as text, totals and signatures", async () => {
  const report = await place.takeBook((book) => {
    const sheet = book.addWorksheet("DS hộ nghèo");
    sheet.addRow(["ỦY BAN NHÂN DÂN XÃ AN BÌNH"]);
    sheet.mergeCells("A1:D1");
    sheet.addRow([]);
    sheet.addRow(["DANH SÁCH HỘ NGHÈO, CẬN NGHÈO NĂM 2026"]);
    sheet.mergeCells("A3:G3");
    sheet.addRow(["STT", "Họ và tên chủ hộ", "Năm sinh", null, "Địa chỉ", "SĐT", "Ghi chú"]);
    sheet.addRow([null, null, "Nam", "Nữ", "Ấp"]);
    sheet.mergeCells("A4:A5");
    sheet.mergeCells("B4:B5");
    sheet.mergeCells("C4:D4");
    sheet.mergeCells("F4:F5");
    sheet.addRow(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]);
    sheet.addRow([1, "NGUYỄN VĂN AN", "12/05/1975", null, "ấp 1", 901234567]);
    sheet.addRow([2, "LÊ THỊ BÉ", null, 1968, "Ấp 02", "không"]);
    sheet.addRow(["STT", "Họ và tên chủ hộ", "Năm sinh", null, "Địa chỉ", "SĐT", "Ghi chú"]);
    sheet.addRow([3]);
    sheet.addRow(["Tổng cộng: 2 hộ"]);
    sheet.addRow([]);
    sheet.addRow([null, null, null, null, "An Bình, ngày 20 tháng 11 năm 2026"]);
    sheet.addRow([null, "NGƯỜI LẬP BIỂU", null, null, "TM. ỦY BAN NHÂN DÂN"]);
    sheet.addRow([null, "Trần Thị Lập", null, null, "Phạm Văn Ký"]);
  });
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual([BE, AN]);
});

it("a line for each hamlet above its households", async () => {
  const report = await place.takeBook((book) => {
    const sheet = book.addWorksheet("Tổng hợp");
    sheet.addRow(["TT", "Họ tên", "Ngày sinh", "Số ĐT", "Số khẩu"]);
    sheet.addRow(["I", "Ấp 1: 1 hộ"]);
    sheet.addRow([1, "Nguyễn Văn An", new Date(Date.UTC(1975, 4, 12)), "0901.234.567", 4]);
    sheet.addRow(["II. Ấp 2"]);
    sheet.mergeCells("A4:E4");
    sheet.addRow([1, "Lê Thị Bé", 1968, "", 3]);
  });
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual([BE, AN]);
});

it("a sheet for each hamlet, and a sheet that is no list", async () => {
  const report = await place.takeBook((book) => {
    for (const [hamlet, name, born] of [
      ["Ấp 1", "Nguyễn Văn An", 1975],
      ["ap 2", "Lê Thị Bé", 1968],
    ] as const) {
      const sheet = book.addWorksheet(hamlet);
      sheet.addRow(["Stt", "Họ và tên", "Năm sinh", "Điện thoại"]);
      sheet.addRow([1, name, born, hamlet === "Ấp 1" ? "84901234567" : null]);
    }
    book.addWorksheet("Biểu đồ").addRow(["Cộng", 2]);
  });
  expect(report.findings.map(({ code, sheet }) => [code, sheet])).toEqual([["no_headings", "Biểu đồ"]]);
  expect(await place.households()).toEqual([BE, AN]);
});

it("a hamlet merged over its households, family members below each head", async () => {
  const report = await place.takeBook((book) => {
    const sheet = book.addWorksheet("Mẫu B");
    sheet.addRow([
      "STT",
      "Ấp/khóm",
      "Họ và tên",
      "Quan hệ với chủ hộ",
      "Năm sinh",
      "Số CCCD",
      "Số điện thoại",
    ]);
    sheet.addRow([1, "Ấp 1", "Nguyễn Văn An", "Chủ hộ", 1975, "083075000123", "0901234567"]);
    sheet.addRow([null, null, "Trần Thị Con", "Vợ", 1978, "083178000123"]);
    sheet.addRow([2, "Ấp 2", "Lê Thị Bé", "chủ hộ", 1968]);
    sheet.mergeCells("B2:B3");
  });
  expect(refusedRows(report)).toEqual([]);
  expect(report.findings.map(({ code, saw }) => [code, saw])).toEqual([
    ["members_skipped", "1"],
    ["not_kept", "Số CCCD"],
  ]);
  expect(await place.households()).toEqual([BE, AN]);
});

it("the surname and the given name in two columns, hamlet within the address", async () => {
  await place.takeBook((book) => {
    const sheet = book.addWorksheet("Sheet1");
    sheet.addRow(["Họ và chữ lót", "Tên", "Sinh năm", "Nơi ở hiện nay"]);
    sheet.addRow(["Nguyễn Văn", "An", 1975, "Tổ 3, ấp Mỹ Hoà"]);
  });
  expect(await place.households()).toEqual([
    { ...AN, unit: "Ấp Mỹ Hòa", phone: null, address: "Tổ 3, ấp Mỹ Hoà" },
  ]);
});

it("the year of birth under the sex, and a tick there that is none", async () => {
  await writeFile(
    place.at("sex.csv"),
    "STT,Họ tên,Nam,Nữ,Ấp\n1,Nguyễn Văn An,1975,,Ấp 1\n2,Lê Thị Bé,,1968,Ấp 2\n",
  );
  expect(refusedRows(await place.take(place.at("sex.csv")))).toEqual([]);
  expect((await place.households()).map(({ birth }) => birth)).toEqual([1968, 1975]);
  await place.clear();
  await writeFile(
    place.at("ticks.csv"),
    "STT,Họ tên,Nam,Nữ,Ấp\n1,Nguyễn Văn An,x,,Ấp 1\n2,Lê Thị Bé,,X,Ấp 2\n",
  );
  expect(refusedRows(await place.take(place.at("ticks.csv")))).toEqual([]);
  expect((await place.households()).map(({ birth }) => birth)).toEqual([null, null]);
});

it("few columns and no numbers before the rows: the first household is none of the headings", async () => {
  await writeFile(
    place.at("few.csv"),
    "Họ và tên chủ hộ,Năm sinh,Ấp\nNguyễn Văn An,1975,Ấp 1\nLê Thị Bé,1968,Ấp 2\n",
  );
  expect((await place.take(place.at("few.csv"))).added).toBe(2);
  await place.clear();
  await writeFile(place.at("fewer.csv"), "Họ và tên chủ hộ,Ấp\nNguyễn Văn An,Ấp 1\nLê Thị Bé,Ấp 2\n");
  expect((await place.take(place.at("fewer.csv"))).added).toBe(2);
});

it("one heading over surname and given name, or none over the second; the hamlet behind the number of a house", async () => {
  const merged = await place.takeBook((book) => {
    const sheet = book.addWorksheet("Danh sách");
    sheet.addRow(["Số TT", "Họ và tên", null, "Ngày tháng năm sinh", "Địa chỉ", "Số ĐT"]);
    sheet.mergeCells("B1:C1");
    sheet.addRow([1, "Nguyễn Văn", "An", "12/05/1975", "Số 12 ấp 1", 901234567]);
  });
  expect(refusedRows(merged)).toEqual([]);
  await writeFile(
    place.at("names.csv"),
    "TT;Họ và tên chủ hộ;;Năm sinh;Địa chỉ\n1;LÊ THỊ;BÉ;1968;nhà trọ Sáu Lắm, ấp 2 xã An Bình\n",
  );
  expect(refusedRows(await place.take(place.at("names.csv")))).toEqual([]);
  expect(
    (await place.households()).map(({ name, birth, unit, phone }) => ({
      name,
      birth,
      unit,
      phone,
      address: null,
    })),
  ).toEqual([BE, AN]);
});

it(".csv from another program, with headings over headings left blank", async () => {
  await writeFile(
    place.at("list.csv"),
    "DANH SÁCH HỘ;;;;\r\nSTT;Chủ hộ;;Năm sinh;;Ấp\r\n;Họ tên chủ hộ;SĐT;Nam;Nữ;\r\n1;Nguyễn Văn An;0901 234 567;1975;;1\r\n2;Lê Thị Bé;;;1968;2\r\n",
  );
  const report = await place.take(place.at("list.csv"));
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual([BE, AN]);
});

it("hidden rows and sheets are refused until somebody says what to do", async () => {
  const make = (write: "skip" | "take" | "ask") =>
    place.takeBook(
      (book) => {
        const sheet = book.addWorksheet("A");
        sheet.addRows([
          ["Họ tên", "Năm sinh", "Ấp"],
          ["Lê Thị Bé", 1968, "2"],
          ["Phạm Văn Dư", 1970, "2"],
        ]);
        sheet.getRow(3).hidden = true;
        book.addWorksheet("B", { state: "hidden" }).addRows([
          ["Họ tên", "Ấp"],
          ["Võ Văn Kín", "2"],
        ]);
      },
      { hidden: write },
    );
  expect(refusedRows(await make("ask"))).toEqual(["3 hidden_row"]);
  expect(await place.households()).toHaveLength(1);
  expect(refusedRows(await make("skip"))).toEqual([]);
  expect(await place.households()).toHaveLength(1);
  await make("take");
  expect(await place.households()).toHaveLength(3);
});

it("headings that nobody could know, corrected by hand", async () => {
  const make = (book: Parameters<Parameters<typeof place.takeBook>[0]>[0]): void => {
    book.addWorksheet("A").addRows([
      ["Bà con", "Năm sinh", "Chỗ"],
      ["Lê Thị Bé", 1968, "Ấp 2"],
    ]);
  };
  await expect(place.takeBook(make)).rejects.toMatchObject({ code: "no_headings" });
  await place.takeBook(make, {
    corrections: [
      { column: "Bà con", field: "head_name" },
      { column: "C", field: "hamlet" },
    ],
  });
  expect(await place.households()).toEqual([BE]);
});

it("headings as a hand in a hurry shortens them, and the number of a tổ in a column of its own", async () => {
  const report = await place.takeBook((book) => {
    const sheet = book.addWorksheet("Sheet1");
    sheet.addRow(["ĐOÀN TNCS HỒ CHÍ MINH XÃ AN BÌNH"]);
    sheet.addRow(["STT hộ", "HT chủ hộ", "NS", "Đ/c", null, "SĐT", "Loại"]);
    sheet.addRow([null, null, null, "Tổ NDTQ", "Ấp"]);
    for (const column of ["A", "B", "C", "F", "G"]) sheet.mergeCells(`${column}2:${column}3`);
    sheet.mergeCells("D2:E2");
    sheet.addRow([1, "Nguyễn Văn An", "1975", "4", "Ấp 1", "0901.234.567 - không có zalo", "HN"]);
    sheet.addRow([2, "Lê Thị Bé", "1968", "", "ấp 2", "không có", "HCN"]);
  });
  expect(refusedRows(report)).toEqual([]);
  expect(await place.households()).toEqual([BE, { ...AN, address: "Tổ 4" }]);
});

it("a list whose letters Excel has lost is none, and its sender hears how to save it", async () => {
  await writeFile(
    place.at("list.csv"),
    "STT;H? và tên ch? h?;N?m sinh;?p\r\n1;Nguy?n V?n An;1975;?p 1\r\n2;Tr??ng Qu?c Vi?t;1980;?p 2\r\n3;Ph?m Th? C?m;1960;?p 1\r\n",
  );
  await expect(place.take(place.at("list.csv"))).rejects.toMatchObject({ code: "letters_lost" });
});

it("a list from a form on the web, with a link to a picture in each row, has lost nothing", async () => {
  const rows = ["Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám"].map(
    (name, at) => `${at + 1},Lê Thị ${name},1968,ấp 2,https://drive.google.com/open?id=x${at}`,
  );
  await writeFile(place.at("form.csv"), ["STT,Chủ hộ,Năm sinh,Ấp,Hình", ...rows].join("\r\n"));
  expect(refusedRows(await place.take(place.at("form.csv")))).toEqual([]);
});

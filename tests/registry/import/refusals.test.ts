import { afterAll, afterEach, expect, it } from "vitest";
import { writeTable } from "../../../src/documents/write-table.ts";
import { NOW, openCommune, refusedRows } from "./commune.ts";

const place = await openCommune();
afterEach(() => place.clear());
afterAll(() => place.close());

const HEADINGS = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "SĐT", "Địa chỉ"];

async function list(
  rows: (string | number | null)[][],
  write: "good_rows" | "all" | "none" = "good_rows",
  headings = HEADINGS,
) {
  return place.takeBook((book) => void book.addWorksheet("A").addRows([headings, ...rows]), { write });
}

it("refuses what is wrong with its row and column, takes the rest, and shows no personal data", async () => {
  const report = await list([
    [1, "Lê Thị Bé", 1968, "Ấp 2", null],
    [2, null, 1970, "Ấp 2", "0901234567"],
    [3, "Phạm Văn A (đã mất)", 1970, "Ấp 2", null],
    [4, "Trần Văn Bốn", "hai mươi", "Ấp 9", "12345678"],
    [5, "Võ Thị Năm", 2031, null, null],
    [6, "Hồ Văn Sáu", 1970, "Nguyễn Văn Lạc", null],
  ]);
  expect(report.findings.map(({ level, code, row, column, saw }) => [level, code, row, column, saw])).toEqual(
    [
      ["refused", "no_name", 3, null, null],
      ["refused", "bad_name", 4, "B", "P*** V** A (đ* m**)"],
      ["refused", "bad_birth", 5, "C", "h** m***"],
      ["refused", "bad_phone", 5, "E", "12****78"],
      ["refused", "unknown_hamlet", 5, null, "Ấp 9"],
      ["refused", "bad_birth", 6, "C", "2031"],
      ["refused", "no_hamlet", 6, null, null],
      ["refused", "unknown_hamlet", 7, null, "N***** V** L**"],
    ],
  );
  expect([report.added, report.refused]).toEqual([1, 5]);
  expect((await place.households()).map(({ name }) => name)).toEqual(["Lê Thị Bé"]);
});

it("the same list again changes nothing; a changed one changes what it says and takes nothing away", async () => {
  const rows = [
    [1, "Lê Thị Bé", 1968, "Ấp 2", "0901234567", "Tổ 1"],
    [2, "NGUYỄN VĂN AN", 1975, "Ấp 1", null, null],
    [3, "Nguyễn Văn An", 1990, "Ấp 1", null, null],
  ];
  const first = await list(rows);
  expect([first.added, first.updated, first.unchanged]).toEqual([3, 0, 0]);
  expect(first.findings.map(({ code, row }) => [code, row])).toEqual([["same_name_near", 4]]);
  const again = await list(rows);
  expect([again.added, again.updated, again.unchanged, again.refused]).toEqual([0, 0, 3, 0]);
  const changed = await list([
    [1, "le thi be", 1968, "2", "0907654321", null],
    [2, "Nguyễn Văn An", 1990, "1", null, "Tổ 5"],
  ]);
  expect([changed.added, changed.updated, changed.unchanged]).toEqual([0, 2, 0]);
  expect(await place.households()).toEqual([
    { name: "Lê Thị Bé", birth: 1968, unit: "Ấp 2", phone: "+84907654321", address: "Tổ 1" },
    { name: "Nguyễn Văn An", birth: 1975, unit: "Ấp 1", phone: null, address: null },
    { name: "Nguyễn Văn An", birth: 1990, unit: "Ấp 1", phone: null, address: "Tổ 5" },
  ]);
});

it("never guesses between two, nor moves a household, nor takes one row twice", async () => {
  await list([
    [1, "Lê Thị Bé", 1968, "1", "0901234567"],
    [2, "Lê Thị Bé", 1990, "1", null],
  ]);
  const report = await list([
    [1, "Lê Thị Bé", null, "1", null],
    [2, "Lê Thị Bé", null, "2", "0901234567"],
    [3, "Lê Thị Bé", 1990, "1", null],
    [4, "Lê Thị Bé", 1990, "1", null],
    [5, "Võ Văn Mới", 1980, "2", "0901234567"],
    [6, "Võ Văn Mới", 1980, "2", null],
  ]);
  expect(refusedRows(report)).toEqual(["2 several_fit", "3 lives_elsewhere", "5 repeated", "7 repeated"]);
  expect(
    report.findings.filter(({ level }) => level === "warning").map(({ row, code }) => [row, code]),
  ).toEqual([[6, "phone_of_another"]]);
});

it("knows a household by its code", async () => {
  await list([[1, "Lê Thị Bé", 1968, "1"]]);
  await place.sql.run("UPDATE households SET code = 'H0000001'");
  const headings = ["Mã hộ", "Họ tên", "Năm sinh", "Ấp", "SĐT"];
  const report = await list(
    [
      ["h0000001", "Lê Thị Bé", null, "1", "0901234567"],
      ["H0000001", "Võ Văn Lạ", null, "1"],
      ["H9", "Lê Thị Bé", null, "1"],
    ],
    "good_rows",
    headings,
  );
  expect(refusedRows(report)).toEqual(["3 code_of_another", "4 unknown_code"]);
  expect(report.updated).toBe(1);
});

it("a trial says what the import would say and keeps nothing; neither does a strict one with a bad row", async () => {
  const rows = [
    [1, "Lê Thị Bé", 1968, "1"],
    [2, "Võ Văn Sai", "?", "1"],
  ];
  const trial = await list(rows, "none");
  expect(await place.households()).toEqual([]);
  const strict = await list(rows, "all");
  expect(await place.households()).toEqual([]);
  const real = await list(rows);
  expect(await place.households()).toHaveLength(1);
  expect([trial.written, strict.written, real.written]).toEqual([false, false, true]);
  expect({ ...trial, written: true }).toEqual(real);
});

it("says the same whether a household of another commune is there or not: by its code, name, phone, class", async () => {
  const far = await place.unit("Nơi Khác", "xa", null);
  const rows = [
    ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "SĐT", "Mã hộ", "Loại hộ"],
    [1, "Lê Văn Xa", 1970, "1", "0901234567", null, "N"],
    [2, "Lê Văn Xa", 1970, "1", null, "H7654321", "CN"],
    [3, "Võ Thị Gần", 1980, "1", "0901234567", null, null],
  ];
  const trial = async () =>
    place.takeBook((book) => void book.addWorksheet("A").addRows(rows), {
      write: "none",
      from: "2026-01-01",
    });
  const without = await trial();
  await place.sql.run(
    `WITH home AS (
       INSERT INTO households (id, code, head_name, head_folded, unit_id, phone, created_at)
       VALUES (gen_random_uuid(), 'H7654321', 'Lê Văn Xa', 'le van xa', $1, '+84901234567', now()) RETURNING id)
     INSERT INTO classifications (id, household_id, status, standard, area, valid_from, created_at)
     SELECT gen_random_uuid(), id, 'near_poor', 'nd07_2021', 'rural', '2026-01-01', now() FROM home`,
    [far],
  );
  expect(await trial()).toEqual(without);
  expect(refusedRows(without)).toEqual(["3 unknown_code"]);
});

it("takes 20,000 rows in well under a minute", async () => {
  const words = [
    ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Phan"],
    ["Văn", "Thị", "Thanh", "Minh", "Ngọc", "Hoàng", "Kim", "Hữu", "Quốc", "Thu"],
    ["An", "Bé", "Chi", "Dung", "Giang", "Hạnh", "Khoa", "Lan", "Mai", "Út"],
  ];
  const rows = Array.from({ length: 20_000 }, (_, index) => {
    const name = words.map((some, at) => some[Math.floor(index / 10 ** at) % 10]).join(" ");
    return [
      String(index + 1),
      name,
      String(1950 + Math.floor(index / 1000)),
      `Ấp ${1 + (index % 2)}`,
      `090${1_000_000 + index}`,
      "",
      ["Hộ nghèo", "Hộ cận nghèo", ""][index % 3] ?? "",
    ];
  });
  await writeTable(
    place.at("long.xlsx"),
    [{ name: "A", headings: 1, rows: [[...HEADINGS, "Loại hộ"], ...rows] }],
    NOW,
  );
  const begun = performance.now();
  const report = await place.take(place.at("long.xlsx"), { from: "2026-01-01" });
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect([report.added, report.refused]).toEqual([20_000, 0]);
  expect(report.classes.entered).toEqual({ poor: 6667, near_poor: 6667 });
});

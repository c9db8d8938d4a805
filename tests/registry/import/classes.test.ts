import { afterAll, afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { classOf, classOfTitle } from "../../../src/registry/import/class-words.ts";
import { stepTo, type Entry } from "../../../src/registry/import/class-history.ts";
import { decisionIn } from "../../../src/registry/import/decision.ts";
import { openCommune, refusedRows } from "./commune.ts";

const place = await openCommune();
afterAll(() => place.close());

type Cell = string | number | null;
const TITLE = "(Kèm theo Quyết định số 45/QĐ-UBND ngày 12/12/2025 của Chủ tịch UBND xã An Bình)";

/** The classes on record: `Bé poor 2025-12-12..2026-06-01 45/QĐ-UBND`. */
async function record(): Promise<string[]> {
  const rows = await place.sql.rows(
    z.object({ line: z.string() }),
    `SELECT concat_ws(' ', split_part(h.head_name, ' ', -1), c.status, c.valid_from || '..' || coalesce(c.valid_to::text, ''),
       c.decision_no, CASE WHEN c.decided_on <> c.valid_from THEN c.decided_on END) AS line
     FROM classifications c JOIN households h ON h.id = c.household_id
     WHERE c.valid_to IS DISTINCT FROM c.valid_from ORDER BY h.head_folded, c.valid_from`,
  );
  return rows.map(({ line }) => line);
}

async function list(rows: Cell[][], options: Parameters<typeof place.takeBook>[1] = {}) {
  return place.takeBook((book) => void book.addWorksheet("Phụ lục").addRows(rows), options);
}

const entry = (id: string, from: string, to: string | null): Entry => ({
  id,
  status: "poor",
  from,
  to,
  decision: null,
});
const of = (no: string, day: string, rows: [string, string][]): Cell[][] => [
  [`Kèm theo Quyết định số ${no}/QĐ-UBND ngày ${day}`],
  ["STT", "Họ và tên chủ hộ", "Ấp", "Phân loại (N: hộ nghèo; CN: hộ cận nghèo; 3: hộ thoát nghèo)"],
  ...rows.map(([name, status], index) => [index + 1, name, "Ấp 1", status]),
];
const oldList = (day: string): Cell[][] => [
  [`Kèm theo Quyết định số 3/QĐ-UBND ngày ${day}`],
  ["STT", "Họ và tên chủ hộ", "Ấp", "Loại hộ"],
  [1, "Nguyễn Văn An", "Ấp 1", "N1"],
];

it.each([
  ["Hộ nghèo", "poor"],
  ["NGHÈO", "poor"],
  ["ho ngheo da chieu", "poor"],
  ["Hộ nghèo không có khả năng lao động", "poor"],
  ["Tái nghèo", "poor"],
  ["N", "poor"],
  ["H.N", "poor"],
  ["Hộ cận nghèo", "near_poor"],
  ["cận nghèo", "near_poor"],
  ["HCN", "near_poor"],
  ["C.N", "near_poor"],
  ["Mới thoát nghèo", "left_poor"],
  ["hộ đã thoát nghèo", "left_poor"],
  ["Hộ mới thoát cận nghèo", "left_near_poor"],
  ["Trung bình", "average"],
  ["Hộ có mức sống trung bình", "average"],
  ["Không thuộc diện", "none"],
  ["hộ không nghèo", "none"],
  ["Hộ nghèo, cận nghèo", null],
  ["từ nghèo lên cận nghèo", null],
  ["người cao tuổi", null],
  ["Nguyễn Văn Nghèo", null],
])("the class in a cell: %s", (text, status) => {
  expect(classOf(text)?.status ?? null).toBe(status);
});

it.each([
  ["DANH SÁCH HỘ NGHÈO NĂM 2026", "poor"],
  ["Danh sách chi tiết hộ cận nghèo theo chuẩn nghèo đa chiều giai đoạn 2022-2025", "near_poor"],
  ["DANH SÁCH HỘ THOÁT NGHÈO", "left_poor"],
  ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", null],
  ["DANH SÁCH HỘ NGHÈO XÃ AN BÌNH", "poor"],
  ["DANH SÁCH HỘ NGHÈO NHẬN QUÀ TẾT NĂM 2026", null],
  ["Danh sách hộ cận nghèo vay vốn", null],
  ["BAN CHỈ ĐẠO GIẢM NGHÈO BỀN VỮNG", null],
  ["Danh sách hộ tham gia mô hình cho hộ nghèo", null],
])("the class in a title: %s", (text, status) => {
  expect(classOfTitle(text)?.status ?? null).toBe(status);
});

it.each([
  [TITLE, "45/QĐ-UBND", "2025-12-12", "2025-12-12"],
  ["Kèm theo QĐ số: 45 /QĐ-UBND, ngày 12 tháng 12 năm 2025", "45/QĐ-UBND", "2025-12-12", "2025-12-12"],
  [
    "Kèm theo Quyết định số 7/QĐ-CT ngày 1.12.2025, áp dụng từ ngày 01/01/2026",
    "7/QĐ-CT",
    "2025-12-01",
    "2026-01-01",
  ],
  [
    "Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16/7/2021; kèm theo Quyết định số 45/QĐ-UBND ngày 12/12/2025",
    "45/QĐ-UBND",
    "2025-12-12",
    "2025-12-12",
  ],
  ["Kèm theo Quyết định số 45/QĐ-UBND ngày      tháng 12 năm 2025", "45/QĐ-UBND", null, null],
])("the decision in a title: %s", (text, no, decidedOn, from) => {
  expect(decisionIn(text)).toEqual({ no, decidedOn, from });
});

it.each([
  "DANH SÁCH HỘ NHẬN QUÀ TẾT (Kèm theo Quyết định số 99/QĐ-UBND ngày 12/1/2026)",
  "Kèm theo Quyết định số 99/QĐ-UBND ngày 12/1/2026 về việc hỗ trợ nhà ở cho hộ nghèo",
  "Kèm theo Quyết định số      /QĐ-UBND ngày 12/12/2025",
  "Tờ trình số 12/TTr-UBND ngày 1/12/2025",
])("no decision in: %s", (text) => {
  expect(decisionIn(text)).toBeNull();
});

it("an entry that ended is followed, not reached back into", () => {
  const said = { status: "near_poor", decision: null, decidedOn: null, from: "2026-01-01" } as const;
  expect(stepTo([entry("a", "2024-01-01", "2025-01-01")], said)).toMatchObject({ ends: null, until: null });
  expect(stepTo([entry("a", "2024-01-01", null)], said)).toMatchObject({ ends: "a", transition: "better" });
  // What was put right on its first day never held.
  expect(stepTo([entry("a", "2026-01-01", "2026-01-01")], said)).toMatchObject({
    putRight: false,
    transition: null,
  });
});

describe("a list with classes", () => {
  afterEach(() => place.clear());

  it("marks under two headings, lines over parts, the decision of the title; again nothing changes", async () => {
    const rows: Cell[][] = [
      ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"],
      [TITLE],
      ["STT", "Họ và tên chủ hộ", "Ấp", "Hộ nghèo", "Hộ cận nghèo"],
      [1, "Nguyễn Văn An", "Ấp 1", "x", null],
      [2, "Lê Thị Bé", "Ấp 2", null, "X"],
      [3, "Võ Thị Cúc", "Ấp 2", null, null],
      [4, "Hồ Văn Dư", "Ấp 2", "x", "x"],
      [5, "Hồ Văn Em", "Ấp 2", "Hộ DTTS", null],
      [null, "II. Hộ mới thoát nghèo ấp 1", null, null, null],
      [1, "Phan Văn Gấm", null, null, null],
    ];
    const trial = await list(rows, { write: "none" });
    expect(await record()).toEqual([]);
    const report = await list(rows);
    expect(report.findings).toEqual(trial.findings);
    expect(refusedRows(report)).toEqual(["7 two_classes"]);
    expect(report.findings.map(({ code, row, column }) => [code, row, column])).toContainEqual([
      "class_unknown",
      8,
      "D",
    ]);
    expect(report.classes).toMatchObject({
      entered: { poor: 1, near_poor: 1, left_poor: 1 },
      same: 0,
      undated: 0,
    });
    const kept = ["Bé near_poor", "An poor", "Gấm left_poor"].map((who) => `${who} 2025-12-12.. 45/QĐ-UBND`);
    expect(await record()).toEqual(kept);
    const again = await list(rows);
    expect([again.updated, again.unchanged, again.classes.same]).toEqual([0, 5, 3]);
    expect(again.classes.entered).toEqual({});
    expect(await record()).toEqual(kept);
  });

  it("a later list says what becomes of whom; an older one is history and never stands over the newer", async () => {
    await list(
      of("45", "12/12/2025", [
        ["Nguyễn Văn An", "N"],
        ["Lê Thị Bé", "CN"],
        ["Võ Thị Cúc", "N"],
      ]),
    );
    const later = await list(
      of("60", "10/11/2026", [
        ["Nguyễn Văn An", "3"],
        ["Lê Thị Bé", "N"],
        ["Võ Thị Cúc", "N"],
      ]),
    );
    expect(later.classes).toMatchObject({
      entered: { left_poor: 1, poor: 2 },
      transitions: { left_poor: 1, worse: 1 },
    });
    expect(later.findings.map(({ row, code }) => `${row} ${code}`)).toEqual([
      "3 now_left_poor",
      "4 now_worse",
    ]);
    const older = await list(
      of("30", "15/12/2024", [
        ["Nguyễn Văn An", "N"],
        ["Lê Thị Bé", "N"],
      ]),
    );
    expect([older.classes.older, older.classes.entered]).toEqual([2, {}]);
    expect(older.findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      "note class_older",
      "note class_older",
    ]);
    const against = await list(of("45", "12/12/2025", [["Nguyễn Văn An", "CN"]]));
    expect(against.findings.map(({ code }) => code)).toEqual(["class_against_record"]);
    const right = await list(of("60", "10/11/2026", [["Lê Thị Bé", "CN"]]));
    expect(right.findings.map(({ code }) => code)).toEqual(["class_put_right"]);
    expect(await record()).toEqual([
      "Bé poor 2024-12-15..2025-12-12 30/QĐ-UBND",
      "Bé near_poor 2025-12-12..2026-11-10 45/QĐ-UBND",
      "Bé near_poor 2026-11-10.. 60/QĐ-UBND",
      "An poor 2024-12-15..2025-12-12 30/QĐ-UBND",
      "An poor 2025-12-12..2026-11-10 45/QĐ-UBND",
      "An left_poor 2026-11-10.. 60/QĐ-UBND",
      "Cúc poor 2025-12-12..2026-11-10 45/QĐ-UBND",
      "Cúc poor 2026-11-10.. 60/QĐ-UBND",
    ]);
  });

  it("without a day nothing is kept and it says so; what somebody gives, and what a row says itself, comes first", async () => {
    const rows: Cell[][] = [
      ["DANH SÁCH HỘ NGHÈO"],
      ["STT", "Họ và tên chủ hộ", "Ấp", "Số QĐ", "Từ ngày"],
      [1, "Nguyễn Văn An", "Ấp 1", null, null],
      [2, "Lê Thị Bé", "Ấp 1", "7/QĐ-UBND", "1/6/2026"],
      [3, "Võ Thị Cúc", "Ấp 1", null, "đầu năm"],
      [4, "Hồ Thị Dư", "Ấp 1", null, "01/01/2027"],
      [5, "Hồ Thị Em", "Ấp 1", null, "01/01/2015"],
    ];
    const undated = await list(rows);
    expect(undated.classes).toMatchObject({ undated: 1, entered: { poor: 1 } });
    expect(undated.findings.map(({ code, row, saw }) => `${code} ${row ?? saw}`).toSorted()).toEqual([
      "class_bad_day 5",
      "class_before_standards 1",
      "class_too_early 1",
      "class_undated 1",
    ]);
    await list(rows, { decision: "9/QĐ-UBND", from: "2026-01-01" });
    expect(await record()).toEqual(["Bé poor 2026-06-01.. 7/QĐ-UBND", "An poor 2026-01-01.. 9/QĐ-UBND"]);
  });

  it("N1 and N2 are words of a standard that has ended", async () => {
    const now = await list(oldList("12/12/2025"));
    expect(now.findings.map(({ code, saw }) => `${code} ${saw}`)).toEqual(["class_of_other_standard N1"]);
    expect(await record()).toEqual([]);
    await list(oldList("12/12/2020"));
    expect(await record()).toEqual(["An poor 2020-12-12.. 3/QĐ-UBND"]);
  });

  it("standard and area follow from the day; an officer enters only for those whom she looks after", async () => {
    const rows: Cell[][] = [
      [TITLE],
      ["STT", "Họ và tên chủ hộ", "Ấp", "Diện"],
      [1, "Nguyễn Văn An", "Ấp 1", "Hộ nghèo"],
      [2, "Lê Thị Bé", "Ấp 1", "Hộ nghèo"],
    ];
    await list(rows.slice(1).map((row) => row.slice(0, 3)));
    const [officer] = await place.sql.rows(
      z.object({ id: z.string() }),
      "INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), 'Cán bộ', 'can bo', now()) RETURNING id",
    );
    const by = officer?.id ?? "";
    await place.sql.run(
      "INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, 'officer', $2, '2025-07-01')",
      [by, place.commune],
    );
    await place.sql.run(
      `INSERT INTO assignments (id, household_id, person_id, kind, valid_from)
     SELECT gen_random_uuid(), id, $1, 'officer', '2025-07-01' FROM households WHERE head_folded = 'le thi be'`,
      [by],
    );
    const report = await list([...rows, [3, "Võ Thị Cúc", "Ấp 1", "Cận nghèo"]], { by });
    expect(report.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(["3 class_not_yours"]);
    expect(
      await place.sql.rows(
        z.object({ line: z.string() }),
        "SELECT concat_ws(' ', status, standard, area, entered_by = $1) AS line FROM classifications ORDER BY status",
        [by],
      ),
    ).toEqual([{ line: "near_poor nd07_2021 rural t" }, { line: "poor nd07_2021 rural t" }]);
    // Nor does she learn whether the record says what her list says.
    await list(rows);
    const guessed = await list(rows, { by });
    expect(guessed.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(["3 class_not_yours"]);
    expect(guessed.classes.same).toBe(1);
  });
});

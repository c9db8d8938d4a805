import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { behind } from "../../src/reports/behind.ts";
import { FIGURES } from "../../src/reports/figures/all.ts";
import { reportPeriod, spanOf } from "../../src/reports/span.ts";
import { HAMLETS, LEADER, nameOf, PROVINCE } from "./settle-commune.ts";
import { unlisted, walkDuties } from "./who-said-it.ts";
import { openTalkingCommune, type TalkingCommune } from "./talking-commune.ts";

const [TAI = "", KIEU = "", SA_RINH = ""] = HAMLETS.map(({ officer }) => officer);
const [BA, CUC, DUNG, EN] = [nameOf(0), nameOf(1), nameOf(2), nameOf(3)];
const PHUOC = nameOf(25);
const LE_HAI = nameOf(33);

let commune: TalkingCommune;
let says: TalkingCommune["says"];

beforeAll(async () => {
  commune = await openTalkingCommune();
  ({ says } = commune);
});
afterAll(async () => commune.stop());

const count = async (from: string): Promise<number> => {
  const [row] = await commune.sql.rows(z.object({ n: z.int() }), `SELECT count(*)::int AS n FROM ${from}`);
  return row?.n ?? -1;
};

/** SQL: whoever is in `column` is called so. */
const by = (column: string, name: string): string =>
  `${column} = (SELECT id FROM people WHERE name = '${name}')`;
/** SQL: the household in `column` is hers. */
const of = (column: string, name: string): string =>
  `${column} = (SELECT id FROM households WHERE head_name = '${name}')`;
const sold = (name: string): Promise<number> =>
  count(`diary_entries d WHERE d.code = 'sold' AND ${of("d.household_id", name)}`);

describe("a commune by talk", () => {
  it("an officer logs a meeting with 25 households in a dozen short answers", async () => {
    const answers = ["họp xong rồi", "1", "ấp bình hòa", "1", "1", "đủ trừ 4, bà Rạng"];
    const rest = ["30", "cách phòng bệnh cho dê", "1", "bỏ qua"];
    const last = await says(TAI, ...answers, ...rest);
    expect(answers.length + rest.length).toBeLessThanOrEqual(12);
    // Three minutes for someone who types with a thumb: 40 letters a minute would do.
    expect([...answers, ...rest].join("").length).toBeLessThanOrEqual(90);
    expect(last).toContain("23/25");
    expect(
      await count(`meeting_households mh JOIN meetings m ON m.id = mh.meeting_id
        WHERE mh.came AND m.status = 'held' AND ${by("mh.marked_by", TAI)}`),
    ).toBe(23);
  });

  it("the first quarter: who looks after whom, plans, visits, support, a job", async () => {
    await says(LEADER, "hộ chưa có cán bộ", "1", "sa rinh", "1");
    await says(LEADER, "quản lý ấp", "6", "1", "ấp bình hòa", "menu");
    await says(PROVINCE, "quản lý ấp", "1", "1", "tân lộc đông", "menu");
    const goat = [
      "nuoi de",
      "4 con de cai",
      "chuong cu, co ngoai vuon",
      "ban cho lai",
      "1",
      "3 trieu",
      "thieu von",
    ];
    await says(
      BA,
      "toi muon lap ke hoach",
      ...goat,
      "6 trieu",
      "thang sau",
      "dung roi",
      "1",
      "2 trieu ruoi",
      "dung",
      "1",
    );
    await says(CUC, "để coi", "lập kế hoạch", "nuoi ga", "để coi", "dừng");
    // The name of the talk that asks him is no answer to it: nothing is approved by it.
    expect(await says(TAI, "kế hoạch chờ duyệt")).toContain(`Ý chị Tài với kế hoạch của hộ ${BA} sao ạ?`);
    expect(await count("plan_approvals WHERE person_id IS NOT NULL AND at > '2026-02-10'")).toBe(0);
    await says(TAI, "đồng ý");
    await says(TAI, "thăm hộ", CUC, "ổn", "12 chỉ số", "1", "2", "1", "1", "1", "1", "1", "đủ");
    await says(
      TAI,
      "thăm hộ",
      BA,
      "khó",
      "chuồng dột",
      "hứa",
      "mình hứa",
      "xin tôn lợp chuồng",
      "1",
      "1",
      "đủ",
    );
    await says(BA, "em can giup", "nha o", "mai nha dot, can lop lai", "bỏ qua", "dung");
    await says(
      KIEU,
      "ghi khoản vay",
      PHUOC,
      "1",
      "nuôi 2 con bò",
      "40tr",
      "tổ ấp",
      "đã nhận tiền",
      "hôm qua",
      "bỏ qua",
      "1",
    );
    const tin = [
      "nhà ở",
      "tôn lợp mái",
      "1",
      "hôm nay",
      "ghi thêm",
      "3",
      "bỏ qua",
      "5 triệu",
      "500 ngàn",
      "bỏ qua",
      "bỏ qua",
      "1",
    ];
    await says(TAI, "ghi hỗ trợ đã nhận", BA, "1", ...tin);
    await says(LEADER, "nơi tuyển người", "1", "Cơ sở may Tư Hạnh", "tân lộc đông", "may gia công", "2", "1");
    const sewing = ["May gia công", "tân lộc đông", "bỏ qua", "bỏ qua", "bỏ qua", "bỏ qua", "31/3", "1", "1"];
    await says(LEADER, "giới thiệu việc làm", "2", ...sewing, "tất cả", "gửi đi");
    await commune.until("2026-02-11");
    await says(LE_HAI, "muon");
    await says(DUNG, "de coi");
    await says(EN, "muon");
    await says(SA_RINH, "lời giới thiệu", "1", "kết quả", "1", "1");
    await commune.until("2026-03-29");
    await says(BA, "<voice>", "chạy đều", "2", "không có", "700 ngan", "không", "bỏ qua", "dung roi");
    await says(DUNG, "ban 12 con ga duoc 1tr2", "1");
  });

  it("the second quarter: in the wrong place, twice, a flood, an inspection, a review, a model", async () => {
    await commune.until("2026-05-12");
    // A sale beside the question whether the step is done is offered for the book, and the question comes back.
    expect(await says(BA, "ban 2 con de duoc 3tr5")).toContain("3.500.000 đ");
    await says(BA, "1");
    expect(await says(BA, "ban 2 con de duoc 3tr5")).not.toContain("Em ghi vô sổ rồi");
    await says(BA, "2", "1", "dừng");
    await says(PHUOC, "nước ngập chuồng bò rồi em ơi", "bỏ qua", "bỏ qua");
    await says(LEADER, "tuyên truyền", "2", "Tân Lộc Đông", "loa", "hôm nay", "chuyện vay vốn", "200", "1");
    await says(
      LEADER,
      "kiểm tra",
      "ấp bình hòa",
      "1",
      "chị Nhung, anh Tài",
      "sổ ghi đều",
      "1",
      "không",
      "không",
    );
    const review = ["4", "tân lộc đông", "1", "2"];
    // Two are called so: nobody is marked before it is clear who was missing.
    expect(await says(LEADER, "họp xong rồi", ...review, "đủ trừ bà Kim")).toContain(
      "7. Nguyễn Thị Kim, 21. Trần Thị Kim",
    );
    const rest = ["đủ", "60", "sơ kết sáu tháng", "1", "phải ghi sổ hàng tháng", "bỏ qua"];
    await says(LEADER, ...rest);
    await says(TAI, "mô hình", "2", "Tổ nuôi dê", "nuôi dê", "ấp bình hòa", "hôm qua", "1");
    await says(TAI, "mô hình", "1", "1", "2", BA);
    await says(TAI, "mô hình", "1", "1", "1", "20tr", "có thêm 4 con dê", "bỏ qua", "4", "1");
    await commune.until("2026-05-29");
    await says(BA, "tốt", "1", "3 triệu", "600 ngan", "không", "bỏ qua", "dung roi");
  });

  it("the third quarter: late, and for the neighbour", async () => {
    await commune.until("2026-08-20");
    expect(
      await says(
        KIEU,
        "họp xong rồi",
        "1",
        "ấp bình lợi",
        "hôm qua",
        "1",
        "đủ",
        "12",
        "mùa nước",
        "1",
        "bỏ qua",
      ),
    ).toContain("8/8");
    await says(BA, "tốt", "2", "2tr8", "500", "1", "không", "bỏ qua", "dung roi");
    await commune.until("2026-11-02");
  });

  it("leaves a record of every duty, each with whoever said it", async () => {
    const duties: [string, string, number][] = [
      [
        "Y5 an officer for each, by the leader",
        `assignments a WHERE ${by("a.entered_by", LEADER)} AND a.valid_to IS NULL`,
        40,
      ],
      [
        "Y5 of them, given by talk",
        `assignments a WHERE ${by("a.person_id", SA_RINH)} AND ${by("a.entered_by", LEADER)}`,
        7,
      ],
      [
        "Y6 plan, by the household",
        `plan_versions v WHERE ${by("v.entered_by", BA)} AND v.commit_how = 'tap'`,
        1,
      ],
      ["Y6 approved by the officer", `plan_approvals a WHERE ${by("a.person_id", TAI)}`, 1],
      [
        "Y7 twelve indicators",
        `indicator_checks i WHERE ${by("i.checked_by", TAI)} AND ${of("i.household_id", CUC)}`,
        1,
      ],
      [
        "Y8 loan",
        `loans l WHERE ${by("l.entered_by", KIEU)} AND ${of("l.household_id", PHUOC)} AND amount_lent = 40000000`,
        1,
      ],
      [
        "Y9 what was sold, at the menu and in the wrong place",
        `diary_entries d WHERE d.code = 'sold' AND d.entered_by IS NOT NULL`,
        2,
      ],
      [
        "Y9 the sale told twice counts once",
        `diary_entries d WHERE ${by("d.entered_by", BA)} AND amount = 3500000`,
        1,
      ],
      ["Y10 own part of the plan", `plan_versions v WHERE own_contribution = 'chuong cu, co ngoai vuon'`, 1],
      ["Y10 own part of support", `supports s WHERE ${by("s.entered_by", TAI)} AND own_amount = 500000`, 1],
      ["Y11 a job found", `work_results w WHERE ${by("w.entered_by", SA_RINH)} AND kind = 'job'`, 1],
      ["Y12 employer", `partners p WHERE ${by("p.entered_by", LEADER)} AND kind = 'employer'`, 1],
      [
        "Y12 vacancy answered",
        `offer_answers a WHERE a.answer = 'interested' AND a.answered_by IS NOT NULL`,
        2,
      ],
      ["Y13 housing", `needs n WHERE ${by("n.entered_by", BA)} AND category = 'housing'`, 1],
      [
        "Y14 model, its household, its evaluation",
        `models m JOIN model_households h ON h.model_id = m.id
         JOIN model_evaluations e ON e.model_id = m.id WHERE ${by("h.entered_by", TAI)} AND e.rating = 4`,
        1,
      ],
      [
        "Y15 Y17 hamlet of the year",
        `designations d WHERE ${by("d.entered_by", LEADER)} AND kind = 'hamlet'`,
        1,
      ],
      [
        "Y16 commune of the year",
        `designations d WHERE ${by("d.entered_by", PROVINCE)} AND kind = 'commune'`,
        1,
      ],
      [
        "Y18 meetings",
        `meetings m WHERE m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on >= '2026-02-10' AND m.logged_by IS NOT NULL`,
        2,
      ],
      [
        "Y19 book, month by month",
        `diary_entries d WHERE ${by("d.entered_by", BA)} AND kind = 'income' AND source = 'report'`,
        3,
      ],
      [
        "Y19 voice note kept",
        `files f JOIN contacts c ON c.id = f.contact_id WHERE c.display_name = '${BA}' AND f.kind = 'voice'`,
        1,
      ],
      ["Y19 visits", `visits v WHERE ${by("v.entered_by", TAI)} AND met = 'household'`, 2],
      ["Y20 inspection", `inspections i WHERE ${by("i.entered_by", LEADER)}`, 1],
      [
        "Y20 review with lessons",
        `meetings m WHERE ${by("m.logged_by", LEADER)} AND kind = 'interim_review' AND lessons <> ''`,
        1,
      ],
      ["Y1 loudspeaker", `communications c WHERE ${by("c.entered_by", LEADER)} AND reached = 200`, 1],
      ["C13 flood", `shock_households s WHERE ${by("s.entered_by", PHUOC)}`, 1],
    ];
    const records: [string, number][] = [];
    for (const [duty, from] of duties) records.push([duty, await count(from)]);
    expect(records).toEqual(duties.map(([duty, , expected]) => [duty, expected]));
    // What the report counts is what she typed, each answer kept with its words.
    const said = await commune.sql.rows(
      z.object({ amount: z.string(), typed: z.string() }),
      `SELECT d.amount::text, a.typed FROM diary_entries d JOIN answers a ON a.household_id = d.household_id
         AND a.flow = 'progress' AND a.step = 'income' AND a.at::date = d.created_at::date
       WHERE d.kind = 'income' AND d.source = 'report' AND ${by("d.entered_by", BA)} ORDER BY d.period`,
    );
    expect(said.map(({ amount, typed }) => [amount, typed])).toEqual([
      ["0", "không có"],
      ["3000000", "3 triệu"],
      ["2800000", "2tr8"],
    ]);
  });

  it("knows of every row that a duty left who wrote it and when, in each table there is", async () => {
    expect(await walkDuties(commune.sql, "2026-02-10")).toEqual({ empty: [], unsaid: {} });
    expect(await unlisted(commune.sql)).toEqual([]);
  });

  it("opens each number of the report to the list behind it, with who said it and when", async () => {
    const span = spanOf(reportPeriod("2026-Y"), "2026-11-02");
    const nobody: string[] = [];
    const counted: string[] = [];
    for (const figure of FIGURES) {
      const rows = await behind(commune.sql, figure, commune.id, span, 100);
      if (rows.length > 0) counted.push(figure.code);
      nobody.push(
        ...rows.filter(({ said_by, said_on }) => said_by === null || said_on === null).map(() => figure.code),
      );
    }
    expect(nobody).toEqual([]);
    expect(counted.length).toBeGreaterThan(20);
    const opened = await says(LEADER, "báo cáo", "số liệu", "4", "2");
    expect(opened).toContain(`1. ${PHUOC} – Ấp Bình Lợi – 09/02/2026 – 40.000.000 (${KIEU} ghi 10/02/2026)`);
    // From deep inside, the name of the talk leads to its beginning.
    const plans = await says(LEADER, "báo cáo", "số liệu", "kế hoạch");
    expect(plans).toContain("Chọn để coi danh sách đằng sau");
    expect(await says(LEADER, "báo cáo")).toContain("Báo cáo chuyên đề 6 tháng 2026");
  });

  it("writes nothing for the wrong home where an officer has one of his own, or a line names two", async () => {
    await says(TAI, "menu");
    await commune.sql.run(
      `INSERT INTO household_contacts (household_id, contact_id, valid_from)
       SELECT h.id, c.id, '2026-01-01' FROM households h, contacts c JOIN people p ON p.id = c.person_id
       WHERE h.head_name = $1 AND p.name = $2`,
      [DUNG, TAI],
    );
    const nga = nameOf(9);
    const before = [await sold(DUNG), await sold(nga)];
    // Who bought is not whose book it is.
    expect(await says(TAI, `em bán 3 con heo cho chị ${nga} được 12tr`)).toContain(`làm cho hộ ${BA}`);
    expect(await says(TAI, "2", "1")).toContain("Em ghi thu 12.000.000 đ");
    await says(TAI, "1");
    expect([await sold(DUNG), await sold(nga)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
    // Whoever is in front of the line is asked about, known here or not.
    expect(await says(TAI, "chị Xuân bán 3 con heo được 12tr")).toContain(`đang làm cho hộ ${DUNG}`);
    await says(TAI, "menu");
    expect(await says(TAI, `chị ${nga} bán 2 con heo được 8tr`)).toContain(`nói hộ ${nga}`);
    await says(TAI, "1", "1");
    expect([await sold(DUNG), await sold(nga)]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1]);
    const two = await says(KIEU, "menu", `kế hoạch của chị Quý với ${nameOf(31)}`);
    expect(two).toContain("nói hộ nào");
    expect(await says(KIEU, "chị Quý")).toContain(nameOf(26));
  });
});

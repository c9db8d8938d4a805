import { OBLIGATIONS, type Obligation } from "../calendar/obligations.ts";
import type { Sql } from "../turns/ports.ts";
import type { Rung } from "./rule.ts";

type Shipped = Obligation & {
  active: boolean;
  rungs: readonly Rung[];
  opensBefore: number;
  locksAfter: number | null;
};

/** From when the shipped rules hold; the order is older, the record of this program is not. */
const SINCE = "2025-07-01";

/** Who owes hears on every rung; a deputy when it gets close; the level above once it is late, all units in one message. */
const REPORT_RUNGS: readonly Rung[] = [
  { days: -30, parts: ["owes"] },
  { days: -14, parts: ["owes"] },
  { days: -7, parts: ["owes"] },
  { days: -3, parts: ["owes", "deputy"] },
  { days: -1, parts: ["owes", "deputy"] },
  { days: 0, parts: ["owes", "deputy"] },
  { days: 1, parts: ["owes", "deputy", "above"] },
  { days: 7, parts: ["owes", "deputy", "above"] },
];

const SHORT_RUNGS: readonly Rung[] = [
  { days: -3, parts: ["owes"] },
  { days: 0, parts: ["owes"] },
  { days: 1, parts: ["owes"] },
];

/** The cadences of the union's order are on; what other documents ask for can be switched on for a unit and those below. */
const SHIPPED: readonly Shipped[] = [
  ...OBLIGATIONS.map((obligation) => ({
    ...obligation,
    active: true,
    rungs: REPORT_RUNGS,
    opensBefore: 60,
    // A quarter that is over cannot be met in any more; a report may be asked for long after.
    locksAfter: obligation.code === "meeting_quarter" ? 31 : 90,
  })),
  {
    code: "bulletin_month",
    document: "Kế hoạch của UBND xã Cẩm Lương (5/2023), Tiểu dự án 2, Dự án 6: truyền thông hàng tháng",
    period: "month",
    due: "end_of_period",
    rule: "by_end",
    ladder: { before: [3], onTheDay: true, after: [1] },
    active: false,
    rungs: SHORT_RUNGS,
    opensBefore: 31,
    locksAfter: 31,
  },
  {
    code: "review_year",
    document: "QĐ 24/2021/QĐ-TTg (16/7/2021), rà soát định kỳ từ 1/9 đến 14/12",
    period: "year",
    due: { month: 12, day: 14 },
    rule: "by_end",
    ladder: { before: [30, 14, 7, 3, 1], onTheDay: true, after: [1, 7] },
    active: false,
    rungs: REPORT_RUNGS,
    opensBefore: 104,
    locksAfter: 60,
  },
];

/** Channel prices that the program knows of, in đồng, until the one who runs it enters others (issue of contract). */
const PRICES = [
  { road: "free", price: 0, source: "docs.zaloplatforms.com/docs/OA (2026): 48 giờ sau lần nhắn cuối" },
  {
    road: "counted",
    price: 55,
    source: "docs.zaloplatforms.com/docs/OA (2026): ngoài gói, từ 48 giờ tới 7 ngày",
  },
  { road: "template", price: 200, source: "ZBS Template Message, bảng giá 1/2026" },
  { road: "telegram", price: 0, source: "core.telegram.org/bots/faq" },
  { road: "other", price: 0, source: "–" },
];

/** Writes the rules and prices that the program comes with where there are none yet; what people changed stays. */
export async function ensureShippedRules(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `INSERT INTO obligation_rules (id, code, version, unit_id, active, period, only_index, due_month, due_day, due_rule,
       ladder, opens_before, locks_after, document, valid_from, created_at)
     SELECT gen_random_uuid(), s.code, 1, NULL, s.active, s.period, s.only_index, s.due_month, s.due_day, s.due_rule,
       s.ladder, s.opens_before, s.locks_after, s.document, $2, $3
     FROM jsonb_to_recordset($1::jsonb) AS s (code text, active boolean, period text, only_index int, due_month int,
       due_day int, due_rule text, ladder jsonb, opens_before int, locks_after int, document text)
     WHERE NOT EXISTS (SELECT FROM obligation_rules r WHERE r.code = s.code AND r.unit_id IS NULL)`,
    [JSON.stringify(SHIPPED.map(rowOf)), SINCE, now],
  );
  await sql.run(
    `INSERT INTO road_prices (road, valid_from, price, source)
     SELECT p.road, $2, p.price, p.source FROM jsonb_to_recordset($1::jsonb) AS p (road text, price int, source text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(PRICES), SINCE],
  );
}

function rowOf({ code, active, period, only, due, rule, rungs, opensBefore, locksAfter, document }: Shipped) {
  return {
    code,
    active,
    period,
    only_index: only ?? null,
    due_month: due === "end_of_period" ? null : due.month,
    due_day: due === "end_of_period" ? null : due.day,
    due_rule: rule,
    ladder: rungs,
    opens_before: opensBefore,
    locks_after: locksAfter,
    document,
  };
}

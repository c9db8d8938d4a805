import type { LocalDate } from "./local-date.ts";

/** What a day off is for. */
export type HolidayCode =
  "new_year" | "tet" | "hung_kings" | "reunification" | "labour_day" | "national_day" | "culture_day";

/** When a holiday falls, as the law says it; `tet` and `national_day` leave one day to the Prime Minister. */
export type HolidayRule = {
  code: HolidayCode;
  when: { kind: "solar" | "lunar"; day: number; month: number } | { kind: "tet" } | { kind: "national_day" };
  document: string;
  /** First and last year of the rule. */
  from: number;
  until?: number;
  /** Whether a holiday on a weekly day off brings the next working day off (Labour Code, Article 111(3)). */
  compensated: boolean;
};

/** A decision of one year: days that the law leaves open, and working days exchanged for days off. */
export type Announcement = {
  code: HolidayCode;
  document: string;
  /** The days of the holiday itself, without those that only make up for a weekend. */
  days: readonly LocalDate[];
  swaps: readonly { off: LocalDate; worked: LocalDate }[];
};

/** Names as they stand in Vietnamese notices. */
export const HOLIDAY_NAMES: Readonly<Record<HolidayCode, string>> = {
  new_year: "Tết Dương lịch",
  tet: "Tết Nguyên đán",
  hung_kings: "Giỗ Tổ Hùng Vương",
  reunification: "Ngày Chiến thắng 30/4",
  labour_day: "Ngày Quốc tế Lao động 1/5",
  national_day: "Quốc khánh 2/9",
  culture_day: "Ngày Văn hóa Việt Nam 24/11",
};

const CODE_2012 = "Bộ luật Lao động 10/2012/QH13, Điều 115";
const CODE_2019 = "Bộ luật Lao động 45/2019/QH14, Điều 112";

/** The holidays of the law, from the first year for which they are kept. */
export const HOLIDAY_RULES: readonly HolidayRule[] = [
  ...holidaysOf(CODE_2012, { from: 2014, until: 2020 }),
  rule("national_day", { kind: "solar", day: 2, month: 9 }, CODE_2012, { from: 2014, until: 2020 }),
  ...holidaysOf(CODE_2019, { from: 2021 }),
  rule("national_day", { kind: "national_day" }, CODE_2019, { from: 2021 }),
  // In force from 1/7/2026; the resolution gives no other day off where it falls on a weekend.
  { ...rule("culture_day", solar(24, 11), "Nghị quyết 28/2026/QH16", { from: 2026 }), compensated: false },
];

/** Decisions by year. The next one is awaited each October or November: add it here. */
export const ANNOUNCEMENTS: readonly Announcement[] = [
  {
    code: "tet",
    document: "5015/TB-LĐTBXH (22/11/2023)",
    days: ["2024-02-08", "2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12"],
    swaps: [],
  },
  {
    code: "reunification",
    document: "2450/VPCP-KGVX (12/4/2024)",
    days: ["2024-04-30"],
    swaps: [{ off: "2024-04-29", worked: "2024-05-04" }],
  },
  {
    code: "national_day",
    document: "5015/TB-LĐTBXH (22/11/2023)",
    days: ["2024-09-02", "2024-09-03"],
    swaps: [],
  },
  {
    code: "tet",
    document: "6150/TB-BLĐTBXH (3/12/2024)",
    days: ["2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"],
    swaps: [],
  },
  {
    code: "labour_day",
    document: "6150/TB-BLĐTBXH (3/12/2024)",
    days: ["2025-05-01"],
    swaps: [{ off: "2025-05-02", worked: "2025-04-26" }],
  },
  {
    code: "national_day",
    document: "6150/TB-BLĐTBXH (3/12/2024)",
    days: ["2025-09-01", "2025-09-02"],
    swaps: [],
  },
  {
    code: "new_year",
    document: "12729/VPCP-KGVX (25/12/2025)",
    days: ["2026-01-01"],
    swaps: [{ off: "2026-01-02", worked: "2026-01-10" }],
  },
  {
    code: "tet",
    document: "9859/VPCP-KGVX (10/2025)",
    days: ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"],
    swaps: [],
  },
  { code: "reunification", document: "3383/BNV-CVL", days: ["2026-04-30"], swaps: [] },
  { code: "labour_day", document: "3383/BNV-CVL", days: ["2026-05-01"], swaps: [] },
  {
    code: "national_day",
    document: "9859/VPCP-KGVX (10/2025)",
    days: ["2026-09-01", "2026-09-02"],
    swaps: [{ off: "2026-08-31", worked: "2026-08-22" }],
  },
  {
    code: "tet",
    document: "10065/VPCP-KGVX (2/10/2026)",
    days: ["2027-02-04", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08"],
    swaps: [],
  },
  {
    code: "national_day",
    document: "10065/VPCP-KGVX (2/10/2026)",
    days: ["2027-09-02", "2027-09-03"],
    swaps: [],
  },
];

type Years = { from: number; until?: number };

function holidaysOf(document: string, years: Years): HolidayRule[] {
  return [
    rule("new_year", solar(1, 1), document, years),
    rule("tet", { kind: "tet" }, document, years),
    rule("hung_kings", { kind: "lunar", day: 10, month: 3 }, document, years),
    rule("reunification", solar(30, 4), document, years),
    rule("labour_day", solar(1, 5), document, years),
  ];
}

function rule(code: HolidayCode, when: HolidayRule["when"], document: string, years: Years): HolidayRule {
  return { code, when, document, ...years, compensated: true };
}

function solar(day: number, month: number): HolidayRule["when"] {
  return { kind: "solar", day, month };
}

import type { PeriodKind } from "./periods.ts";

/** What a unit owes again and again. Add a kind here, its words in the locales. */
export const OBLIGATION_CODES = [
  "report_half_year",
  "report_year",
  "meeting_quarter",
  "bulletin_month",
  "review_year",
] as const;
export type ObligationCode = (typeof OBLIGATION_CODES)[number];

/** Working days around the last day on which the thing can be done in time. */
export type Ladder = { before: readonly number[]; onTheDay: boolean; after: readonly number[] };

/** One rule: who owes is the business of the units; what, for which period, until when is said here. */
export type Obligation = {
  code: ObligationCode;
  document: string;
  period: PeriodKind;
  /** Only this one of the periods of a year: the first half has a report of its own, the second is in the year's. */
  only?: number;
  /** A day of the period's year, or the period's own last day. */
  due: { month: number; day: number } | "end_of_period";
  /** `before`: the due day itself is late ("trước ngày 30/5"); `by_end`: it still counts. */
  rule: "before" | "by_end";
  ladder: Ladder;
};

export const FULL_LADDER: Ladder = { before: [30, 14, 7, 3, 1], onTheDay: true, after: [1, 7] };

const ORDER_1444 = "Công văn 1444-CV/TĐTN-TNNT (23/3/2020)";

/**
 * The cadences of the union's order. Whether "trước ngày 30/5" means strictly before is an open question to the
 * union; strictly before is the safe reading, and `rule` is the switch.
 */
export const OBLIGATIONS: readonly Obligation[] = [
  {
    code: "report_half_year",
    document: ORDER_1444,
    period: "half_year",
    only: 1,
    due: { month: 5, day: 30 },
    rule: "before",
    ladder: FULL_LADDER,
  },
  {
    code: "report_year",
    document: ORDER_1444,
    period: "report_year",
    due: { month: 11, day: 30 },
    rule: "before",
    ladder: FULL_LADDER,
  },
  {
    code: "meeting_quarter",
    document: ORDER_1444,
    period: "quarter",
    due: "end_of_period",
    rule: "by_end",
    ladder: FULL_LADDER,
  },
];

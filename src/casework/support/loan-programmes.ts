import type { LocalDate } from "../../calendar/local-date.ts";

/** The terms of one programme of the Bank for Social Policies (NHCSXH), for as long as they hold. */
export type LoanTerms = {
  programme: LoanProgramme;
  from: LocalDate;
  to: LocalDate | null;
  /** Percent a year; null where no rate was found. */
  rate: number | null;
  /** Whole đồng a household or worker; null where none was found. */
  limit: number | null;
  /** Longest term in months. */
  months: number | null;
  document: string;
  /** `current`: found in force; `old`: found in an older text, so an officer has to be asked. */
  found: "current" | "old";
};

export const LOAN_PROGRAMMES = [
  "poor",
  "near_poor",
  "left_poor",
  "job",
  "abroad",
  "water",
  "hard_area",
  "student",
  "other",
] as const;
export type LoanProgramme = (typeof LOAN_PROGRAMMES)[number];

/** Rates of 2025 and 2026, each with the text it stands in; a new text is a new line, and ends the old one. */
const TERMS: readonly LoanTerms[] = [
  {
    programme: "poor",
    from: "2019-03-01",
    to: null,
    rate: 6.6,
    limit: 100_000_000,
    months: 120,
    document: "QĐ 750/QĐ-TTg 1/6/2015; QĐ 12/QĐ-HĐQT 2019",
    found: "old",
  },
  {
    programme: "near_poor",
    from: "2019-03-01",
    to: null,
    rate: 7.92,
    limit: null,
    months: 120,
    document: "QĐ 15/2013/QĐ-TTg; QĐ 1826/QĐ-TTg 9/10/2013",
    found: "old",
  },
  {
    programme: "left_poor",
    from: "2015-09-05",
    to: null,
    rate: 8.25,
    limit: null,
    months: null,
    document: "QĐ 28/2015/QĐ-TTg 21/7/2015",
    found: "old",
  },
  {
    programme: "job",
    from: "2026-01-01",
    to: null,
    // 127 % of the rate above for poor households.
    rate: 8.382,
    limit: 200_000_000,
    months: 120,
    document: "NĐ 338/2025/NĐ-CP",
    found: "current",
  },
  {
    programme: "abroad",
    from: "2026-01-01",
    to: null,
    rate: 8.382,
    // The whole cost of going; above 200 million with security.
    limit: null,
    months: null,
    document: "NĐ 338/2025/NĐ-CP",
    found: "current",
  },
  {
    programme: "water",
    from: "2004-04-16",
    to: null,
    rate: 9,
    limit: null,
    months: null,
    document: "QĐ 62/2004/QĐ-TTg",
    found: "old",
  },
  {
    programme: "hard_area",
    from: "2023-08-10",
    to: null,
    rate: 9,
    limit: 100_000_000,
    months: null,
    document: "QĐ 17/2023/QĐ-TTg",
    found: "old",
  },
];

/** The terms of a programme on a day; null where none are known, and an officer has to be asked. */
export function loanTerms(programme: string, day: LocalDate): LoanTerms | null {
  return (
    TERMS.find(
      (terms) => terms.programme === programme && terms.from <= day && (terms.to === null || day < terms.to),
    ) ?? null
  );
}

/** Interest of the first month in whole đồng, rounded to 1,000: 50 million at 6.6 % a year is 275,000. */
export function monthlyInterest(amount: number, rate: number): number {
  return Math.round((amount * rate) / 1200 / 1000) * 1000;
}

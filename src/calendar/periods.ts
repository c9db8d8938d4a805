import { addDays, addMonths, parts, toLocalDate, type LocalDate } from "./local-date.ts";

/**
 * Stretches of time that something is counted or owed for. `year` is the calendar year; `half_year` and
 * `report_year` are those of the union's reports, which run from 1/11 to 30/4 and from 1/5 to 31/10.
 */
export type PeriodKind = "month" | "quarter" | "half_year" | "year" | "report_year";

/** `id` is written 2026-11, 2026-Q4, 2027-H1, 2026, 2027-Y; `from` and `to` both belong to the period. */
export type Period = {
  kind: PeriodKind;
  id: string;
  year: number;
  index: number;
  from: LocalDate;
  to: LocalDate;
};

/**
 * The month in which a report year begins; from July on it belongs to the year after. The order 1444-CV/TĐTN-TNNT says
 * when reports are due, not which days they cover: the cut-off is an open question to the union, hence a setting.
 */
export type PeriodSettings = { reportYearStart: number };

export const UNION_PERIODS: PeriodSettings = { reportYearStart: 11 };

const LENGTH: Record<PeriodKind, number> = { month: 1, quarter: 3, half_year: 6, year: 12, report_year: 12 };

/** The period of a kind that holds a date. */
export function periodOf(kind: PeriodKind, date: LocalDate, settings = UNION_PERIODS): Period {
  const [year, month] = parts(date);
  return at(kind, Math.floor((year * 12 + month - 1 - shift(kind, settings)) / LENGTH[kind]), settings);
}

/** Reads an id; null where it is none. */
export function parsePeriod(id: string, settings = UNION_PERIODS): Period | null {
  const match = /^(?<year>\d{4})(?:-(?<mark>[QHY]?)(?<index>\d{0,2}))?$/.exec(id);
  const { year = "", mark, index = "" } = match?.groups ?? {};
  if (year === "") return null;
  const kind = mark === undefined ? "year" : KINDS[mark];
  if (kind === undefined) return null;
  const perYear = 12 / LENGTH[kind];
  const found = at(kind, Number(year) * perYear + (perYear === 1 ? 0 : Number(index) - 1), settings);
  return found.id === id ? found : null;
}

/** The period that follows, or with a negative number goes before. */
export function shiftPeriod(period: Period, by: number, settings = UNION_PERIODS): Period {
  const perYear = 12 / LENGTH[period.kind];
  return at(period.kind, period.year * perYear + period.index - 1 + by, settings);
}

export function nextPeriod(period: Period, settings = UNION_PERIODS): Period {
  return shiftPeriod(period, 1, settings);
}

export function previousPeriod(period: Period, settings = UNION_PERIODS): Period {
  return shiftPeriod(period, -1, settings);
}

/** All periods of a kind that share a day with the dates from one to another, in turn. */
export function periodsBetween(
  kind: PeriodKind,
  from: LocalDate,
  to: LocalDate,
  settings = UNION_PERIODS,
): Period[] {
  const found: Period[] = [];
  if (from > to) return found;
  for (let p = periodOf(kind, from, settings); p.from <= to; p = nextPeriod(p, settings)) found.push(p);
  return found;
}

const SUFFIX: Record<PeriodKind, (index: number) => string> = {
  month: (index) => `-${String(index).padStart(2, "0")}`,
  quarter: (index) => `-Q${index}`,
  half_year: (index) => `-H${index}`,
  year: () => "",
  report_year: () => "-Y",
};

/** By the letter of the id; the year alone has no dash either. */
const KINDS: Record<string, PeriodKind> = { "": "month", Q: "quarter", H: "half_year", Y: "report_year" };

/** Periods of one kind are numbered through all years, as months are. */
function at(kind: PeriodKind, number: number, settings: PeriodSettings): Period {
  const perYear = 12 / LENGTH[kind];
  const year = Math.floor(number / perYear);
  const index = number - year * perYear + 1;
  const start = number * LENGTH[kind] + shift(kind, settings);
  const from = toLocalDate(Math.floor(start / 12), (start % 12) + 1, 1);
  return {
    kind,
    id: `${year}${SUFFIX[kind](index)}`,
    year,
    index,
    from,
    to: addDays(addMonths(from, LENGTH[kind]), -1),
  };
}

/** Months by which the report year is off the calendar year: 1/11 comes two months before. */
function shift(kind: PeriodKind, { reportYearStart }: PeriodSettings): number {
  if (kind !== "half_year" && kind !== "report_year") return 0;
  return reportYearStart > 6 ? reportYearStart - 13 : reportYearStart - 1;
}

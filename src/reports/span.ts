import type { LocalDate } from "../calendar/local-date.ts";
import { parsePeriod, shiftPeriod, type Period } from "../calendar/periods.ts";
import { AppError } from "../domain/app-error.ts";

/** The days that figures are computed for; `to` is also the day whose map and state count. */
export type Span = { from: LocalDate; to: LocalDate; year: number };

/** What a report covers: up to the end of its period, or up to today where that is still to come. */
export function spanOf(period: Period, today: LocalDate): Span {
  return { from: period.from, to: period.to < today ? period.to : today, year: period.year };
}

/** The same for the period before, as long as it was. */
export function spanBefore(period: Period): Span {
  const before = shiftPeriod(period, -1);
  return { from: before.from, to: before.to, year: before.year };
}

/** Reads the id of a report's period, such as 2027-H1 or 2026-Y. Throws an AppError that says how it is written. */
export function reportPeriod(id: string): Period {
  const period = parsePeriod(id);
  if (period === null || (period.kind !== "half_year" && period.kind !== "report_year"))
    throw new AppError(
      "no_such_period",
      `There is no report for the period "${id}": write 2027-H1 for the first half of a year or 2027-Y for a year.`,
      1,
    );
  return period;
}

import { addDays, type LocalDate } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";

/**
 * How often every household is to be visited: once a quarter, the rhythm of the meetings, until the union says otherwise
 * ("theo dõi … từng hộ", công văn 1444-CV/TĐTN-TNNT, 23/3/2020, part 6, gives none). `dueOnDay` counts from the first day of
 * the quarter as 0.
 */
export const VISIT_DUTY = {
  document: "Công văn 1444-CV/TĐTN-TNNT (23/3/2020)",
  period: "quarter",
  dueOnDay: 60,
} as const;

/** What makes a household worth a visit now, the most urgent first. */
export const VISIT_REASONS = [
  "shock",
  "difficulty",
  "promise",
  "agreed",
  "sample",
  "silent",
  "quarter",
] as const;
export type VisitReason = (typeof VISIT_REASONS)[number];

/** The window of the regular visit: it can be made from, should be made by, counts until. */
export function visitWindow(today: LocalDate): {
  quarter: number;
  from: LocalDate;
  due: LocalDate;
  until: LocalDate;
} {
  const period = periodOf(VISIT_DUTY.period, today);
  return {
    quarter: period.index,
    from: period.from,
    due: addDays(period.from, VISIT_DUTY.dueOnDay),
    until: period.to,
  };
}

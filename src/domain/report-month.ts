/** Until this day of a month a report may still be about the month before. */
const LATE_UNTIL_DAY = 5;

/**
 * The month (YYYY-MM) that a progress report of today is about: this month, or in its first days the one before where
 * nothing was reported for it and the plan was running then.
 *
 * `today` and `runningSince` are local dates (YYYY-MM-DD); `reported` are the months that have a report.
 */
export function reportMonth(today: string, runningSince: string, reported: readonly string[]): string {
  const month = today.slice(0, 7);
  const before = monthBefore(month);
  const late =
    Number(today.slice(8, 10)) <= LATE_UNTIL_DAY &&
    runningSince.slice(0, 7) <= before &&
    !reported.includes(before);
  return late ? before : month;
}

function monthBefore(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

import { publicHolidays } from "./holidays.ts";
import { addDays, parts, weekday, type LocalDate } from "./local-date.ts";

const decided = new Map<number, ReadonlyMap<LocalDate, boolean>>();

/** Whether offices work: Monday to Friday without public holidays, and the Saturdays worked in exchange. */
export function isWorkingDay(date: LocalDate): boolean {
  return specialDays(parts(date)[0]).get(date) ?? weekday(date) <= 5;
}

/** The working day that lies `n` working days before a date, the date itself not counted; `n` = 0 gives the date. */
export function workingDaysBefore(date: LocalDate, n: number): LocalDate {
  return walk(date, n, -1);
}

/** The working day that lies `n` working days after a date, the date itself not counted; `n` = 0 gives the date. */
export function workingDaysAfter(date: LocalDate, n: number): LocalDate {
  return walk(date, n, 1);
}

/** The last working day that is strictly earlier ("trước ngày …"). */
export function lastWorkingDayBefore(date: LocalDate): LocalDate {
  return workingDaysBefore(date, 1);
}

/** The last working day that is not later ("chậm nhất ngày …"). */
export function lastWorkingDayBy(date: LocalDate): LocalDate {
  return isWorkingDay(date) ? date : lastWorkingDayBefore(date);
}

/** How many working days there are from one date to another, both counted; 0 where `to` is earlier. */
export function countWorkingDays(from: LocalDate, to: LocalDate): number {
  let count = 0;
  for (let date = from; date <= to; date = addDays(date, 1)) if (isWorkingDay(date)) count++;
  return count;
}

function walk(date: LocalDate, n: number, step: 1 | -1): LocalDate {
  let at = date;
  for (let left = n; left > 0;) {
    at = addDays(at, step);
    if (isWorkingDay(at)) left--;
  }
  return at;
}

function specialDays(year: number): ReadonlyMap<LocalDate, boolean> {
  const days =
    decided.get(year) ?? new Map(publicHolidays(year).map((day) => [day.date, day.kind === "worked"]));
  decided.set(year, days);
  return days;
}

import { addMonths, type LocalDate } from "./local-date.ts";
import { isWorkingDay, workingDaysAfter } from "./working-days.ts";

/** The month after the one of `today`, such as 2027-01, and its first working day. */
export function nextMonth(today: LocalDate): { month: string; firstWorkingDay: LocalDate } {
  const month = addMonths(`${today.slice(0, 8)}01`, 1).slice(0, 7);
  const first = `${month}-01`;
  return { month, firstWorkingDay: isWorkingDay(first) ? first : workingDaysAfter(first, 1) };
}

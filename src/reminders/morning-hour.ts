import { instantAt, type LocalDate } from "../calendar/local-date.ts";

/** At eight in the morning officials have their phones in their hands and the day before them. */
const MORNING_HOUR = 8;

/** When the reminders of a day are said, before the quiet times are looked at. */
export function morningOf(date: LocalDate): Date {
  return instantAt(date, MORNING_HOUR);
}

/**
 * Dates of the civil calendar in Viet Nam, as ISO text `YYYY-MM-DD`.
 *
 * Asia/Ho_Chi_Minh has been UTC+7 without summer time since 1975, so an instant is turned into a local
 * date by adding seven hours; everything after that is arithmetic on whole days.
 */
export type LocalDate = string;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Offset of Asia/Ho_Chi_Minh from UTC. */
export const VIETNAM_OFFSET_MS = 7 * HOUR_MS;

/** The date on a wall calendar in Viet Nam at the instant `now`. */
export function localDateOf(now: Date): LocalDate {
  return new Date(now.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which `date` begins in Viet Nam, plus hours and minutes of that day. */
export function instantAt(date: LocalDate, hours = 0, minutes = 0): Date {
  return new Date(dayNumber(date) * DAY_MS - VIETNAM_OFFSET_MS + hours * HOUR_MS + minutes * 60_000);
}

/** Whole days since 1970-01-01, so that dates can be added and subtracted. */
export function dayNumber(date: LocalDate): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** The date that `dayNumber` was made from. */
export function fromDayNumber(days: number): LocalDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Moves by calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = parts(date);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = (index % 12) + 1;
  return toLocalDate(y, m, Math.min(day, daysInMonth(y, m)));
}

/** 1 = Monday (thứ Hai) … 7 = Sunday (Chủ nhật). */
export function weekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

export function parts(date: LocalDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function toLocalDate(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Whether the text is a date that exists. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = parts(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

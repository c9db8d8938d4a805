import {
  addMonths,
  dayNumber,
  daysInMonth,
  isLocalDate,
  type LocalDate,
  parts,
  toLocalDate,
} from "../calendar/local-date.ts";
import { lunarMonthLength, lunarToSolar, LUNAR_RANGE, solarToLunar } from "../calendar/lunar.ts";
import { dayChoice, type DateChoice, type DateContext, distinctChoices } from "./date-types.ts";

/** Without a direction, a date that has just passed may be meant as well as the one to come: ask within so many days. */
const RECENT_DAYS = 120;
const RECENT_DAYS_OF_MONTH = 10;

export type Chosen = { choices: DateChoice[]; sure: boolean };

export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;

/**
 * Which of the same day in several years (or months) is meant: forward the next, today included, back the last. With no
 * direction the next one, to be confirmed, unless the last is nearer and recent: then both are offered.
 */
export function chooseByDirection(
  { today, direction }: Pick<DateContext, "today" | "direction">,
  candidates: readonly DateChoice[],
  recent = RECENT_DAYS,
): Chosen {
  const sorted = distinctChoices([...candidates]).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const next = sorted.find(({ to }) => to >= today);
  const last = sorted.findLast(({ from }) => from <= today);
  if (direction === "forward") return { choices: next === undefined ? [] : [next], sure: true };
  if (direction === "back") return { choices: last === undefined ? [] : [last], sure: true };
  if (next === undefined || last === undefined)
    return { choices: [next ?? last].filter((one) => one !== undefined), sure: false };
  if (next === last) return { choices: [next], sure: false };
  const back = dayNumber(today) - dayNumber(last.to);
  const ahead = dayNumber(next.from) - dayNumber(today);
  if (back <= recent && back < ahead)
    return { choices: [last, next].map((one) => ({ ...one, why: "which_year" })), sure: false };
  return { choices: [next], sure: false };
}

/** A day of the solar calendar; without a year, by direction. Nothing where no such day exists (31/2). */
export function solarDay(context: DateContext, day: number, month: number, year: number | null): Chosen {
  if (year !== null) {
    const exists =
      year >= FIRST_YEAR &&
      year <= LAST_YEAR &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= daysInMonth(year, month);
    return { choices: exists ? [dayChoice(toLocalDate(year, month, day))] : [], sure: true };
  }
  const thisYear = parts(context.today)[0];
  // 29/2 is at most eight years away.
  const candidates = range(thisYear - 8, thisYear + 8)
    .map((one) => toLocalDate(one, month, day))
    .filter(isLocalDate);
  return chooseByDirection(
    context,
    candidates.map((date) => dayChoice(date)),
  );
}

/** A day of a lunar month; without a lunar year, by direction. Nothing where that month has no such day. */
export function lunarDay(
  context: DateContext,
  { day, month, leap = false, year }: { day: number; month: number; leap?: boolean; year: number | null },
): Chosen {
  const years = year === null ? lunarYearsAround(context.today, leap ? 2 : 1) : [year];
  const candidates = years.flatMap((one) => lastDayFor30(one, month, day, leap));
  const chosen = year === null ? chooseByDirection(context, candidates) : { choices: candidates, sure: true };
  const there = chosen.choices.filter(({ lunar }) => lunar?.day === day || month === 12);
  return { ...chosen, choices: there };
}

/**
 * A month may have 29 days only. In chạp people still say the thirtieth, and mean its last day; elsewhere it holds the
 * place of the day that is not there, so that no other year's is taken.
 */
function lastDayFor30(year: number, month: number, day: number, leap: boolean): DateChoice[] {
  const found = lunarChoice(year, month, day, leap);
  return found.length === 0 && day === 30 ? lunarChoice(year, month, 29, leap) : found;
}

/** One day by the lunar calendar as a list of none or one. */
export function lunarChoice(year: number, month: number, day: number, leap: boolean): DateChoice[] {
  const lunar = { year, month, day, leap };
  const date = lunarToSolar(lunar);
  return date === null ? [] : [dayChoice(date, { lunar })];
}

/** Day `day` of any month of the solar calendar. */
export function solarDayOfMonth(context: DateContext, day: number): Chosen {
  const first = `${context.today.slice(0, 8)}01`;
  const candidates = range(-2, 2).flatMap((step) => {
    const [year, month] = parts(addMonths(first, step));
    return day <= daysInMonth(year, month) ? [dayChoice(toLocalDate(year, month, day))] : [];
  });
  return chooseByDirection(context, candidates, RECENT_DAYS_OF_MONTH);
}

/** Day `day` of any month of the lunar calendar. */
export function lunarDayOfMonth(context: DateContext, day: number): Chosen {
  const candidates = lunarYearsAround(context.today, 1).flatMap((year) =>
    range(1, 12).flatMap((month) => [
      ...lunarChoice(year, month, day, false),
      ...lunarChoice(year, month, day, true),
    ]),
  );
  return chooseByDirection(context, candidates, RECENT_DAYS_OF_MONTH / 2);
}

/** The lunar month `shift` months after the one in which today is (leap months count). */
export function lunarMonthFromToday(
  today: LocalDate,
  shift: number,
): { year: number; month: number; leap: boolean } | null {
  const now = lunarOf(today);
  if (now === null) return null;
  const months = lunarYearsAround(today, 2).flatMap((year) =>
    range(1, 12).flatMap((month) =>
      [false, true].flatMap((leap) =>
        lunarMonthLength(year, month, leap) === null ? [] : [{ year, month, leap }],
      ),
    ),
  );
  const here = months.findIndex(
    ({ year, month, leap }) => year === now.year && month === now.month && leap === now.leap,
  );
  return months[here + shift] ?? null;
}

/** The lunar date of a day; null outside the table. */
export function lunarOf(date: LocalDate): ReturnType<typeof solarToLunar> | null {
  return date < LUNAR_RANGE.from || date > LUNAR_RANGE.to ? null : solarToLunar(date);
}

function lunarYearsAround(today: LocalDate, span: number): number[] {
  const year = lunarOf(today)?.year ?? parts(today)[0];
  return range(year - span, year + span);
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);
}

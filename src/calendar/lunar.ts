import { AppError } from "../domain/app-error.ts";
import { dayNumber, fromDayNumber, parts, type LocalDate } from "./local-date.ts";
import { FIRST_LUNAR_YEAR, LUNAR_YEARS } from "./lunar-table.ts";

/** A date of the Vietnamese lunar calendar; `leap` marks the repeated month (tháng nhuận). */
export type LunarDate = { year: number; month: number; day: number; leap: boolean };

type LunarMonth = { month: number; leap: boolean; start: number; length: number };
type LunarYear = { year: number; months: readonly LunarMonth[]; start: number; end: number };

const YEARS: readonly LunarYear[] = LUNAR_YEARS.map((row, index) => readYear(FIRST_LUNAR_YEAR + index, row));

/** The first and last solar date that can be turned into a lunar one. */
export const LUNAR_RANGE: { from: LocalDate; to: LocalDate } = {
  from: fromDayNumber(YEARS[0]?.start ?? 0),
  to: fromDayNumber((YEARS.at(-1)?.end ?? 0) - 1),
};

/**
 * The lunar date in Viet Nam of a solar one, in UTC+7 for all years. Almanacs printed before 1968 (in the south before
 * 1975) went by UTC+8, so some two dozen of their months begin a day later.
 * Throws an AppError outside LUNAR_RANGE, which holds all of 1900–2100: check dates that people typed first.
 */
export function solarToLunar(date: LocalDate): LunarDate {
  const days = dayNumber(date);
  const solarYear = parts(date)[0];
  const year = [lunarYear(solarYear), lunarYear(solarYear - 1)].find(
    (y) => y && days >= y.start && days < y.end,
  );
  const month = year?.months.findLast((m) => m.start <= days);
  if (year === undefined || month === undefined) {
    const { from, to } = LUNAR_RANGE;
    throw new AppError(
      "date_out_of_range",
      `No lunar date for ${date}: give a date from ${from} to ${to}.`,
      1,
    );
  }
  return { year: year.year, month: month.month, day: days - month.start + 1, leap: month.leap };
}

/** The solar date of a lunar one; null where there is none (no such leap month, no day 30, outside LUNAR_RANGE). */
export function lunarToSolar({ year, month, day, leap }: LunarDate): LocalDate | null {
  const found = lunarYear(year)?.months.find((m) => m.month === month && m.leap === leap);
  if (found === undefined || !Number.isInteger(day) || day < 1 || day > found.length) return null;
  return fromDayNumber(found.start + day - 1);
}

/** The month that a lunar year repeats, 0 where it has twelve; null outside the table. */
export function leapMonthOf(lunarYearNumber: number): number | null {
  const year = lunarYear(lunarYearNumber);
  return year === undefined ? null : (year.months.find((m) => m.leap)?.month ?? 0);
}

/** Days of a lunar month, 29 or 30; null where the year has no such month. */
export function lunarMonthLength(year: number, month: number, leap = false): number | null {
  return lunarYear(year)?.months.find((m) => m.month === month && m.leap === leap)?.length ?? null;
}

/** Mùng 1 Tết of a lunar year; null outside the table. */
export function lunarNewYear(year: number): LocalDate | null {
  return lunarToSolar({ year, month: 1, day: 1, leap: false });
}

function lunarYear(year: number): LunarYear | undefined {
  return YEARS[year - FIRST_LUNAR_YEAR];
}

function readYear(year: number, row: string): LunarYear {
  const [newYear = "", leap = "", lengths = ""] = row.split(" ");
  const leapMonth = Number(leap);
  const start = dayNumber(newYear);
  const months: LunarMonth[] = [];
  let next = start;
  for (const [index, letter] of lengths.split("").entries()) {
    const afterLeap = leapMonth > 0 && index >= leapMonth;
    const length = letter === "L" ? 30 : 29;
    months.push({
      month: afterLeap ? index : index + 1,
      leap: afterLeap && index === leapMonth,
      start: next,
      length,
    });
    next += length;
  }
  return { year, months, start, end: next };
}

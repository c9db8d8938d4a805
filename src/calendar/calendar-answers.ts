import { AppError } from "../domain/app-error.ts";
import { canChiYear } from "./can-chi.ts";
import { deadlinesBetween, type Deadline, type DeadlineOptions } from "./deadlines.ts";
import { publicHolidays, type SpecialDay } from "./holidays.ts";
import { isLocalDate, toLocalDate, weekday, type LocalDate } from "./local-date.ts";
import { leapMonthOf, lunarToSolar, solarToLunar, type LunarDate } from "./lunar.ts";

/** One day in both calendars; `weekday` is 1 for Monday to 7 for Sunday, `lunar` is written d/m/yyyy. */
export type DayInBoth = LunarDate & { solar: LocalDate; lunar: string; weekday: number; canChi: string };

/** Answers `calendar lunar DATE`: the lunar date of a solar one, given as 2030-02-02 or 2/2/2030. */
export function answerLunar(text: string): DayInBoth {
  return inBoth(readSolar(text));
}

/** Answers `calendar solar DATE [--leap]`: the solar date of a lunar one, given as 1/1/2030 or 2030-01-01. */
export function answerSolar(text: string, leap = false): DayInBoth {
  const [year, month, day] = readNumbers(text);
  const solar = lunarToSolar({ year, month, day, leap });
  if (solar === null) throw new AppError("no_such_lunar_date", refusal(text, year, month, leap), 1);
  return inBoth(solar);
}

/** Answers `calendar holidays YEAR`. */
export function answerHolidays(text: string): readonly SpecialDay[] {
  if (!/^\d{4}$/.test(text)) throw new AppError("bad_year", `"${text}" is no year: write it like 2027.`, 1);
  return publicHolidays(Number(text));
}

/** Answers `calendar deadlines --from D --to D`, both days counted. */
export function answerDeadlines(from: string, to: string, options: DeadlineOptions = {}): Deadline[] {
  const [first, last] = [readSolar(from), readSolar(to)];
  if (first > last) throw new AppError("bad_range", `${from} is after ${to}: put the earlier date first.`, 1);
  return deadlinesBetween(first, last, options);
}

function inBoth(solar: LocalDate): DayInBoth {
  const date = solarToLunar(solar);
  const lunar = `${date.day}/${date.month}/${date.year}`;
  return { solar, lunar, ...date, weekday: weekday(solar), canChi: canChiYear(date.year) };
}

function readSolar(text: string): LocalDate {
  const date = toLocalDate(...readNumbers(text));
  if (!isLocalDate(date))
    throw new AppError("no_such_date", `There is no ${text}: write a date like 2030-02-02.`, 1);
  return date;
}

function readNumbers(text: string): [year: number, month: number, day: number] {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (iso !== null) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  if (local !== null) return [Number(local[3]), Number(local[2]), Number(local[1])];
  throw new AppError("bad_date", `"${text}" is no date: write it like 2030-02-02 or 2/2/2030.`, 1);
}

function refusal(text: string, year: number, month: number, leap: boolean): string {
  const leapMonth = leapMonthOf(year);
  if (leapMonth === null) return `No lunar calendar for ${year}: give a year from 1900 to 2100.`;
  if (leap && leapMonth !== month) {
    const hint = leapMonth === 0 ? "none" : `month ${leapMonth}`;
    return `The lunar year ${year} repeats ${hint}: leave out --leap, or give that month.`;
  }
  return `There is no ${text} in the lunar calendar: months have 29 or 30 days, check the day and month.`;
}

import { newMoons, sunReaches } from "./sun-and-moon.ts";

/** What a lunar year is made of, as it comes out of the sky. */
export type ComputedLunarYear = {
  /** Day number (days since 1970-01-01) of mùng 1 Tết. */
  start: number;
  /** The month that is repeated, 0 where none is. */
  leapMonth: number;
  /** Length of each month in turn, the repeated month right after the one whose number it bears. */
  lengths: number[];
};

type Month = { year: number; month: number; leap: boolean; start: number };

const DAY_MS = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const PRINCIPAL_TERMS = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];

/**
 * Lunar years by the rule of the Vietnamese calendar (Quyết định 121/CP of 8/8/1967): a month begins on the day of the
 * new moon in UTC+7; month 11 holds the winter solstice; where thirteen months lie between two solstices, the first
 * one without a principal solar term repeats the number of the month before it.
 */
export function computeLunarYears(first: number, last: number): ComputedLunarYear[] {
  const months = numberMonths(first - 1, last + 1);
  const years: ComputedLunarYear[] = [];
  for (let year = first; year <= last; year++) {
    const begin = months.findIndex((m) => m.year === year && m.month === 1);
    const end = months.findIndex((m) => m.year === year + 1 && m.month === 1);
    const own = months.slice(begin, end);
    years.push({
      start: entry(months, begin).start,
      leapMonth: own.find((m) => m.leap)?.month ?? 0,
      lengths: own.map((m, i) => entry(months, begin + i + 1).start - m.start),
    });
  }
  return years;
}

/** All months from the eleventh of one year to the tenth of another. */
function numberMonths(first: number, last: number): Month[] {
  const starts = newMoons(first - 1, last + 1).map(dayInVietnam);
  const terms = principalTermDays(first, last);
  const months: Month[] = [];
  for (let year = first; year < last; year++) {
    const from = eleventhMonth(starts, year);
    const to = eleventhMonth(starts, year + 1);
    let leapToCome = to - from === 13;
    for (let k = from, month = 11; k < to; k++) {
      const [start, end] = [entry(starts, k), entry(starts, k + 1)];
      const leap = leapToCome && !terms.some((day) => day >= start && day < end);
      if (leap) leapToCome = false;
      else if (k > from) month = (month % 12) + 1;
      months.push({ year: month >= 11 ? year : year + 1, month, leap, start });
    }
  }
  return months;
}

function eleventhMonth(starts: readonly number[], year: number): number {
  const solstice = dayInVietnam(sunReaches(270, year));
  return starts.findLastIndex((start) => start <= solstice);
}

function principalTermDays(first: number, last: number): number[] {
  const days: number[] = [];
  for (let year = first; year <= last; year++) {
    for (const degrees of PRINCIPAL_TERMS) days.push(dayInVietnam(sunReaches(degrees, year)));
  }
  return days;
}

function dayInVietnam(instant: Date): number {
  return Math.floor((instant.getTime() + VIETNAM_OFFSET_MS) / DAY_MS);
}

function entry<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`No entry ${index} of ${list.length}: compute more years.`);
  return item;
}

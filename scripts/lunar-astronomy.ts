import { SearchMoonPhase, SearchSunLongitude } from "astronomy-engine";

/** What a lunar year is made of, as it comes out of the sky. */
export type ComputedLunarYear = {
  year: number;
  /** Day number (days since 1970-01-01) of mùng 1 Tết, counted in UTC+7. */
  start: number;
  /** The month that is repeated, 0 where none is. */
  leapMonth: number;
  /** Length of each month in turn, the repeated month right after the one whose number it bears. */
  lengths: number[];
};

/** A new moon or a principal solar term, to see how near local midnight it falls. */
export type SkyEvent = { kind: "new-moon" | "term"; at: Date };

const DAY_MS = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const PRINCIPAL_TERMS = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];

/**
 * Lunar years by the rule of the Vietnamese calendar (Quyết định 121/CP of 8/8/1967): a month begins on the
 * day of the new moon in UTC+7; month 11 holds the winter solstice; where thirteen months lie between two
 * solstices, the first one without a principal solar term repeats the number of the month before it.
 */
export function computeLunarYears(
  first: number,
  last: number,
  offsetMs = VIETNAM_OFFSET_MS,
): ComputedLunarYear[] {
  const dayOf = (instant: Date): number => Math.floor((instant.getTime() + offsetMs) / DAY_MS);
  const events = skyEvents(first - 1, last + 1);
  const monthStarts = events.filter((e) => e.kind === "new-moon").map((e) => dayOf(e.at));
  const termDays = events.filter((e) => e.kind === "term").map((e) => dayOf(e.at));
  const hasTerm = (start: number, end: number): boolean => termDays.some((day) => day >= start && day < end);
  const elevenths: number[] = [];
  for (let year = first - 1; year <= last + 1; year++) {
    elevenths.push(monthStarts.findLastIndex((start) => start <= dayOf(winterSolstice(year))));
  }

  const months: { year: number; month: number; leap: boolean; start: number }[] = [];
  for (const [i, from] of elevenths.slice(0, -1).entries()) {
    const to = entry(elevenths, i + 1);
    let leapPending = to - from === 13;
    let month = 11;
    let year = first - 1 + i;
    for (let k = from; k < to; k++) {
      const leap = leapPending && k > from && !hasTerm(entry(monthStarts, k), entry(monthStarts, k + 1));
      if (leap) leapPending = false;
      else if (k > from) {
        month = (month % 12) + 1;
        if (month === 1) year++;
      }
      months.push({ year, month, leap, start: entry(monthStarts, k) });
    }
  }

  const years: ComputedLunarYear[] = [];
  for (let year = first; year <= last; year++) {
    const begin = months.findIndex((m) => m.year === year && m.month === 1);
    const end = months.findIndex((m) => m.year === year + 1 && m.month === 1);
    const own = months.slice(begin, end);
    years.push({
      year,
      start: entry(months, begin).start,
      leapMonth: own.find((m) => m.leap)?.month ?? 0,
      lengths: own.map((m, i) => entry(months, begin + i + 1).start - m.start),
    });
  }
  return years;
}

/** Every new moon and principal solar term of the solar years from `first` to `last`, in turn. */
export function skyEvents(first: number, last: number): SkyEvent[] {
  const end = Date.UTC(last + 1, 1, 1);
  const events: SkyEvent[] = [];
  let moon = SearchMoonPhase(0, new Date(Date.UTC(first, 0, 1) - 40 * DAY_MS), 40);
  while (moon !== null && moon.date.getTime() < end) {
    events.push({ kind: "new-moon", at: moon.date });
    moon = SearchMoonPhase(0, moon.AddDays(25), 10);
  }
  for (let year = first; year <= last; year++) {
    for (const longitude of PRINCIPAL_TERMS) events.push({ kind: "term", at: sunReaches(longitude, year) });
  }
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function winterSolstice(year: number): Date {
  return sunReaches(270, year);
}

/** The spring equinox (0°) falls in March, and every 30° more is a month later: each lies in the year asked for. */
function sunReaches(longitude: number, year: number): Date {
  const month = (longitude / 30 + 2) % 12;
  const found = SearchSunLongitude(longitude, new Date(Date.UTC(year, month, 10)), 20);
  if (found === null)
    throw new Error(`The sun does not reach ${longitude}° in ${year}: widen the search window.`);
  return found.date;
}

function entry<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`No entry ${index} of ${list.length}: compute more years.`);
  return item;
}

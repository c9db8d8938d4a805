import { AppError } from "../domain/app-error.ts";
import {
  ANNOUNCEMENTS,
  HOLIDAY_NAMES,
  HOLIDAY_RULES,
  type Announcement,
  type HolidayCode,
  type HolidayRule,
} from "./holiday-law.ts";
import { addDays, parts, toLocalDate, weekday, type LocalDate } from "./local-date.ts";
import { LUNAR_RANGE, lunarNewYear, lunarToSolar } from "./lunar.ts";

/** A day that is not as its weekday would have it. */
export type SpecialDay = {
  date: LocalDate;
  code: HolidayCode;
  /** The holiday's name in Vietnamese. */
  name: string;
  /**
   * `holiday`: the day itself; `compensation`: off because a holiday fell on a weekend; `swap`: off in exchange for
   * a Saturday; `worked`: that Saturday.
   */
  kind: "holiday" | "compensation" | "swap" | "worked";
  /** `law`: follows from the law alone; `announced`: decided for this year; `expected`: our guess until it is. */
  basis: "law" | "announced" | "expected";
  document: string;
  /** The weekend day or the exchanged day that this one stands for. */
  insteadOf?: LocalDate;
};

type Day = { date: LocalDate; rule: HolidayRule; basis: SpecialDay["basis"]; document: string };

/** The years for which public holidays are known. */
export const HOLIDAY_YEARS = {
  first: Math.min(...HOLIDAY_RULES.map((rule) => rule.from)),
  last: parts(LUNAR_RANGE.to)[0] - 1,
};

const known = new Map<number, readonly SpecialDay[]>();

/**
 * The public holidays of a year in turn, with the days that make up for weekends, the days exchanged, and the
 * Saturdays worked for them. Throws an AppError outside HOLIDAY_YEARS.
 */
export function publicHolidays(year: number): readonly SpecialDay[] {
  const { first, last } = HOLIDAY_YEARS;
  if (!Number.isInteger(year) || year < first || year > last) {
    throw new AppError(
      "year_out_of_range",
      `No public holidays for ${year}: give a year from ${first} to ${last}.`,
      1,
    );
  }
  const days = known.get(year) ?? computeYear(year);
  known.set(year, days);
  return days;
}

function computeYear(year: number): SpecialDay[] {
  const rules = HOLIDAY_RULES.filter((rule) => rule.from <= year && year <= (rule.until ?? year));
  const holidays = rules.flatMap((rule) => daysOf(rule, year));
  const specials = [...holidays.map(asHoliday), ...compensations(holidays), ...swaps(year)];
  return specials.toSorted((a, b) => a.date.localeCompare(b.date));
}

function daysOf(rule: HolidayRule, year: number): Day[] {
  const announced = ANNOUNCEMENTS.find((a) => a.code === rule.code && yearOf(a) === year);
  if (announced !== undefined) {
    return announced.days.map((date) => ({ date, rule, basis: "announced", document: announced.document }));
  }
  return lawDays(rule, year).map(([date, basis]) => ({ date, rule, basis, document: rule.document }));
}

function lawDays({ when }: HolidayRule, year: number): [LocalDate, "law" | "expected"][] {
  if (when.kind === "tet") return tetDays(year);
  if (when.kind === "national_day") return nationalDays(year);
  const { kind, month, day } = when;
  const date =
    kind === "solar" ? toLocalDate(year, month, day) : lunarToSolar({ year, month, day, leap: false });
  return date === null ? [] : [[date, "law"]];
}

/**
 * Five days: the law lets the Prime Minister take one before Tết and four after, or two and three. Since 2016 it has
 * been one and four where Tết is a Tuesday, so that a whole week is off, and two and three otherwise.
 */
function tetDays(year: number): [LocalDate, "law" | "expected"][] {
  const tet = lunarNewYear(year);
  if (tet === null) return [];
  const open = weekday(tet) === 2 ? 3 : -2;
  return [-2, -1, 0, 1, 2, 3]
    .filter((offset) => offset === open || (offset > -2 && offset < 3))
    .map((offset) => [addDays(tet, offset), offset === open ? "expected" : "law"]);
}

/** 2/9 and the day before or after it, whichever makes the longer row of days off; so it was decided since 2021. */
function nationalDays(year: number): [LocalDate, "law" | "expected"][] {
  const day = toLocalDate(year, 9, 2);
  const after = [1, 4, 7].includes(weekday(day));
  return after
    ? [
        [day, "law"],
        [addDays(day, 1), "expected"],
      ]
    : [
        [addDays(day, -1), "expected"],
        [day, "law"],
      ];
}

function asHoliday({ date, rule, basis, document }: Day): SpecialDay {
  return { date, code: rule.code, name: HOLIDAY_NAMES[rule.code], kind: "holiday", basis, document };
}

function compensations(holidays: readonly Day[]): SpecialDay[] {
  const taken = new Set(holidays.map((day) => day.date));
  const found: SpecialDay[] = [];
  for (const day of holidays.toSorted((a, b) => a.date.localeCompare(b.date))) {
    if (!day.rule.compensated || !isWeekend(day.date)) continue;
    let date = addDays(day.date, 1);
    while (isWeekend(date) || taken.has(date)) date = addDays(date, 1);
    taken.add(date);
    const open = holidays.some((other) => other.rule === day.rule && other.basis === "expected");
    found.push({
      ...asHoliday(day),
      date,
      kind: "compensation",
      basis: open ? "expected" : day.basis,
      insteadOf: day.date,
    });
  }
  return found;
}

function swaps(year: number): SpecialDay[] {
  return ANNOUNCEMENTS.filter((a) => yearOf(a) === year).flatMap(({ code, document, swaps: pairs }) =>
    pairs.flatMap(({ off, worked }): SpecialDay[] => {
      const common = { code, name: HOLIDAY_NAMES[code], basis: "announced", document } as const;
      return [
        { ...common, date: off, kind: "swap", insteadOf: worked },
        { ...common, date: worked, kind: "worked", insteadOf: off },
      ];
    }),
  );
}

function yearOf(announcement: Announcement): number {
  return parts(announcement.days[0] ?? "")[0];
}

function isWeekend(date: LocalDate): boolean {
  return weekday(date) > 5;
}

import { addDays, daysInMonth, parts, toLocalDate } from "../calendar/local-date.ts";
import { chooseByDirection, range } from "./date-choose.ts";
import { fullYearAt, smallAt, spelledAt, wordsAt } from "./date-lexemes.ts";
import { type MonthPart, partAt } from "./date-month.ts";
import { shiftAt, yearAt, yearFromToday } from "./date-tags.ts";
import {
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  rangeChoice,
} from "./date-types.ts";

const ROMAN: ReadonlyMap<string, number> = new Map([
  ["i", 1],
  ["ii", 2],
  ["iii", 3],
  ["iv", 4],
]);

/** `quý 3`, `q3/2027`, `quý III`, `quý này`, `quý tư năm sau`. A quarter of this year that is over is asked. */
export const quarterPhrase: DateRule = (context, at) => {
  const { lexemes, today } = context;
  const short = wordsAt(lexemes, at, "q") && lexemes[at + 1]?.glued === true;
  const full = wordsAt(lexemes, at, "quy") && !/^(?:quỹ|quy|quỷ)$/.test(spelledAt(lexemes, at, "quy", "quý"));
  if (!short && !full) return null;
  const [thisYear, thisMonth] = parts(today);
  const shift = shiftAt(lexemes, at + 1);
  if (shift !== null && full) {
    const index = thisYear * 4 + Math.floor((thisMonth - 1) / 3) + shift.shift;
    return { choices: [quarter(Math.floor(index / 4), (index % 4) + 1)], sure: true, next: shift.next };
  }
  const roman = ROMAN.get(lexemes[at + 1]?.plain ?? "");
  const number = roman === undefined ? smallAt(lexemes, at + 1, 4) : { value: roman, next: at + 2 };
  if (number === null) return null;
  return inYear(context, number.next, (year) => quarter(year, number.value));
};

function quarter(year: number, number: number): DateChoice {
  return monthsOf(year, number * 3 - 2, number * 3);
}

function monthsOf(year: number, first: number, last: number): DateChoice {
  return rangeChoice(toLocalDate(year, first, 1), toLocalDate(year, last, daysInMonth(year, last)));
}

/** The stretch in the year named behind it; without one, this year's, the next or the last by direction. */
function inYear(context: DateContext, at: number, make: (year: number) => DateChoice): DateFound {
  const thisYear = parts(context.today)[0];
  const year = yearAt(context, at);
  if (year !== null && year.year !== null) {
    return { choices: year.year < 0 ? [] : [make(year.year)], sure: year.sure, next: year.next };
  }
  const direction = year?.direction ?? context.direction;
  const next = year?.next ?? at;
  if (direction !== null) {
    return {
      ...chooseByDirection({ ...context, direction }, range(thisYear - 1, thisYear + 1).map(make)),
      next,
    };
  }
  const own = make(thisYear);
  if (own.to >= context.today) return { choices: [own], sure: false, next, open: true };
  return {
    choices: [own, make(thisYear + 1)].map((one) => ({ ...one, why: "which_year" })),
    sure: false,
    next,
    open: true,
  };
}

/** `6 tháng đầu năm`, `3 tháng cuối năm nay`, `nửa cuối năm 2027`, `sáu tháng cuối năm sau`: of this year where none is named. */
export const halfYearPhrase: DateRule = (context, at) => {
  const { lexemes } = context;
  const count = smallAt(lexemes, at, 6);
  const months =
    (count?.value === 6 || count?.value === 3) && wordsAt(lexemes, count.next, "thang") ? count.value : null;
  const half = wordsAt(lexemes, at, "nua") && lexemes[at]?.text !== "nữa";
  if (months === null && !half) return null;
  const from = count !== null && months !== null ? count.next + 1 : at + 1;
  const part =
    partAt(lexemes, from) ?? (half && wordsAt(lexemes, from, "nam") ? partAt(lexemes, from + 1) : null);
  const behind = partAt(lexemes, from) === null;
  if (part === null || part === "middle") return null;
  const yearWord = behind ? from : from + 1;
  if (!wordsAt(lexemes, yearWord, "nam")) return null;
  const make = (year: number): DateChoice =>
    part === "start" ? monthsOf(year, 1, months ?? 6) : monthsOf(year, 13 - (months ?? 6), 12);
  if (behind) return thisYearOr(context, from + 2, make);
  return thisYearOr(context, yearWord, make);
};

/** A part of a year: at `at` stands `năm`, with or without a year behind it. */
function thisYearOr(context: DateContext, at: number, make: (year: number) => DateChoice): DateFound {
  const thisYear = parts(context.today)[0];
  const named = yearBehind(context, at);
  if (named !== null) return { choices: [make(named.year)], sure: true, next: named.next };
  const next = wordsAt(context.lexemes, at, "nam") ? at + 1 : at;
  if (context.direction === null) return { choices: [make(thisYear)], sure: false, next };
  return { ...chooseByDirection(context, range(thisYear - 1, thisYear + 1).map(make)), sure: false, next };
}

function yearBehind({ lexemes, today }: DateContext, at: number): { year: number; next: number } | null {
  const from = wordsAt(lexemes, at, "nam") ? at + 1 : at;
  const full = fullYearAt(lexemes, from);
  if (full !== null) return { year: full.value, next: full.next };
  const told = from === at ? null : yearFromToday(lexemes, from, today);
  return told === null || told.year === null ? null : { year: told.year, next: told.next };
}

const PART_MONTHS: Readonly<Record<MonthPart, readonly [first: number, last: number]>> = {
  start: [1, 3],
  middle: [5, 8],
  end: [10, 12],
};

/** `năm nay`, `năm 2027`, `năm ngoái`, `đầu năm`, `giữa năm sau`, `cuối năm 2027`. Parts of a year are rough. */
export const yearPhrase: DateRule = (context, at) => {
  const { lexemes } = context;
  const part = partAt(lexemes, at);
  const from = part === null ? at : at + 1;
  if (!wordsAt(lexemes, from, "nam") || /^(?:nam|nấm|nắm|nằm)$/.test(spelledAt(lexemes, from, "nam", "năm")))
    return null;
  const coming = (wordsAt(lexemes, from - 1, "sang") || wordsAt(lexemes, from - 1, "qua")) && part === null;
  const named = yearBehind(context, from);
  if (part === null && coming && named === null)
    return { choices: [monthsOf(parts(context.today)[0] + 1, 1, 12)], sure: true, next: from + 1 };
  if (part === null) {
    return named === null ? null : { choices: [monthsOf(named.year, 1, 12)], sure: true, next: named.next };
  }
  const [first, last] = PART_MONTHS[part];
  const found = thisYearOr(context, from, (year) => monthsOf(year, first, last));
  const [own] = found.choices;
  const over = named === null && context.direction === null && own !== undefined && own.to < context.today;
  if (!over) return { ...found, sure: false };
  const following = monthsOf(parts(context.today)[0] + 1, first, last);
  return { ...found, choices: [own, following].map((one) => ({ ...one, why: "which_year" })), sure: false };
};

/** Days from which on a season is not planned for any more. */
const SEASON_LEFT = 30;

/** Seasons of the delta in months; those that end before they begin run over the new year. */
const SEASONS: readonly (readonly [words: string, first: number, last: number])[] = [
  ["mua mua", 5, 11],
  ["mua kho", 12, 4],
  ["mua nang", 12, 4],
  ["mua nuoc noi", 8, 11],
  ["mua nuoc len", 8, 11],
  ["mua lu", 8, 11],
  ["dong xuan", 11, 3],
  ["he thu", 4, 8],
  ["thu dong", 8, 11],
  ["nghi he", 6, 8],
  ["mua xuan", 2, 4],
  ["mua he", 5, 7],
  ["mua thu", 8, 10],
  ["mua dong", 11, 1],
];

/** `mùa mưa`, `vụ Đông Xuân 2026-2027`, `mùa nước nổi năm sau`: rough months, always to be confirmed. */
export const seasonPhrase: DateRule = (context, at) => {
  const { lexemes, today } = context;
  const from = wordsAt(lexemes, at, "vu") ? at + 1 : at;
  const season = SEASONS.find(([words]) => wordsAt(lexemes, from, words));
  if (
    season === undefined ||
    /^(?:mua|múa)$/.test(lexemes[from]?.text === lexemes[from]?.plain ? "" : (lexemes[from]?.text ?? ""))
  )
    return null;
  const [words, first, last] = season;
  const over = last < first;
  const make = (year: number): DateChoice => {
    const end = over ? year + 1 : year;
    return rangeChoice(toLocalDate(year, first, 1), toLocalDate(end, last, daysInMonth(end, last)));
  };
  const next = from + words.split(" ").length;
  const year = yearAt(context, next);
  if (year !== null && year.year !== null && year.year > 0) {
    const pair = /^[-/]$/.test(lexemes[year.next]?.text ?? "") ? fullYearAt(lexemes, year.next + 1) : null;
    return { choices: [make(year.year)], sure: false, next: pair?.next ?? year.next };
  }
  const thisYear = parts(today)[0];
  const candidates = range(thisYear - 2, thisYear + 2).map(make);
  const direction = year?.direction ?? context.direction;
  const inside = candidates.find((one) => one.from <= today && one.to >= today);
  // `mùa mưa tới` is the next one; looking ahead, so is a season that is nearly over.
  const soonOver = inside !== undefined && inside.to < addDays(today, SEASON_LEFT);
  const coming = year?.direction === "forward" || (direction === "forward" && soonOver);
  const following = soonOver ? candidates.find(({ from: begin }) => begin > today) : undefined;
  const chosen =
    direction === null && inside !== undefined
      ? { choices: [inside, following].filter((one) => one !== undefined) }
      : chooseByDirection(
          { today, direction },
          coming ? candidates.filter(({ from: begin }) => begin > today) : candidates,
          0,
        );
  return { choices: chosen.choices, sure: false, next: year?.next ?? next };
};

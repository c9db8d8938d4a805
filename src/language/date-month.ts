import { addDays, addMonths, daysInMonth, parts, toLocalDate } from "../calendar/local-date.ts";
import { lunarMonthLength } from "../calendar/lunar.ts";
import {
  chooseByDirection,
  type Chosen,
  FIRST_YEAR,
  LAST_YEAR,
  lunarChoice,
  lunarMonthFromToday,
  lunarOf,
  range,
} from "./date-choose.ts";
import { type Lexeme, smallAt, wordsAt } from "./date-lexemes.ts";
import { calendarAt, shiftAt, yearAt } from "./date-tags.ts";
import {
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  rangeChoice,
} from "./date-types.ts";

/** A month as it is named: by its number, by how far it is from this one, or both where `sau` may be six. */
export type MonthName = {
  month: number | null;
  shift: number | null;
  lunar: boolean;
  leap: boolean;
  next: number;
};

/** What stands behind `tháng`: `5`, `tư`, `giêng`, `chạp`, `sau`, `này`, `6 nhuận`. */
export function monthNameAt({ lexemes, spelled }: DateContext, at: number): MonthName | null {
  const word = lexemes[at];
  const shift = shiftAt(lexemes, at);
  const number = smallAt(lexemes, at, 12);
  if (shift !== null && (number === null || !spelled))
    return { month: null, shift: shift.shift, lunar: false, leap: false, next: shift.next };
  if (shift !== null && number !== null)
    return { month: number.value, shift: shift.shift, lunar: false, leap: false, next: shift.next };
  const old = word?.plain === "gieng" ? 1 : word?.plain === "chap" ? 12 : null;
  const month = old ?? number?.value ?? null;
  if (month === null) return null;
  const next = old === null ? (number?.next ?? at) : at + 1;
  const leap = /^nhu[aâ]n$/.test(lexemes[next]?.plain ?? "");
  return { month, shift: null, lunar: old !== null || leap, leap, next: leap ? next + 1 : next };
}

export type MonthPart = "start" | "middle" | "end";

const PARTS: ReadonlyMap<string, MonthPart> = new Map([
  ["dau", "start"],
  ["giua", "middle"],
  ["cuoi", "end"],
]);

/** `đầu`, `giữa`, `cuối` in front of a stretch of time. */
export function partAt(lexemes: readonly Lexeme[], at: number): MonthPart | null {
  const word = lexemes[at];
  return /^(?:đâu|đậu|dâu|dầu|cưới|cười)$/.test(word?.text ?? "")
    ? null
    : (PARTS.get(word?.plain ?? "") ?? null);
}

/** `tháng 5`, `tháng 5/2027`, `tháng sau`, `cuối tháng`, `giữa tháng chạp`, `t12`: the days of a month or of a third of it. */
export const monthPhrase: DateRule = (context, at) => {
  const { lexemes } = context;
  const part = partAt(lexemes, at);
  const from = part === null ? at : at + 1;
  const short = lexemes[from]?.plain === "t" && lexemes[from + 1]?.glued === true;
  if (!wordsAt(lexemes, from, "thang") && !short) return null;
  const several = part === null ? monthsTo(context, from + 1) : null;
  if (several !== null) return several;
  const name = monthNameAt(context, from + 1);
  if (name === null && wordsAt(lexemes, from - 1, "sang") && part === null) {
    return { choices: [monthFromToday(context.today, 1)], sure: true, next: from + 1 };
  }
  if (name === null) return part === null ? null : thisMonthsPart(context, part, from + 1);
  const found = namedMonth(context, name);
  if (found === null || part === null) return found;
  return { ...found, choices: found.choices.map((choice) => partOf(choice, part)), sure: false };
};

/** `tháng 5-7`, `tháng 5 đến 7 năm 2027`. */
function monthsTo(context: DateContext, at: number): DateFound | null {
  const first = smallAt(context.lexemes, at, 12);
  const dash =
    context.lexemes[first?.next ?? at]?.text === "-" || wordsAt(context.lexemes, first?.next ?? at, "den");
  const last = first !== null && dash ? smallAt(context.lexemes, first.next + 1, 12) : null;
  if (first === null || last === null || first.value >= last.value) return null;
  const year = yearAt(context, last.next);
  const inContext = { ...context, direction: year?.direction ?? context.direction };
  const base = parts(context.today)[0];
  const years = year === null || year.year === null ? range(base - 1, base + 1) : [year.year];
  const spans = years.map((one) =>
    rangeChoice(solarMonthSpan(one, first.value).from, solarMonthSpan(one, last.value).to),
  );
  const chosen = spans.length === 1 ? { choices: spans, sure: true } : chooseByDirection(inContext, spans);
  return { ...chosen, next: year?.next ?? last.next };
}

function namedMonth(context: DateContext, { month, shift, lunar, leap, next }: MonthName): DateFound | null {
  const tag = shift === null ? null : calendarAt(context.lexemes, next);
  if (shift !== null && tag?.tag === "lunar") {
    return { choices: lunarMonthSpanFromToday(context.today, shift), sure: true, next: tag.next };
  }
  const relative = shift === null ? [] : [monthFromToday(context.today, shift)];
  if (month === null) return { choices: relative, sure: true, next: tag?.next ?? next };
  const before = calendarAt(context.lexemes, next);
  const year = yearAt(context, before?.next ?? next);
  const after = before ?? calendarAt(context.lexemes, year?.next ?? next);
  const end = Math.max(next, before?.next ?? 0, year?.next ?? 0, after?.next ?? 0);
  const inContext = { ...context, direction: year?.direction ?? context.direction };
  const isLunar = lunar || after?.tag === "lunar";
  const found = monthSpan(inContext, { month, year: year?.year ?? null, lunar: isLunar, leap }, end);
  if (found === null || relative.length === 0) return found;
  return { ...found, choices: [...relative, ...found.choices], sure: false };
}

/** The days of a month by its number, solar or lunar; without a year, by direction. */
export function monthSpan(
  context: DateContext,
  { month, year, lunar, leap }: { month: number; year: number | null; lunar: boolean; leap: boolean },
  next: number,
): DateFound | null {
  if (month < 1 || month > 12 || (year !== null && (year < FIRST_YEAR || year > LAST_YEAR)))
    return { choices: [], sure: false, next };
  const base = lunar ? (lunarOf(context.today)?.year ?? 0) : parts(context.today)[0];
  const years = year === null ? range(base - 1, base + 1) : [year];
  const spans = years.flatMap((one) =>
    lunar ? lunarMonthSpan(one, month, leap) : [solarMonthSpan(one, month)],
  );
  const chosen: Chosen = year === null ? chooseByDirection(context, spans) : { choices: spans, sure: true };
  return { ...chosen, next, open: year === null };
}

export function solarMonthSpan(year: number, month: number): DateChoice {
  return rangeChoice(toLocalDate(year, month, 1), toLocalDate(year, month, daysInMonth(year, month)));
}

export function lunarMonthSpan(year: number, month: number, leap: boolean): DateChoice[] {
  const first = lunarChoice(year, month, 1, leap)[0];
  const last = lunarChoice(year, month, lunarMonthLength(year, month, leap) ?? 0, leap)[0];
  return first === undefined || last === undefined
    ? []
    : [{ ...rangeChoice(first.from, last.to), lunar: { year, month, day: 1, leap } }];
}

/** The solar month `shift` months from the one of today. */
export function monthFromToday(today: string, shift: number): DateChoice {
  const [year, month] = parts(addMonths(`${today.slice(0, 8)}01`, shift));
  return solarMonthSpan(year, month);
}

/** The lunar month `shift` months from the one of today. */
export function lunarMonthSpanFromToday(today: string, shift: number): DateChoice[] {
  const month = lunarMonthFromToday(today, shift);
  return month === null ? [] : lunarMonthSpan(month.year, month.month, month.leap);
}

const THIRD = 10;

/** The first ten days, the next ten, or the rest. */
function partOf(choice: DateChoice, part: MonthPart): DateChoice {
  const day = (offset: number): string => addDays(choice.from, offset);
  if (part === "start") return { ...choice, to: day(THIRD - 1) };
  return part === "middle"
    ? { ...choice, from: day(THIRD), to: day(2 * THIRD - 1) }
    : { ...choice, from: day(2 * THIRD) };
}

const RECENT_PART_DAYS = 15;

/** `cuối tháng` with no month named: of this month, or of the one that the direction asks for. */
function thisMonthsPart(context: DateContext, part: MonthPart, next: number): DateFound {
  const tag = calendarAt(context.lexemes, next);
  const lunar = tag?.tag === "lunar";
  const months = range(-1, 1).flatMap((shift) =>
    lunar ? lunarMonthSpanFromToday(context.today, shift) : [monthFromToday(context.today, shift)],
  );
  const candidates = months.map((month) => partOf(month, part));
  return {
    ...chooseByDirection(context, candidates, RECENT_PART_DAYS),
    sure: false,
    next: tag?.next ?? next,
  };
}

import { addDays, daysInMonth, parts, toLocalDate } from "../calendar/local-date.ts";
import { lunarDay, solarDay, solarDayOfMonth } from "./date-choose.ts";
import type { Lexeme } from "./date-lexemes.ts";
import { calendarAt, centuryOf, directionOf, shiftAt, yearAt } from "./date-tags.ts";
import { monthSpan } from "./date-month.ts";
import { type DateContext, type DateFound, type DateRule, rangeChoice } from "./date-types.ts";

/**
 * Dates in digits: `30/5`, `30-5-27`, `30.5.2027`, `2027-05-30`, `5/2027`, `1-5/6`; day before month, always.
 * A row of digits that looks like a date and is none (`31/2`, `5/30`) comes back without choices.
 */
export const numericDate: DateRule = (context, at) => {
  const row = rowAt(context.lexemes, at);
  if (row === null) return null;
  if (row.numbers.length > 4 || countsTime(context.lexemes, row))
    return { choices: [], sure: false, next: row.next };
  return oneDate(context, row) ?? daysOfMonth(context, row) ?? { choices: [], sure: false, next: row.next };
};

/** `5-7 ngày nữa`, `1/2 tháng`: so many days, no date. */
function countsTime(lexemes: readonly Lexeme[], { numbers, next }: Row): boolean {
  if (/^(?:nay|qua|kia)$/.test(lexemes[next + 1]?.plain ?? "")) return false;
  return numbers.length === 2 && /^(?:ngay|bua|hom|tuan|thang|gio|h|phut)$/.test(lexemes[next]?.plain ?? "");
}

type Row = { numbers: Lexeme[]; marks: string[]; next: number };

/** Numbers with `/`, `-` or `.` between them. A dash with spaces around it joins two dates, not day and month. */
function rowAt(lexemes: readonly Lexeme[], at: number): Row | null {
  const first = lexemes[at];
  if (first?.kind !== "number") return null;
  const row: Row = { numbers: [first], marks: [], next: at + 1 };
  for (;;) {
    const mark = lexemes[row.next];
    const number = lexemes[row.next + 1];
    if (mark === undefined || number?.kind !== "number" || !/^[-/.]$/.test(mark.text)) break;
    if (mark.text !== "/" && (!mark.glued || !number.glued) && row.numbers.length !== 1) break;
    if (mark.text === "." && !number.glued) break;
    // `1/12-5/12` joins two dates.
    if (mark.text === "-" && row.marks.some((other) => other !== "-")) break;
    row.numbers.push(number);
    row.marks.push(mark.text);
    row.next += 2;
  }
  return row.marks.length === 0 ? null : row;
}

function oneDate(context: DateContext, { numbers, marks, next }: Row): DateFound | null {
  const [a, b, c, ...more] = numbers;
  if (a === undefined || b === undefined || more.length > 0) return null;
  if (a.text.length === 4 && c !== undefined) return yearFirst(a, b, c, next);
  if (c === undefined) return twoNumbers(context, a, b, marks[0] ?? "", next);
  if (marks[0] === "-" && marks[1] === "/" && c.text.length <= 2 && c.value <= 12) return null;
  const year = yearOf(c, context.today);
  if (a.text.length > 2 || b.text.length > 2 || year === null) return null;
  const found = tagged(context, next, { day: a.value, month: b.value, year: year.year, sure: year.sure });
  const months = marks[0] === "-" && marks[1] === "/" && a.value < b.value && b.value <= 12;
  return months ? orMonths(found, a.value, b.value, year.year) : found;
}

/** `10-12/2026` is a day or three months. */
function orMonths(found: DateFound | null, first: number, last: number, year: number): DateFound | null {
  if (found === null || first < 1) return found;
  const months = rangeChoice(
    toLocalDate(year, first, 1),
    toLocalDate(year, last, daysInMonth(year, last)),
    "months",
  );
  return {
    ...found,
    choices: [...found.choices.map((one) => ({ ...one, why: "day" })), months],
    sure: false,
  };
}

function yearFirst(a: Lexeme, b: Lexeme, c: Lexeme, next: number): DateFound | null {
  if (b.text.length > 2 || c.text.length > 2) return null;
  const { choices } = solarDay(
    { today: "", direction: null, lexemes: [], spelled: false },
    c.value,
    b.value,
    a.value,
  );
  return { choices, sure: true, next };
}

function yearOf({ text, value }: Lexeme, today: string): { year: number; sure: boolean } | null {
  if (text.length === 4) return { year: value, sure: true };
  if (text.length !== 2) return null;
  const year = centuryOf(value, today);
  return { year, sure: Math.abs(year - parts(today)[0]) <= 10 };
}

function twoNumbers(
  context: DateContext,
  a: Lexeme,
  b: Lexeme,
  mark: string,
  next: number,
): DateFound | null {
  if (b.text.length === 4 && a.text.length <= 2) return withCalendarMonth(context, a, b, next);
  if (a.text.length === 4 && b.text.length === 4) return yearsSpan(a.value, b.value, next);
  if (a.text.length > 2 || b.text.length > 2) return null;
  if (b.value > 12 && mark === "-") return null;
  return tagged(context, next, { day: a.value, month: b.value, year: null, sure: true });
}

function withCalendarMonth(
  context: DateContext,
  month: Lexeme,
  year: Lexeme,
  next: number,
): DateFound | null {
  const tag = calendarAt(context.lexemes, next);
  return monthSpan(
    context,
    { month: month.value, year: year.value, lunar: tag?.tag === "lunar", leap: false },
    tag?.next ?? next,
  );
}

function yearsSpan(from: number, to: number, next: number): DateFound | null {
  if (from >= to || from < 1900 || to > 2100) return null;
  return { choices: [rangeChoice(toLocalDate(from, 1, 1), toLocalDate(to, 12, 31))], sure: true, next };
}

type Named = { day: number; month: number; year: number | null; sure: boolean };

/** Takes the calendar and the year that may follow (`10/3 âl`, `30/5 năm sau`, `30/5 tới`). */
function tagged(context: DateContext, from: number, { day, month, year, sure }: Named): DateFound | null {
  let next = from;
  const before = calendarAt(context.lexemes, next);
  if (before !== null) next = before.next;
  const tag = year === null ? yearAt(context, next) : null;
  if (tag !== null) next = tag.next;
  const after = before ?? calendarAt(context.lexemes, next);
  if (before === null && after !== null) next = after.next;
  const inContext = { ...context, direction: tag?.direction ?? context.direction };
  const inYear = year ?? tag?.year ?? null;
  const chosen =
    after?.tag === "lunar"
      ? lunarDay(inContext, { day, month, year: inYear })
      : solarDay(inContext, day, month, inYear);
  return {
    choices: chosen.choices,
    sure: chosen.sure && sure && (tag?.sure ?? true),
    next,
    open: inYear === null,
  };
}

/** `1-5/6`, `15-20/12/2026`: days of one month; `15-20` alone: days of this month or the next. */
function daysOfMonth(context: DateContext, { numbers, marks, next }: Row): DateFound | null {
  const [a, b, c, d] = numbers;
  if (
    a === undefined ||
    b === undefined ||
    marks[0] !== "-" ||
    a.value >= b.value ||
    b.text.length > 2 ||
    a.value < 1
  )
    return null;
  if (marks.slice(1).some((mark) => mark === "-")) return null;
  if (c === undefined) return unnamedMonth(context, a.value, b.value, next);
  const year = d === undefined ? null : yearOf(d, context.today);
  if (c.text.length > 2 || c.value > 12 || (d !== undefined && year === null)) return null;
  const last = tagged(context, next, { day: b.value, month: c.value, year: year?.year ?? null, sure: true });
  return last === null ? null : fromDay(last, a.value);
}

/** Stretches each day found back to an earlier day of its month. */
export function fromDay(found: DateFound, day: number): DateFound {
  const choices = found.choices.flatMap((choice) => {
    const offset = choice.lunar === undefined ? parts(choice.to)[2] - day : choice.lunar.day - day;
    return offset <= 0 ? [] : [rangeChoice(addDays(choice.to, -offset), choice.to, choice.why)];
  });
  return { ...found, choices };
}

function unnamedMonth(context: DateContext, from: number, to: number, next: number): DateFound | null {
  if (to > 31) return null;
  const shift = shiftAt(context.lexemes, next);
  const direction = shift === null ? context.direction : directionOf(shift.shift);
  const { choices } = solarDayOfMonth({ ...context, direction }, to);
  return { ...fromDay({ choices, sure: false, next: shift?.next ?? next }, from), sure: false };
}

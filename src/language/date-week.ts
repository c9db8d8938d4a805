import { addDays, type LocalDate, weekday } from "../calendar/local-date.ts";
import { type Lexeme, smallAt, spelledAt, wordsAt } from "./date-lexemes.ts";
import { chooseByDirection } from "./date-choose.ts";
import { type MonthPart, partAt } from "./date-month.ts";
import { numericDate } from "./date-numeric.ts";
import { spelledDay } from "./date-spelled.ts";
import { shiftAt, shiftBehindAt } from "./date-tags.ts";
import {
  dayChoice,
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  rangeChoice,
} from "./date-types.ts";

const SUNDAY = 7;

/**
 * A day of the week: `thứ hai tuần sau`, `T6 này`, `CN`, and with its date: `thứ hai, 30/11`. Thứ hai is Monday. With no
 * week named it is the next one, or the last where the question looks back; a date on another weekday is asked.
 */
export const weekdayDate: DateRule = (context, at) => {
  const named = weekdayAt(context.lexemes, at);
  if (named === null) return null;
  return withDate(context, named) ?? { ...inWeek(context, named), weekdayOnly: true };
};

type Named = { weekday: number; next: number; past: boolean };

function weekdayAt(lexemes: readonly Lexeme[], at: number): Named | null {
  const from = /^(?:ngay|hom|bua)$/.test(lexemes[at]?.plain ?? "") ? at + 1 : at;
  const past = from > at && lexemes[at]?.plain !== "ngay";
  if (wordsAt(lexemes, from, "chu nhat") || wordsAt(lexemes, from, "chua nhat"))
    return { weekday: SUNDAY, next: from + 2, past };
  if (wordsAt(lexemes, from, "cn")) return { weekday: SUNDAY, next: from + 1, past };
  const short =
    wordsAt(lexemes, from, "t") && lexemes[from + 1]?.kind === "number" && lexemes[from + 1]?.glued === true;
  const full =
    wordsAt(lexemes, from, "thu") && !/^(?:thu|thù|thụ|thư)$/.test(spelledAt(lexemes, from, "thu", "thứ"));
  if (!short && !full) return null;
  const number = smallAt(lexemes, from + 1, SUNDAY);
  if (number === null || number.value < 2 || number.digits.length > 1) return null;
  // `T5/2027` is a month.
  if (short && /^[/.-]$/.test(lexemes[number.next]?.text ?? "")) return null;
  return { weekday: number.value - 1, next: number.next, past };
}

/** Beyond this nobody tells the year by the weekday: one of the two is a slip, and asked. */
const NEAR_DAYS = 200;

/** The date behind a weekday decides; the weekday chooses the year where none is named. */
function withDate(context: DateContext, { weekday: day, next }: Named): DateFound | null {
  let at = next;
  while (/^[,(]$/.test(context.lexemes[at]?.text ?? "")) at += 1;
  const found = numericDate(context, at) ?? spelledDay(context, at);
  if (found === null) return null;
  const open = [
    ...found.choices,
    ...(["forward", "back"] as const).flatMap((direction) => {
      const inContext = { ...context, direction };
      return (numericDate(inContext, at) ?? spelledDay(inContext, at))?.choices ?? [];
    }),
  ];
  const near = (date: LocalDate): boolean =>
    date > addDays(context.today, -NEAR_DAYS) && date < addDays(context.today, NEAR_DAYS);
  const fitting = open.find(
    (one) => one.point && weekday(one.from) === day && (found.choices.includes(one) || near(one.from)),
  );
  if (fitting !== undefined) return { ...found, choices: [fitting], sure: true };
  if (found.choices.length === 0) return found;
  const nearest = inWeek(context, { weekday: day, next, past: false });
  return {
    choices: [...found.choices, ...nearest.choices].map((one) => ({ ...one, why: "weekday_differs" })),
    sure: false,
    next: found.next,
  };
}

function inWeek(context: DateContext, { weekday: day, next, past }: Named): DateFound {
  const { lexemes, today, direction } = context;
  const monday = mondayOf(today);
  const week = wordsAt(lexemes, next, "tuan") ? shiftAt(lexemes, next + 1) : null;
  if (week !== null) return dayFound(addDays(monday, 7 * week.shift + day - 1), true, week.next);
  const ahead = upcoming(today, day);
  const behind = addDays(ahead, -7);
  const shift = shiftBehindAt(lexemes, next);
  if (shift === null) {
    if (direction === "back") return dayFound(ahead === today ? today : behind, false, next);
    if (ahead === today && direction === null)
      return { choices: [dayChoice(today), dayChoice(addDays(today, 7))], sure: false, next };
    // `hôm thứ hai` is mostly the last one.
    if (past && direction === null)
      return { choices: [dayChoice(behind), dayChoice(ahead)], sure: false, next };
    return dayFound(ahead, false, next);
  }
  if (shift.shift < 0) return dayFound(behind, true, shift.next);
  if (shift.shift === 0)
    return dayFound(
      direction === "back" && ahead !== today ? addDays(monday, day - 1) : ahead,
      false,
      shift.next,
    );
  const after = ahead === today ? addDays(today, 7) : ahead;
  const named = wordsAt(lexemes, next, "sau") && after < addDays(monday, 7);
  if (named)
    return { choices: [dayChoice(after), dayChoice(addDays(after, 7))], sure: false, next: shift.next };
  return dayFound(after, false, shift.next);
}

function dayFound(date: LocalDate, sure: boolean, next: number): DateFound {
  return { choices: [dayChoice(date)], sure, next };
}

/** `tuần này`, `tuần sau`, `cuối tuần`, `đầu tuần tới`, `thứ 5` behind it: weeks run from Monday to Sunday. */
export const weekPhrase: DateRule = (context, at) => {
  const { lexemes, today, direction } = context;
  const part = partAt(lexemes, at);
  const from = part === null ? at : at + 1;
  if (!wordsAt(lexemes, from, "tuan") || lexemes[from]?.text === "tuấn") return null;
  const named = shiftAt(lexemes, from + 1);
  if (named === null && part === null) return null;
  const next = named?.next ?? from + 1;
  const day = part === null ? weekdayAt(lexemes, next) : null;
  if (named === null)
    return {
      ...chooseByDirection(
        { today, direction },
        [-1, 0, 1].map((week) => inPart(today, week, part)),
        7,
      ),
      sure: false,
      next,
    };
  if (day !== null)
    return dayFound(addDays(mondayOf(today), 7 * named.shift + day.weekday - 1), true, day.next);
  return { choices: [inPart(today, named.shift, part)], sure: part === null, next };
};

function inPart(today: LocalDate, week: number, part: MonthPart | null): DateChoice {
  const monday = addDays(mondayOf(today), 7 * week);
  const [first, last] =
    part === "start" ? [0, 1] : part === "middle" ? [2, 3] : part === "end" ? [5, 6] : [0, 6];
  return rangeChoice(addDays(monday, first), addDays(monday, last));
}

function mondayOf(today: LocalDate): LocalDate {
  return addDays(today, 1 - weekday(today));
}

/** The first such weekday from today on. */
function upcoming(today: LocalDate, day: number): LocalDate {
  return addDays(today, (day - weekday(today) + 7) % 7);
}

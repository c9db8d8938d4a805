import { localDateOf, weekday } from "../calendar/local-date.ts";
import { solarDay, solarDayOfMonth } from "./date-choose.ts";
import { wordsBeside } from "./date-beside.ts";
import { hasMarks, type Lexeme, lexemesOf, numberAt, withoutManners } from "./date-lexemes.ts";
import { solarMonthSpan } from "./date-month.ts";
import { type DateItem, scanDates } from "./date-scan.ts";
import { centuryOf } from "./date-tags.ts";
import {
  type DateChoice,
  type DateContext,
  type DateValue,
  distinctChoices,
  rangeChoice,
  valueOf,
} from "./date-types.ts";
import { type Direction, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import { type Token, tokens, typed } from "./tokens.ts";

const MOST_TOKENS = 80;
const MOST_ALTERNATIVES = 5;

/**
 * Reads a date or a stretch of days: in digits (day before month, always), in words, told from today, by the week, by the
 * lunar calendar, by festivals, quarters and seasons. `now` is the moment of the talk; dates are those of Viet Nam.
 *
 * A missing year is the next one where the question looks forward, the last where it looks back. Without a direction it is
 * the next, `likely`; where the last is nearer and recent, both are offered. Dates that do not exist are not understood.
 */
export function readDate(
  input: string,
  { now, direction }: { now: Date; direction?: Direction },
): Reading<DateValue> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const { tokens: said, revised } = stoodBy(tokens(input), (part) => holdsDate(part, now, direction));
  const all = withoutManners(said);
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  const context = contextOf(all, localDateOf(now), direction ?? null);
  const items = scanDates(context);
  const rest = wordsBeside(context.lexemes, items);
  if (items.length === 0) return settle(bareNumbers(context), "likely", input.trim());
  if (items.some(({ choices }) => choices.length === 0) || rest === "refused")
    return { kind: "not_understood" };
  const wordy = items.length === 1 && items.every(({ from, next }) => next - from >= 2);
  if (rest === "unknown" && !wordy) return { kind: "not_understood" };
  const choices = combine(items);
  const sure = items.length === 1 && !revised && rest === "clear" && items.every((item) => item.sure);
  const span = items.map(
    ({ from, next }) => [context.lexemes[from]?.token ?? 0, context.lexemes[next - 1]?.token ?? 0] as const,
  );
  const read = typed(input, all, span[0]?.[0] ?? 0, span.at(-1)?.[1] ?? 0);
  return settle(choices, sure ? "certain" : "likely", read);
}

/** The lexemes of an answer with what the rules need to know; words such as `đã` and `sắp` give a direction. */
export function contextOf(all: readonly Token[], today: string, direction: Direction | null): DateContext {
  const lexemes = lexemesOf(all);
  const marked = hasMarks(lexemes);
  const spelled =
    !marked &&
    lexemes.some(
      ({ kind, number, plain }) =>
        kind === "word" && number?.kind === "digit" && /^(?:hai|bon|tam|chin|bay|lam|tu)$/.test(plain),
    );
  return { lexemes, today, direction: direction ?? saidDirection(lexemes), spelled };
}

function saidDirection(lexemes: readonly Lexeme[]): Direction | null {
  if (lexemes.some(({ text }) => text === "đã" || text === "hồi" || text === "hoi")) return "back";
  return lexemes.some(({ text }) => /^(?:sẽ|sắp|se|sap|định|tính)$/.test(text)) ? "forward" : null;
}

function settle(choices: DateChoice[], sure: "certain" | "likely", read: string): Reading<DateValue> {
  const [only, ...others] = choices;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length === 0) return { kind: "understood", value: valueOf(only), read, sure };
  return {
    kind: "ambiguous",
    alternatives: choices
      .slice(0, MOST_ALTERNATIVES)
      .map((one) =>
        one.why === undefined ? { value: valueOf(one) } : { value: valueOf(one), why: one.why },
      ),
  };
}

/** One phrase; or two of which one lies in the other (`ngày 5 trong tháng 12`); otherwise all, to be asked. */
function combine(items: DateItem[]): DateChoice[] {
  const dated = items.filter((item) => !items.some((other) => item.weekdayOnly && isOnDayOf(other, item)));
  const all = dated.map(({ choices }) => choices);
  const [first = [], second = []] = all;
  if (all.length === 1) return distinctChoices(first);
  if (all.length === 2) {
    const inner = [...inside(first, second), ...inside(second, first)];
    if (inner.length > 0) return distinctChoices(inner);
  }
  return distinctChoices(all.flat());
}

/** `30/5/2027 (chủ nhật)`: the date falls on the weekday that stands beside it. */
function isOnDayOf(date: DateItem, day: DateItem): boolean {
  const [one] = day.choices;
  return (
    date !== day &&
    one !== undefined &&
    date.choices.every(({ from, point }) => point && weekday(from) === weekday(one.from))
  );
}

function inside(days: DateChoice[], stretches: DateChoice[]): DateChoice[] {
  return days.filter((day) =>
    stretches.some(({ from, to, point }) =>
      day.point ? day.from >= from && day.from <= to : !point && day.from > from && day.to < to,
    ),
  );
}

const BEFORE_NUMBER = new Set("da thua vang em hom ngay bua vao luc khoang chac tam co".split(" "));

/** Whether a part of an answer names a day, be it by a bare number. */
function holdsDate(part: Token[], now: Date, direction: Direction | undefined): boolean {
  const context = contextOf(withoutManners(part), localDateOf(now), direction ?? null);
  return scanDates(context).length > 0 || bareNumbers(context).length > 0;
}

/** Numbers and nothing else: a day of the month, a year, day and month with a space between, or eight digits. */
function bareNumbers(context: DateContext): DateChoice[] {
  const words = context.lexemes.filter(({ kind }) => kind !== "mark");
  const first = words.findIndex(({ plain }) => !BEFORE_NUMBER.has(plain));
  const rest = first < 0 ? [] : words.slice(first);
  const digits = rest.filter(({ kind }) => kind === "number");
  if (digits.length === 0) return spelledAlone({ ...context, lexemes: rest });
  const [one, or, other, ...none] = rest;
  const either = none.length === 0 && (or?.plain === "hoac" || or?.plain === "hay");
  if (either && one?.kind === "number" && other?.kind === "number")
    return distinctChoices([...oneNumber(context, one), ...oneNumber(context, other)]);
  if (digits.length !== rest.length || context.lexemes.some(({ text }) => text === "%" || text === "+"))
    return [];
  const [a, b, c, ...more] = digits;
  if (a === undefined || more.length > 0) return [];
  if (b === undefined) return oneNumber(context, a);
  if (
    a.text.length > 2 ||
    b.text.length > 2 ||
    (c !== undefined && c.text.length !== 4 && c.text.length !== 2)
  )
    return [];
  const year = c === undefined ? null : c.text.length === 4 ? c.value : centuryOf(c.value, context.today);
  return solarDay(context, a.value, b.value, year).choices;
}

function spelledAlone(context: DateContext): DateChoice[] {
  const number = numberAt(context.lexemes, 0);
  if (number === null || number.next !== context.lexemes.length || number.value < 10) return [];
  return solarDayOfMonth(context, number.value).choices;
}

function oneNumber(context: DateContext, { text, value }: Lexeme): DateChoice[] {
  if (text.length <= 2) return value >= 1 && value <= 31 ? solarDayOfMonth(context, value).choices : [];
  if (/^(?:19|20)\d\d$/.test(text)) return [rangeChoice(`${text}-01-01`, `${text}-12-31`)];
  if (text.length === 6) return sixDigits(context, text);
  if (text.length !== 8) return [];
  const dayFirst = solarDay(
    context,
    Number(text.slice(0, 2)),
    Number(text.slice(2, 4)),
    Number(text.slice(4)),
  );
  const yearFirst = solarDay(
    context,
    Number(text.slice(6)),
    Number(text.slice(4, 6)),
    Number(text.slice(0, 4)),
  );
  return distinctChoices([...dayFirst.choices, ...yearFirst.choices]);
}

/** `250527` is a day with its year cut short, `052027` a month with its year; what may be both is asked. */
function sixDigits(context: DateContext, text: string): DateChoice[] {
  const [first, second, last] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)].map(Number);
  if (first === undefined || second === undefined || last === undefined) return [];
  const day = solarDay(context, first, second, centuryOf(last, context.today)).choices;
  const year = Number(text.slice(2));
  const month =
    /^20[2-4]/.test(text.slice(2)) && first >= 1 && first <= 12 ? [solarMonthSpan(year, first)] : [];
  return [...day, ...month];
}

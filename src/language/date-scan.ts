import { addDays } from "../calendar/local-date.ts";
import { festivalDate, khmerFestival, tetDate } from "./date-festival.ts";
import { fullYearAt, type Lexeme, wordsAt } from "./date-lexemes.ts";
import { monthPhrase } from "./date-month.ts";
import { numericDate } from "./date-numeric.ts";
import { offsetDate, roughOffset } from "./date-offset.ts";
import { halfYearPhrase, quarterPhrase, seasonPhrase, yearPhrase } from "./date-period.ts";
import { noDate, relativeDay } from "./date-relative.ts";
import { daysOfNamedMonth, joinAt, spelledDay } from "./date-spelled.ts";
import {
  type DateContext,
  type DateFound,
  type DateRule,
  distinctChoices,
  dayChoice,
  rangeChoice,
} from "./date-types.ts";
import { weekdayDate, weekPhrase } from "./date-week.ts";

/** The first rule that fits wins, so what may be part of something longer stands behind it. */
const RULES: readonly DateRule[] = [
  noDate,
  daysOfNamedMonth,
  festivalDate,
  tetDate,
  khmerFestival,
  weekdayDate,
  numericDate,
  halfYearPhrase,
  roughOffset,
  offsetDate,
  relativeDay,
  spelledDay,
  weekPhrase,
  quarterPhrase,
  monthPhrase,
  seasonPhrase,
  yearPhrase,
];

/** A date phrase inside an answer: lexemes `from` up to `next`. */
export type DateItem = DateFound & { from: number };

/** Every date phrase of an answer, left to right, ranges joined. */
export function scanDates(context: DateContext): DateItem[] {
  const items: DateItem[] = [];
  for (let at = 0; at < context.lexemes.length;) {
    const found = phraseAt(context, at);
    if (found === null || found.next <= at) {
      at += 1;
      continue;
    }
    items.push({ ...found, from: at });
    at = found.next;
  }
  return items;
}

/** A bound, a range, or one date at this place. */
function phraseAt(context: DateContext, at: number): DateFound | null {
  const { lexemes } = context;
  const plain = lexemes[at]?.plain;
  const first = oneAt(context, at);
  if (first !== null) return rangeFrom(context, at, first) ?? first;
  if (plain === "tu" && lexemes[at]?.text !== "tư") return fromAt(context, at + 1);
  if (plain === "truoc") return beforeAt(context, at + 1);
  if (plain === "sau" && lexemes[at]?.text !== "sáu") return afterAt(context, at + 1);
  if (plain === "het") return endOf(context, at + 1);
  // Without diacritics `toi nay` is this evening.
  if (lexemes[at]?.text === "toi" && /^(?:nay|mai|qua|mot|hom)$/.test(lexemes[at + 1]?.plain ?? ""))
    return null;
  const until = joinAt(lexemes, at);
  return until === null || !/^(?:cho|den|toi)$/.test(plain ?? "") ? null : untilAt(context, until);
}

function oneAt(context: DateContext, at: number): DateFound | null {
  for (const rule of RULES) {
    const found = rule(context, at);
    if (found !== null) return found;
  }
  return null;
}

/** `từ X đến Y`; with no end, the day on which it begins, to be confirmed. */
function fromAt(context: DateContext, at: number): DateFound | null {
  const start = skipNoise(context.lexemes, at);
  const first = oneAt(context, start) ?? yearAlone(context, start);
  if (first === null) return null;
  const range = rangeFrom(context, start, first);
  if (range !== null) return range;
  return {
    ...first,
    choices: distinctChoices(first.choices.map(({ from }) => dayChoice(from))),
    sure: false,
  };
}

/** `X đến Y`. A year named at one end only holds for both; the end comes after the beginning. */
function rangeFrom(context: DateContext, begin: number, first: DateFound): DateFound | null {
  const join = joinAt(context.lexemes, first.next);
  if (join === null || first.choices.length === 0) return null;
  const at = skipNoise(context.lexemes, join);
  const last = oneAt(context, at) ?? yearAlone(context, at);
  if (last === null) return null;
  const lastChoice = last.choices[0];
  if (lastChoice === undefined) return last;
  const backFrom = { ...context, today: lastChoice.to, direction: "back" } as const;
  const starts = first.open && !last.open ? (oneAt(backFrom, begin)?.choices ?? []) : first.choices;
  const choices = starts.flatMap((start) => {
    const ends = last.open
      ? (oneAt({ ...context, today: start.from, direction: "forward" }, at)?.choices ?? [])
      : last.choices;
    return ends
      .filter(({ to }) => to >= start.to)
      .map((end) => rangeChoice(start.from, end.to, start.why ?? end.why));
  });
  // `1/11 - 30/4`: of several years the one in which today is.
  const around = choices.filter(({ from, to }) => from <= context.today && to >= context.today);
  const meant = around.length === 1 && context.direction === null ? around : choices;
  return { choices: distinctChoices(meant), sure: first.sure && last.sure, next: last.next };
}

/** `2026 đến 2030`: a number is a year only at the ends of a range. */
function yearAlone({ lexemes }: DateContext, at: number): DateFound | null {
  const year = fullYearAt(lexemes, at);
  if (year === null) return null;
  return {
    choices: [rangeChoice(`${year.value}-01-01`, `${year.value}-12-31`)],
    sure: true,
    next: year.next,
  };
}

/** `trước 30/11`: from today to the day before. A day that is over leaves nothing. */
function beforeAt(context: DateContext, at: number): DateFound | null {
  const found = oneAt(context, skipNoise(context.lexemes, at));
  if (found === null) return null;
  const choices = found.choices.flatMap(({ from, why }) =>
    from > context.today ? [rangeChoice(context.today, addDays(from, -1), why)] : [],
  );
  return { choices, sure: false, next: found.next };
}

/** `sau 30/11` has no end: recognised, so that the day itself is not taken for it. */
function afterAt(context: DateContext, at: number): DateFound | null {
  const found = oneAt(context, skipNoise(context.lexemes, at));
  return found === null ? null : { choices: [], sure: false, next: found.next };
}

/** `đến 30/11`, `tới cuối tháng`: from today to that day. */
function untilAt(context: DateContext, at: number): DateFound | null {
  const found = oneAt(context, skipNoise(context.lexemes, at));
  if (found === null) return null;
  const choices = found.choices.flatMap(({ to, why }) =>
    to >= context.today ? [rangeChoice(context.today, to, why)] : [],
  );
  return { choices, sure: false, next: found.next };
}

/** `hết tháng 5`: its last day. */
function endOf(context: DateContext, at: number): DateFound | null {
  const found = oneAt(context, at);
  if (found !== null) {
    const choices = found.choices.map(({ to, why }) => dayChoice(to, why === undefined ? {} : { why }));
    return { choices, sure: false, next: found.next };
  }
  const part = wordsAt(context.lexemes, at, "thang") || wordsAt(context.lexemes, at, "nam");
  if (!part) return null;
  const month = wordsAt(context.lexemes, at, "thang")
    ? monthEnd(context.today)
    : `${context.today.slice(0, 4)}-12-31`;
  return { choices: [dayChoice(month)], sure: false, next: at + 1 };
}

function monthEnd(today: string): string {
  const next = addDays(`${today.slice(0, 8)}01`, 31);
  return addDays(`${next.slice(0, 8)}01`, -1);
}

function skipNoise(lexemes: readonly Lexeme[], at: number): number {
  let next = at;
  while (/^(?:khoang|tam|co|chung)$/.test(lexemes[next]?.plain ?? "")) next += 1;
  return next;
}

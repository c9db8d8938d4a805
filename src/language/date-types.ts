import type { LunarDate } from "../calendar/lunar.ts";
import type { LocalDate } from "../calendar/local-date.ts";
import type { Direction } from "./reading.ts";
import type { Lexeme } from "./date-lexemes.ts";

/** A day, or the days from one to another, both included. */
export type DateValue = { date: LocalDate } | { from: LocalDate; to: LocalDate };

/** One reading of a date phrase. */
export type DateChoice = {
  from: LocalDate;
  to: LocalDate;
  /** A single day rather than a stretch of days. */
  point: boolean;
  /** Why there is more than one choice; words for it live in the locale. */
  why?: string;
  /** Set where the day was named by the lunar calendar. */
  lunar?: LunarDate;
};

/** What a rule made of the lexemes from some place up to `next`. No choices: a date that does not exist. */
export type DateFound = {
  choices: DateChoice[];
  sure: boolean;
  next: number;
  /** No year was named: the other end of a range may bring it. */
  open?: boolean;
  /** Only a day of the week was named: a date beside it decides. */
  weekdayOnly?: boolean;
};

export type DateContext = {
  lexemes: readonly Lexeme[];
  today: LocalDate;
  direction: Direction | null;
  /** Numbers are spelled in words without diacritics, so that `sau` may be six. */
  spelled: boolean;
};

export type DateRule = (context: DateContext, at: number) => DateFound | null;

export function dayChoice(date: LocalDate, more: Partial<DateChoice> = {}): DateChoice {
  return { from: date, to: date, point: true, ...more };
}

export function rangeChoice(from: LocalDate, to: LocalDate, why?: string): DateChoice {
  return why === undefined ? { from, to, point: false } : { from, to, point: false, why };
}

export function valueOf({ from, to, point }: DateChoice): DateValue {
  return point ? { date: from } : { from, to };
}

/** The choices without repetition. */
export function distinctChoices(all: DateChoice[]): DateChoice[] {
  return all.filter(
    (one, index) =>
      all.findIndex(
        (other) => other.from === one.from && other.to === one.to && other.point === one.point,
      ) === index,
  );
}

import { parts } from "../calendar/local-date.ts";
import { FIRST_YEAR, LAST_YEAR } from "./date-choose.ts";
import { beginsDate, fullYearAt, type Lexeme, wordsAt } from "./date-lexemes.ts";
import type { DateContext } from "./date-types.ts";
import type { Direction } from "./reading.ts";

/** Phrases that move by weeks, months or years, longest first. */
const SHIFTS: readonly (readonly [words: string, shift: number])[] = [
  ["sau nua", 2],
  ["toi nua", 2],
  ["truoc nua", -2],
  ["vua roi", -1],
  ["vua qua", -1],
  ["moi roi", -1],
  ["tiep theo", 1],
  ["ke tiep", 1],
  ["sap toi", 1],
  ["ke", 1],
  ["toi", 1],
  ["sau", 1],
  ["truoc", -1],
  ["roi", -1],
  ["qua", -1],
  ["nay", 0],
];

/** `này`, `sau`, `trước` … behind a unit of time: how many units away, and where what follows begins. */
export function shiftAt(all: readonly Lexeme[], at: number): { shift: number; next: number } | null {
  const found = SHIFTS.find(([words]) => wordsAt(all, at, words));
  if (found === undefined) return null;
  const [words, shift] = found;
  const first = all[at]?.text ?? "";
  // With diacritics these letters spell other words: sáu, tối, quá.
  if (/^(?:sáu|tối|quá|quà|nầy|nãy)$/.test(first) && first !== "nầy") return null;
  return { shift, next: at + words.split(" ").length };
}

/** The same behind a whole date, where `tới 5/12` leads to the end of a range. */
export function shiftBehindAt(all: readonly Lexeme[], at: number): { shift: number; next: number } | null {
  const found = shiftAt(all, at);
  const joins = all[at]?.plain === "toi" || all[at]?.plain === "qua";
  const after = all[found?.next ?? at];
  return joins && beginsDate(after) ? null : found;
}

/** Which way a shift points: `tới` and `này` ahead, `rồi` and `trước` behind. */
export function directionOf(shift: number): Direction {
  return shift < 0 ? "back" : "forward";
}

export type CalendarTag = "solar" | "lunar";

const TAGS: readonly (readonly [words: string, tag: CalendarTag])[] = [
  ["am lich", "lunar"],
  ["lich am", "lunar"],
  ["lich ta", "lunar"],
  ["duong lich", "solar"],
  ["lich duong", "solar"],
  ["lich tay", "solar"],
  ["a l", "lunar"],
  ["d l", "solar"],
  ["al", "lunar"],
  ["dl", "solar"],
  ["am", "lunar"],
  ["duong", "solar"],
  ["tay", "solar"],
  ["ta", "lunar"],
];

/** `âl`, `ta`, `dương lịch`, `tây`, also in brackets. */
export function calendarAt(all: readonly Lexeme[], at: number): { tag: CalendarTag; next: number } | null {
  const bracket = all[at]?.text === "(" ? 1 : 0;
  const found = TAGS.find(([words]) => wordsAt(all, at + bracket, words));
  if (found === undefined || /^(?:tá|tạ|tả|đường|đượng|đuông|ấm|ầm)$/.test(all[at + bracket]?.text ?? ""))
    return null;
  const next = at + bracket + found[0].split(" ").length;
  return { tag: found[1], next: bracket === 1 && all[next]?.text === ")" ? next + 1 : next };
}

/** What follows a day and month: a year, a year told from this one, or only a direction (`30/5 tới`). */
export type YearTag = { year: number | null; direction: Direction | null; next: number; sure: boolean };

/** `năm 2027`, `/2027`, `2027`, `năm sau`, `tới`, `vừa rồi`. Null where nothing of the kind follows. */
export function yearAt({ lexemes, today }: DateContext, at: number): YearTag | null {
  const bare = shiftBehindAt(lexemes, at);
  if (bare !== null) return { year: null, direction: directionOf(bare.shift), next: bare.next, sure: true };
  const joined = lexemes[at]?.glued === true && lexemes[at + 1]?.glued === true;
  const mark = joined && /^[/.-]$/.test(lexemes[at]?.text ?? "") ? 1 : 0;
  const full = fullYearAt(lexemes, at + mark);
  if (full !== null && (mark === 1 || !full.spelled)) return yearTag(full.value, full.next);
  if (mark === 1) return lexemes[at]?.text === "/" ? twoDigits(lexemes, at + 1, today) : null;
  if (wordsAt(lexemes, at, "sang nam") || wordsAt(lexemes, at, "qua nam"))
    return yearTag(parts(today)[0] + 1, at + 2);
  if (lexemes[at]?.plain !== "nam") return null;
  const named = fullYearAt(lexemes, at + 1);
  if (named !== null) return yearTag(named.value, named.next);
  const short = twoDigits(lexemes, at + 1, today);
  if (short !== null) return short;
  return yearFromToday(lexemes, at + 1, today);
}

/** `nay`, `sau`, `ngoái`, `kia` behind `năm`. */
export function yearFromToday(lexemes: readonly Lexeme[], at: number, today: string): YearTag | null {
  const thisYear = parts(today)[0];
  if (wordsAt(lexemes, at, "ngoai")) return yearTag(thisYear - 1, at + 1);
  if (wordsAt(lexemes, at, "kia")) return yearTag(thisYear - (lexemes[at]?.text === "kìa" ? 3 : 2), at + 1);
  const shift = shiftAt(lexemes, at);
  return shift === null ? null : yearTag(thisYear + shift.shift, shift.next);
}

/** `27` is 2027, `68` is 1968: at most ten years ahead of today. */
export function centuryOf(short: number, today: string): number {
  const thisYear = parts(today)[0];
  return short > (thisYear % 100) + 10 ? 1900 + short : 2000 + short;
}

function twoDigits(lexemes: readonly Lexeme[], at: number, today: string): YearTag | null {
  const word = lexemes[at];
  if (word?.kind !== "number" || word.text.length !== 2) return null;
  const year = centuryOf(word.value, today);
  return { ...yearTag(year, at + 1), sure: Math.abs(year - parts(today)[0]) <= 10 };
}

function yearTag(year: number, next: number): YearTag {
  return { year: year >= FIRST_YEAR && year <= LAST_YEAR ? year : -1, direction: null, next, sure: true };
}

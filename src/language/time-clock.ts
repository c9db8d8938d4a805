import { type Lexeme, numberAt, wordsAt } from "./date-lexemes.ts";
import { joinAt } from "./date-spelled.ts";
import { type DayPart, dayPart } from "./day-parts.ts";
import { isHourWord } from "./hour-words.ts";

/** A time as it stands in the answer; `exact` means that it can only be of the 24-hour clock (`07:30`, `19h`). */
export type Clock = {
  hour: number;
  minute: number;
  part: DayPart | null;
  exact: boolean;
  from: number;
  next: number;
};

/** Every time of an answer, left to right; a number alone where nothing else is one. `marked`: it has diacritics. */
export function clocksIn(lexemes: readonly Lexeme[], marked: boolean): Clock[] {
  const found: Clock[] = [];
  for (let at = 0; at < lexemes.length;) {
    const clock = clockAt(lexemes, at, marked) ?? sharedHour(lexemes, at, marked);
    if (clock !== null) found.push(clock);
    at = clock?.next ?? at + 1;
  }
  if (found.length > 0) return found;
  const middle = middleOfDay(lexemes);
  if (middle !== null) return [middle];
  const alone = numberAlone(lexemes, marked);
  return alone === null ? [] : [alone];
}

/** `nửa đêm`, `đúng ngọ`: hours with a name. */
function middleOfDay(lexemes: readonly Lexeme[]): Clock | null {
  const at = lexemes.findIndex(
    (_, index) => wordsAt(lexemes, index, "nua dem") || wordsAt(lexemes, index, "dung ngo"),
  );
  if (at < 0) return null;
  const midnight = wordsAt(lexemes, at, "nua dem");
  const part = midnight ? ("night" as const) : ("noon" as const);
  return { hour: 12, minute: 0, part, exact: false, from: at, next: at + 2 };
}

function clockAt(lexemes: readonly Lexeme[], at: number, marked: boolean): Clock | null {
  const hour = numberAt(lexemes, at);
  if (hour === null || hour.value > 24 || hour.digits.length > 2 || isMinus(lexemes, at - 1)) return null;
  const word = lexemes[hour.next];
  const colon = word?.text === ":" && lexemes[hour.next + 1]?.kind === "number";
  if (!colon && !isHourWord(word?.plain)) return null;
  const both = !colon && lexemes[hour.next + 1]?.text === ":" && lexemes[hour.next + 1]?.glued === true;
  const rest = minutesAt(lexemes, hour.next + (both ? 2 : 1));
  if (rest === null || (hour.value === 24 && rest.minute !== 0)) return null;
  const before =
    dayPart(lexemes[at - 1], marked) ??
    (wordsAt(lexemes, at - 1, "luc") ? dayPart(lexemes[at - 2], marked) : null);
  // In `sáng 8h chiều 2h` the second part of the day is that of the second hour.
  const nextHour = before === null ? null : numberAt(lexemes, rest.next + 1);
  const taken = nextHour !== null && isHourWord(lexemes[nextHour.next]?.plain);
  const after = taken ? null : dayPart(lexemes[rest.next], marked);
  const exact = hour.value > 12 || hour.value === 0 || hour.digits.startsWith("0");
  return {
    hour: hour.value,
    minute: rest.minute,
    part: after ?? before,
    exact,
    from: at,
    next: after === null ? rest.next : rest.next + 1,
  };
}

/** `-7h`; the stroke of `7-8h` stands between two hours. */
function isMinus(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1];
  return lexemes[at]?.text === "-" && before?.kind !== "number" && !isHourWord(before?.plain);
}

/** Minutes behind the hour: none, `30`, `rưỡi`, `kém 15`, `đúng`; null where they cannot be minutes. */
function minutesAt(lexemes: readonly Lexeme[], at: number): { minute: number; next: number } | null {
  if (wordsAt(lexemes, at, "ruoi")) return { minute: 30, next: at + 1 };
  if (wordsAt(lexemes, at, "dung")) return { minute: 0, next: at + 1 };
  const less = wordsAt(lexemes, at, "kem") || wordsAt(lexemes, at, "thieu");
  if (wordsAt(lexemes, at, "le") && numberAt(lexemes, at + 1) !== null) return minutesAt(lexemes, at + 1);
  const number = numberAt(lexemes, less ? at + 1 : at);
  const behind = lexemes[number?.next ?? at]?.plain;
  const clock = behind === "/" || isHourWord(behind);
  if (number === null || clock) return less ? null : { minute: 0, next: at };
  if (number.value > 59 || number.digits.length > 2) return null;
  const next = /^(?:phut|p|ph)$/.test(lexemes[number.next]?.plain ?? "") ? number.next + 1 : number.next;
  return { minute: less ? -number.value : number.value, next };
}

/** The 7 of `7-8h`, `7 đến 8 giờ`, `7 hoặc 8 giờ`. */
function sharedHour(lexemes: readonly Lexeme[], at: number, marked: boolean): Clock | null {
  const hour = numberAt(lexemes, at);
  if (hour === null || hour.value > 24 || hour.digits.length > 2) return null;
  const or = ["hoac", "hay", ","].some((word) => wordsAt(lexemes, hour.next, word)) ? hour.next + 1 : null;
  const join = joinAt(lexemes, hour.next) ?? or;
  if (join === null || clockAt(lexemes, join, marked) === null) return risingHour(lexemes, at, marked);
  return { hour: hour.value, minute: 0, part: null, exact: hour.value > 12, from: at, next: hour.next };
}

/** `tám chín giờ`, `7 8 giờ`: the one or the other. */
function risingHour(lexemes: readonly Lexeme[], at: number, marked: boolean): Clock | null {
  const word = lexemes[at];
  const low = word?.number;
  const spelled = low?.kind === "digit" && low.form !== "after tens" ? low.value : null;
  const first = word?.kind === "number" && /^\d{1,2}$/.test(word.text) ? word.value : spelled;
  const high = clockAt(lexemes, at + 1, marked);
  if (first === null || high === null || high.hour !== first + 1) return null;
  return { ...high, hour: first, minute: 0, from: at, next: at + 1 };
}

const BESIDE_NUMBER = new Set(
  "da thua em luc khoang tam chac co do vao hom nay mai mot ngay a ah nha nhe nghen oi chu anh chi bac".split(
    " ",
  ),
);

/** A number and nothing else (`7`, `7 rưỡi`, `7.30`, `1930`, `3 chiều`), perhaps with the part of the day. */
function numberAlone(lexemes: readonly Lexeme[], marked: boolean): Clock | null {
  const at = lexemes.findIndex(({ kind, number }) => kind === "number" || number !== null);
  if (lexemes[at]?.plain === "khong") return null;
  const digits = lexemes[at]?.text ?? "";
  // `ngày 8` is a day, `-7` nothing.
  if (/^(?:ngay|hom|bua|mung|mong|-)$/.test(lexemes[at - 1]?.plain ?? "")) return null;
  const four = /^\d{4}$/.test(digits) && Number(digits.slice(0, 2)) < 24 && Number(digits.slice(2)) < 60;
  const hour = four
    ? { value: Number(digits.slice(0, 2)), next: at + 1, digits }
    : at < 0
      ? null
      : numberAt(lexemes, at);
  if (hour === null || hour.value > 24 || (!four && hour.digits.length > 2)) return null;
  const dot = lexemes[hour.next]?.text === "." && lexemes[hour.next + 1]?.text.length === 2;
  const rest = four
    ? { minute: Number(digits.slice(2)), next: at + 1 }
    : minutesAt(lexemes, dot ? hour.next + 1 : hour.next);
  if (rest === null || isStretch(lexemes, rest.next)) return null;
  const part = dayPart(lexemes[rest.next], marked) ?? dayPart(lexemes[at - 1], marked);
  const rests = lexemes.filter((_, index) => index < at || index >= rest.next);
  const bare = rests.every(
    (word) => word.kind === "mark" || BESIDE_NUMBER.has(word.plain) || dayPart(word, marked) !== null,
  );
  if (!bare) return null;
  return { hour: hour.value, minute: rest.minute, part, exact: false, from: at, next: rest.next };
}

/** `7 ngày`, `2 tiếng`: so long, and no time. */
function isStretch(lexemes: readonly Lexeme[], at: number): boolean {
  const stretch = /^(?:ngay|tuan|thang|nam|tieng|phut)$/.test(lexemes[at]?.plain ?? "");
  return stretch && !/^(?:mai|mot|nay|kia|sau|toi)$/.test(lexemes[at + 1]?.plain ?? "");
}

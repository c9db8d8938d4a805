import { contextOf } from "./date.ts";
import { hasMarks, type Lexeme, numberAt, withoutManners, wordsAt } from "./date-lexemes.ts";
import { scanDates } from "./date-scan.ts";
import { joinAt } from "./date-spelled.ts";
import { type DayPart, dayPart, hourIn, USUAL_HOURS } from "./day-parts.ts";
import { type Alternative, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { tokens } from "./tokens.ts";

export type ClockTime = { hour: number; minute: number };

/** A time as it stands in the answer; `exact` means that it can only be of the 24-hour clock (`07:30`, `19h`). */
type Clock = {
  hour: number;
  minute: number;
  part: DayPart | null;
  exact: boolean;
  from: number;
  next: number;
};

const MOST_TOKENS = 60;
/** Any day serves to find the dates beside a time; it does not enter the result. */
const SOME_DAY = "2026-01-01";

/**
 * Reads a time of the day: `7h30`, `7 giờ rưỡi`, `8 giờ kém 15`, `3 giờ chiều`, `19:30`, `bảy giờ sáng mai`.
 *
 * Without a part of the day, seven to twelve are of the morning, to be confirmed; one to six are asked, as are a part
 * of the day alone (`sáng`), and two times. What stands beside it may be a date, nothing else with a number.
 */
export function readTime(input: string): Reading<ClockTime> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = withoutManners(tokens(input));
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  const { lexemes } = contextOf(all, SOME_DAY, null);
  const marked = hasMarks(lexemes);
  const clocks = clocksIn(lexemes, marked);
  if (!restIsHarmless(input, lexemes, clocks)) return { kind: "not_understood" };
  const [only, ...others] = clocks;
  if (only === undefined) return partAlone(lexemes, marked);
  const readings = clocks.flatMap((clock, index) => timesOf(clock, clocks[index + 1]?.part ?? null));
  if (others.length > 0 || readings.length > 1) return asked(readings);
  const [value] = readings;
  if (value === undefined) return { kind: "not_understood" };
  const sure =
    (only.exact || only.part !== null) &&
    !lexemes.some(({ plain }) => /^(?:khoang|tam|co|chac|chung|do|gan|hon)$/.test(plain));
  return { kind: "understood", value, read: input.trim(), sure: sure ? "certain" : "likely" };
}

function asked(readings: ClockTime[]): Reading<ClockTime> {
  const alternatives = readings.slice(0, 4).map((value): Alternative<ClockTime> => ({ value }));
  return alternatives.length < 2 ? { kind: "not_understood" } : { kind: "ambiguous", alternatives };
}

/** The hours that a clock's figure may be: with a part of the day one, without it two for the small hours. */
function timesOf({ hour, minute, part, exact }: Clock, laterPart: DayPart | null): ClockTime[] {
  const known = part ?? laterPart;
  if (known !== null) {
    const found = hourIn(known, hour);
    return found === null ? [] : [shifted(found, minute)];
  }
  if (exact || hour === 0 || hour >= 7) return [shifted(hour % 24, minute)];
  return [shifted(hour, minute), shifted(hour + 12, minute)];
}

/** Minutes below zero come from `kém`: quarter to eight is 7:45. */
function shifted(hour: number, minute: number): ClockTime {
  return minute >= 0 ? { hour, minute } : { hour: (hour + 23) % 24, minute: 60 + minute };
}

function clocksIn(lexemes: readonly Lexeme[], marked: boolean): Clock[] {
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
  if (!colon && !/^(?:h|g|gio)$/.test(word?.plain ?? "")) return null;
  const rest = minutesAt(lexemes, hour.next + 1);
  if (rest === null || (hour.value === 24 && rest.minute !== 0)) return null;
  const after = dayPart(lexemes[rest.next], marked);
  const before =
    dayPart(lexemes[at - 1], marked) ??
    (wordsAt(lexemes, at - 1, "luc") ? dayPart(lexemes[at - 2], marked) : null);
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
  return lexemes[at]?.text === "-" && !/^(?:\d+|h|g|gio)$/.test(lexemes[at - 1]?.plain ?? "");
}

/** Minutes behind the hour: none, `30`, `rưỡi`, `kém 15`, `đúng`; null where they cannot be minutes. */
function minutesAt(lexemes: readonly Lexeme[], at: number): { minute: number; next: number } | null {
  if (wordsAt(lexemes, at, "ruoi")) return { minute: 30, next: at + 1 };
  if (wordsAt(lexemes, at, "dung")) return { minute: 0, next: at + 1 };
  const less = wordsAt(lexemes, at, "kem") || wordsAt(lexemes, at, "thieu");
  if (wordsAt(lexemes, at, "le") && numberAt(lexemes, at + 1) !== null) return minutesAt(lexemes, at + 1);
  const number = numberAt(lexemes, less ? at + 1 : at);
  const clock = /^(?:h|g|gio|\/)$/.test(lexemes[number?.next ?? at]?.plain ?? "");
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
  if (join === null || clockAt(lexemes, join, marked) === null) return null;
  return { hour: hour.value, minute: 0, part: null, exact: hour.value > 12, from: at, next: hour.next };
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

function partAlone(lexemes: readonly Lexeme[], marked: boolean): Reading<ClockTime> {
  const parts = [...new Set(lexemes.map((word) => dayPart(word, marked)).filter((part) => part !== null))];
  const [part] = parts;
  if (part === undefined || parts.length > 1) return { kind: "not_understood" };
  return {
    kind: "ambiguous",
    alternatives: USUAL_HOURS[part].map((hour) => ({ value: { hour, minute: 0 }, why: part })),
  };
}

const NEGATIONS = /^(?:khong|ko|hong|hok|hem|chua|dung|khoi|sai|truoc|sau|qua|mat|trong)$/;

/** No other number, no refusal, no stretch of time (`mất 2 giờ`) beside the times; a date may stand there. */
function restIsHarmless(input: string, lexemes: readonly Lexeme[], clocks: Clock[]): boolean {
  const free = lexemes.filter((_, at) => !clocks.some(({ from, next }) => at >= from && at < next));
  const context = { lexemes: free, today: SOME_DAY, direction: null, spelled: false };
  const dates = input.length < 200 ? scanDates(context) : [];
  const rest = free.filter((_, at) => !dates.some(({ from, next }) => at >= from && at < next));
  const words = rest.filter(({ kind }) => kind === "word");
  const numbers = rest.some(
    ({ kind, number, plain }) =>
      kind === "number" || (number?.kind === "digit" && plain !== "ba" && plain !== "khong"),
  );
  return (
    !numbers &&
    words.length <= 10 &&
    !words.some(({ plain, text }) => NEGATIONS.test(plain) && text !== "đúng") &&
    !wordsAt(lexemes, 0, "bây giờ")
  );
}

import { contextOf } from "./date.ts";
import { hasMarks, type Lexeme, withoutManners } from "./date-lexemes.ts";
import { scanDates } from "./date-scan.ts";
import { type DayPart, dayPart, hourIn, USUAL_HOURS } from "./day-parts.ts";
import { BARE_DENIALS } from "./denials.ts";
import { type Alternative, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import { type Clock, clocksIn } from "./time-clock.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { type Token, tokens } from "./tokens.ts";

export type ClockTime = { hour: number; minute: number };

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
  const { tokens: said, revised } = stoodBy(tokens(input), holdsHour);
  const all = withoutManners(said);
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  const { lexemes } = contextOf(all, SOME_DAY, null);
  const marked = hasMarks(lexemes);
  const clocks = clocksIn(lexemes, marked);
  if (!restIsHarmless(input, lexemes, clocks)) return { kind: "not_understood" };
  const [first, ...others] = clocks;
  if (first === undefined) return partAlone(lexemes, marked);
  const apart =
    others.length === 0 && first.part === null && !first.exact ? partApart(lexemes, first, marked) : null;
  const only = apart === null ? first : { ...first, part: apart };
  if (apart !== null) clocks.splice(0, 1, only);
  const readings = clocks.flatMap((clock, index) => timesOf(clock, clocks[index + 1]?.part ?? null));
  if (others.length > 0 || readings.length > 1) return asked(readings);
  const [value] = readings;
  if (value === undefined) return { kind: "not_understood" };
  const sure =
    !revised &&
    (only.exact || only.part !== null) &&
    !lexemes.some(({ plain }) => /^(?:khoang|tam|co|chac|chung|do|gan|hon)$/.test(plain));
  return { kind: "understood", value, read: input.trim(), sure: sure ? "certain" : "likely" };
}

/** Whether a part of an answer may name an hour: `7h30` is one word of a clock and no number of any other reader. */
function holdsHour(part: Token[]): boolean {
  return part.some((token) => token.kind === "digits" || numberWord(token, NUMBER_WORDS) !== undefined);
}

function asked(readings: ClockTime[]): Reading<ClockTime> {
  const alternatives = readings.slice(0, 4).map((value): Alternative<ClockTime> => ({ value }));
  return alternatives.length < 2 ? { kind: "not_understood" } : { kind: "ambiguous", alternatives };
}

/** The part of the day that stands with the day: `tối nay 8h`, `2h ngày mai buổi chiều`. */
function partApart(lexemes: readonly Lexeme[], { from, next }: Clock, marked: boolean): DayPart | null {
  const found = lexemes.flatMap((word, at) => {
    const ofDay = /^(?:nay|mai|mot|qua|thu|hom|ngay|cn|t)$/.test(lexemes[at + 1]?.plain ?? "");
    const sure = word.text !== word.plain || ofDay || lexemes[at - 1]?.plain === "buoi";
    const part = at >= from && at < next ? null : dayPart(word, marked);
    return part !== null && sure ? [part] : [];
  });
  const [part] = found;
  return part !== undefined && found.every((one) => one === part) ? part : null;
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

function partAlone(lexemes: readonly Lexeme[], marked: boolean): Reading<ClockTime> {
  const parts = [...new Set(lexemes.map((word) => dayPart(word, marked)).filter((part) => part !== null))];
  const [part] = parts;
  if (part === undefined || parts.length > 1) return { kind: "not_understood" };
  return {
    kind: "ambiguous",
    alternatives: USUAL_HOURS[part].map((hour) => ({ value: { hour, minute: 0 }, why: part })),
  };
}

const NEGATIONS = new Set([...BARE_DENIALS, ..."tuy chua dung khoi sai truoc sau qua mat trong".split(" ")]);

/** `7h bận rồi`: no time at all. Without diacritics these are other words. */
const BUSY = new Set(["bận", "mắc", "kẹt"]);

/** Numbers behind these name a place or a person: `ấp 3`, `nhà chị Hai`. */
const NAMED =
  /^(?:ap|to|khom|thon|xom|so|doi|khu|tang|lau|phong|anh|chi|chu|bac|co|di|cau|mo|thim|ong|ba|ut)$/;

/** No other number, no refusal, no stretch of time (`mất 2 giờ`) beside the times; a date may stand there. */
function restIsHarmless(input: string, lexemes: readonly Lexeme[], clocks: Clock[]): boolean {
  const free = lexemes.filter((_, at) => !clocks.some(({ from, next }) => at >= from && at < next));
  const context = { lexemes: free, today: SOME_DAY, direction: null, spelled: false };
  const dates = input.length < 200 ? scanDates(context) : [];
  const rest = free.filter((_, at) => !dates.some(({ from, next }) => at >= from && at < next));
  const words = rest.filter(({ kind }) => kind === "word");
  // `8h/ngày` is how long.
  if (rest.some(({ text }) => text === "/")) return false;
  const numbers = rest.some(
    ({ kind, number, plain }, at) =>
      !NAMED.test(rest[at - 1]?.plain ?? "") &&
      (kind === "number" || (number?.kind === "digit" && plain !== "ba" && plain !== "khong")),
  );
  return (
    !numbers &&
    words.length <= 10 &&
    !words.some(({ plain, text }) => NEGATIONS.has(plain) && text !== "đúng" && text !== "mát") &&
    !words.some(({ text }) => BUSY.has(text)) &&
    !(lexemes[0]?.plain === "bay" && /^(?:h|g)$/.test(lexemes[1]?.plain ?? "") && lexemes.length === 2)
  );
}

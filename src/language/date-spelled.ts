import { addMonths, daysInMonth, parts, toLocalDate } from "../calendar/local-date.ts";
import {
  type Chosen,
  lunarChoice,
  lunarDay,
  lunarDayOfMonth,
  lunarMonthFromToday,
  solarDay,
  solarDayOfMonth,
} from "./date-choose.ts";
import { tetDate } from "./date-festival.ts";
import { type Lexeme, numberAt, wordsAt } from "./date-lexemes.ts";
import { type MonthName, monthNameAt } from "./date-month.ts";
import { fromDay, numericDate } from "./date-numeric.ts";
import { type CalendarTag, calendarAt, directionOf, shiftBehindAt, yearAt } from "./date-tags.ts";
import {
  dayChoice,
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  distinctChoices,
  rangeChoice,
} from "./date-types.ts";

/** Solar days that people call `mùng`; every other `mùng` in a numbered month is asked. */
const SOLAR_MUNG = new Set(["8/3", "2/9", "1/5", "1/6"]);

type NamedDay = {
  day: number;
  mung: boolean;
  tag: CalendarTag | null;
  next: number;
  prefixed: boolean;
  spelled: boolean;
};

/**
 * A day named in words: `ngày 30 tháng 5`, `mùng 5 tháng sau`, `rằm tháng giêng`, `15 ta`, `hai ba tháng chạp`.
 *
 * `mùng` is the first ten days of either calendar: in tháng giêng, chạp and Tết it is lunar, on a few well-known days
 * solar, otherwise both are offered. `rằm` is lunar always.
 */
export const spelledDay: DateRule = (context, at) => {
  const day = dayAt(context, at);
  if (day === null) return null;
  if ("found" in day) return day.found;
  const { lexemes } = context;
  const inNamedMonth = wordsAt(lexemes, day.next, "thang");
  if (!inNamedMonth && !day.prefixed && day.tag === null) return null;
  if (day.day < 1 || day.day > 31 || (day.mung && day.day > 10))
    return { choices: [], sure: false, next: day.next };
  return inNamedMonth ? inMonth(context, day, day.next + 1) : withoutMonth(context, day);
};

function dayAt(context: DateContext, at: number): NamedDay | { found: DateFound } | null {
  const { lexemes } = context;
  const word = lexemes[at];
  const tagged = (named: Omit<NamedDay, "tag">): NamedDay => {
    const tag = calendarAt(lexemes, named.next);
    return { ...named, tag: tag?.tag ?? null, next: tag?.next ?? named.next };
  };
  if (word?.plain === "ram")
    return { ...tagged({ day: 15, mung: false, next: at + 1, prefixed: true, spelled: true }), tag: "lunar" };
  const mung = isMung(word);
  const prefixed = mung || /^(?:ngay|hom|bua|nhang)$/.test(word?.plain ?? "");
  if (prefixed && wordsAt(lexemes, at + 1, "ram")) return dayAt(context, at + 1);
  if (prefixed && isMung(lexemes[at + 1])) return dayAt(context, at + 1);
  const start = prefixed ? at + 1 : at;
  if (prefixed) {
    const numeric = mung ? mungNumeric(context, start) : numericDate(context, start);
    if (numeric !== null) return { found: numeric };
  }
  const number = numberAt(lexemes, start);
  if (number === null || number.digits.length > 2) return null;
  return tagged({ day: number.value, mung, next: number.next, prefixed, spelled: number.spelled });
}

function isMung(word: Lexeme | undefined): boolean {
  return (
    word?.kind === "word" &&
    /^(?:mung|mong)$/.test(word.plain) &&
    !/^(?:mừng|mộng|mỏng|móng)$/.test(word.text)
  );
}

/** `mùng 5/6`. */
function mungNumeric(context: DateContext, at: number): DateFound | null {
  const { lexemes } = context;
  const [day, mark, month] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]];
  if (
    day?.kind !== "number" ||
    !/^[-/.]$/.test(mark?.text ?? "") ||
    month?.kind !== "number" ||
    month.value > 12
  )
    return null;
  if (month.value < 1 || day.value < 1 || day.value > 10) return { choices: [], sure: false, next: at + 3 };
  const name: MonthName = { month: month.value, shift: null, lunar: false, leap: false, next: at + 3 };
  const named = { day: day.value, mung: true, tag: null, next: at + 3, prefixed: true, spelled: false };
  return afterMonth(context, named, name);
}

function inMonth(context: DateContext, day: NamedDay, at: number): DateFound | null {
  const name = monthNameAt(context, at);
  if (name === null) return null;
  // Nobody writes the first of a month as `1 tháng trước`, or a day in words without mùng: `hai tháng trước`.
  const months = !day.prefixed && (day.day === 1 || (day.spelled && day.day <= 10));
  if (name.month === null && name.shift !== null && name.shift !== 0 && months) {
    const far = name.shift < 0 ? -day.day : day.day;
    return { choices: [dayChoice(addMonths(context.today, far))], sure: false, next: name.next };
  }
  const counts = name.shift !== null && name.shift !== 0 && !day.prefixed && day.day <= 12;
  const found = name.month === null ? relativeMonth(context, day, name) : afterMonth(context, day, name);
  if (name.month !== null && name.shift !== null) {
    const relative = relativeMonth(context, day, name);
    return { ...found, choices: distinctChoices([...relative.choices, ...found.choices]), sure: false };
  }
  return counts ? orSoManyMonths(context, day.day, name, found) : found;
}

/** `5 tháng sau` is the fifth of next month or five months on; `ngày 5 tháng sau` is only the one. */
function orSoManyMonths(
  context: DateContext,
  count: number,
  { shift, next }: MonthName,
  found: DateFound,
): DateFound {
  const end = addMonths(context.today, (shift ?? 0) < 0 ? -count : count);
  const coming = wordsAt(context.lexemes, next - 1, "toi");
  const moved = coming
    ? rangeChoice(context.today, end, "months_away")
    : dayChoice(end, { why: "months_away" });
  return {
    ...found,
    choices: [...found.choices.map((choice) => ({ ...choice, why: "day_of_month" })), moved],
    sure: false,
  };
}

/** A day of this, the next, the last month: solar; lunar for `rằm` and `ta`; either for `mùng`. */
function relativeMonth(context: DateContext, day: NamedDay, { shift, next }: MonthName): DateFound {
  const tag = day.tag ?? calendarAt(context.lexemes, next)?.tag ?? null;
  const end = day.tag === null ? (calendarAt(context.lexemes, next)?.next ?? next) : next;
  const [year, month] = parts(addMonths(`${context.today.slice(0, 8)}01`, shift ?? 0));
  const solar =
    day.day <= daysInMonth(year, month)
      ? [dayChoice(toLocalDate(year, month, day.day), { why: "solar" })]
      : [];
  const lunarMonth = lunarMonthFromToday(context.today, shift ?? 0);
  const lunar =
    lunarMonth === null ? [] : lunarChoice(lunarMonth.year, lunarMonth.month, day.day, lunarMonth.leap);
  return { ...either(day, tag, solar, lunar), next: end };
}

function afterMonth(context: DateContext, day: NamedDay, name: MonthName): DateFound {
  const before = calendarAt(context.lexemes, name.next);
  const year = yearAt(context, before?.next ?? name.next);
  const after = before ?? calendarAt(context.lexemes, year?.next ?? name.next);
  const next = Math.max(name.next, before?.next ?? 0, year?.next ?? 0, after?.next ?? 0);
  const inContext = { ...context, direction: year?.direction ?? context.direction };
  const month = name.month ?? 1;
  const tag = day.tag ?? after?.tag ?? (name.lunar ? "lunar" : null);
  const known = tag ?? (day.mung && SOLAR_MUNG.has(`${day.day}/${month}`) ? "solar" : null);
  const solar = solarDay(inContext, day.day, month, year?.year ?? null);
  const lunar = lunarDay(inContext, { day: day.day, month, leap: name.leap, year: year?.year ?? null });
  const chosen =
    known === "solar" || (known === null && !day.mung) ? solar : known === "lunar" ? lunar : null;
  const sure = (chosen?.sure ?? false) && (year?.sure ?? true);
  return {
    ...either(day, known, solar.choices, lunar.choices),
    sure,
    next,
    open: year === null || year.year === null,
  };
}

function either(day: NamedDay, tag: CalendarTag | null, solar: DateChoice[], lunar: DateChoice[]): Chosen {
  if (tag === "lunar") return { choices: lunar, sure: true };
  if (tag === "solar" || !day.mung) return { choices: solar, sure: true };
  const named = [
    ...solar.map((one) => ({ ...one, why: "solar" })),
    ...lunar.map((one) => ({ ...one, why: "lunar" })),
  ];
  return { choices: distinctChoices(named), sure: false };
}

/** `ngày 15`, `rằm này`, `mùng 2`, `15 ta`, `ngày 20 tới`. */
function withoutMonth(context: DateContext, day: NamedDay): DateFound {
  const shift = shiftBehindAt(context.lexemes, day.next);
  const direction = shift === null ? context.direction : directionOf(shift.shift);
  const tag = day.tag ?? null;
  const inContext = { ...context, direction };
  const solar = tag === "lunar" ? { choices: [], sure: false } : solarDayOfMonth(inContext, day.day);
  const lunar = tag === "solar" ? { choices: [], sure: false } : lunarDayOfMonth(inContext, day.day);
  const chosen = either(day, tag, solar.choices, lunar.choices);
  return { choices: chosen.choices, sure: false, next: shift?.next ?? day.next };
}

/** `từ mùng 1 đến mùng 5 tháng giêng`, `15 đến 20/12`, `ngày 1 - ngày 5 tháng 6`: the month stands only at the end. */
export const daysOfNamedMonth: DateRule = (context, at) => {
  const { lexemes } = context;
  const from = wordsAt(lexemes, at, "tu") ? at + 1 : at;
  const first = dayAt(context, from);
  if (first === null || "found" in first || first.day < 1) return null;
  const join = joinAt(lexemes, first.next);
  if (join === null) return null;
  const last = tetDate(context, join) ?? spelledDay(context, join) ?? numericDate(context, join);
  if (last === null || last.choices.some(({ point }) => !point)) return null;
  return fromDay(last, first.day);
};

/** `đến`, `tới`, `-` between two ends. */
export function joinAt(lexemes: readonly Lexeme[], at: number): number | null {
  const words = ["cho den", "cho toi", "den het", "toi het", "qua den", "den", "toi", "qua", "-", "~", "→"];
  const found = words.find((word) => wordsAt(lexemes, at, word));
  if (found === undefined || /^(?:tối|tôi|đen|đèn|quá)$/.test(lexemes[at]?.text ?? "")) return null;
  return at + found.split(" ").length;
}

import { addDays, addMonths } from "../calendar/local-date.ts";
import { beginsDate, type Lexeme, numberAt, wordsAt } from "./date-lexemes.ts";
import {
  dayChoice,
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  rangeChoice,
} from "./date-types.ts";

type Unit = "day" | "week" | "month" | "year";

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["ngay", "day"],
  ["bua", "day"],
  ["hom", "day"],
  ["tuan", "week"],
  ["thang", "month"],
  ["nam", "year"],
]);

type Amount = { count: number; half: boolean; unit: Unit; next: number };

const MOST: Readonly<Record<Unit, number>> = { day: 1000, week: 200, month: 120, year: 50 };

/**
 * A day told by how far it is: `3 ngày nữa`, `sau 2 tuần`, `cách đây 1 tháng`, `nửa tháng nữa`, `tuần rưỡi trước`; and
 * the days up to it: `3 tháng tới`, `trong 10 ngày`, `2 tuần qua`. `hai ba ngày nữa` is asked.
 */
export const offsetDate: DateRule = (context, at) => {
  const { lexemes } = context;
  const ago = wordsAt(lexemes, at, "cach day") || wordsAt(lexemes, at, "cach nay");
  const hence = wordsAt(lexemes, at, "sau") && lexemes[at]?.text !== "sáu";
  const within = wordsAt(lexemes, at, "trong");
  let start = ago ? at + 2 : hence || within ? at + 1 : at;
  const rough = start > at && /^(?:chung|khoang|co|tam|do|gan|hon)$/.test(lexemes[start]?.plain ?? "");
  if (rough) start += 1;
  // The 3 of `1tr3 bữa qua` belongs to the sum.
  if (lexemes[start]?.kind === "number" && lexemes[start]?.glued && lexemes[start - 1]?.kind === "word")
    return null;
  const amount = amountAt(lexemes, start);
  if (amount === null) return null;
  const { next } = amount;
  if (ago) return { ...point(context, amount, -1, next), ...(rough ? { sure: false } : {}) };
  if (wordsAt(lexemes, next, "nua")) return point(context, amount, 1, next + 1);
  // `5 tháng sau`, `5 tháng tới` may be the fifth of next month: the rule for days in months offers both.
  const orDay = amount.unit === "month" && !amount.half && amount.count <= 31;
  const coming = wordsAt(lexemes, next, "toi") && lexemes[next]?.text !== "tối";
  if (coming && (within || !orDay)) return stretch(context, amount, 1, next + 1);
  // `3 bữa rồi`: so long ago, unless the question looks ahead.
  const since = (amount.unit === "day" || amount.unit === "week") && context.direction !== "forward";
  if (since && wordsAt(lexemes, next, "roi") && lexemes[next]?.text !== "rơi")
    return { ...point(context, amount, -1, next + 1), sure: false };
  if (wordsAt(lexemes, next, "vua qua") || wordsAt(lexemes, next, "vua roi"))
    return stretch(context, amount, -1, next + 2);
  if (wordsAt(lexemes, next, "qua")) return stretch(context, amount, -1, next + 1);
  if (within) return stretch(context, amount, context.direction === "back" ? -1 : 1, next);
  if (hence) return point(context, amount, 1, next);
  if (orDay) return null;
  // `1 tuần trước Tết` is told from another day than today.
  const fromOther = /^(?:truoc|sau)$/.test(lexemes[next]?.plain ?? "") && beginsDate(lexemes[next + 1]);
  if (fromOther) return { choices: [], sure: false, next: next + 1 };
  if (wordsAt(lexemes, next, "truoc")) return point(context, amount, -1, next + 1);
  if (wordsAt(lexemes, next, "sau") && lexemes[next]?.text !== "sáu")
    return point(context, amount, 1, next + 1);
  return null;
};

function amountAt(lexemes: readonly Lexeme[], at: number): Amount | null {
  if (wordsAt(lexemes, at, "nua") && lexemes[at]?.text !== "nữa") return unitAt(lexemes, at + 1, 0, true);
  const bare = UNITS.get(lexemes[at]?.plain ?? "");
  if (
    bare !== undefined &&
    bare !== "day" &&
    (wordsAt(lexemes, at + 1, "nua") || wordsAt(lexemes, at + 1, "ruoi"))
  )
    return unitAt(lexemes, at, 1, false);
  const number = numberAt(lexemes, at);
  if (number === null || (number.digits.length > 1 && number.digits.startsWith("0"))) return null;
  return unitAt(lexemes, number.next, number.value, false);
}

function unitAt(lexemes: readonly Lexeme[], at: number, count: number, half: boolean): Amount | null {
  const unit = UNITS.get(lexemes[at]?.plain ?? "");
  if (unit === undefined || count > MOST[unit]) return null;
  let next = wordsAt(lexemes, at + 1, "le") && unit === "week" ? at + 2 : at + 1;
  const andHalf = wordsAt(lexemes, next, "ruoi");
  if (andHalf) next += 1;
  return { count, half: half || andHalf, unit, next };
}

function point({ today }: DateContext, amount: Amount, sign: 1 | -1, next: number): DateFound {
  const date = moved(today, amount, sign);
  return { choices: [dayChoice(date)], sure: amount.unit === "day" || amount.unit === "week", next };
}

function stretch({ today }: DateContext, amount: Amount, sign: 1 | -1, next: number): DateFound {
  const end = moved(today, amount, sign);
  const choice: DateChoice = sign > 0 ? rangeChoice(today, end) : rangeChoice(end, today);
  return { choices: [choice], sure: false, next };
}

/** Half a month is fifteen days, half a year six months, half a week three days. */
function moved(today: string, { count, half, unit }: Amount, sign: 1 | -1): string {
  if (unit === "day") return addDays(today, sign * count);
  if (unit === "week") return addDays(today, sign * (count * 7 + (half ? 3 : 0)));
  if (unit === "year") return addMonths(today, sign * (count * 12 + (half ? 6 : 0)));
  return addDays(addMonths(today, sign * count), half ? sign * 15 : 0);
}

/** `hai ba ngày nữa`: two or three; both are offered. */
export const roughOffset: DateRule = (context, at) => {
  const { lexemes } = context;
  const number = numberAt(lexemes, at);
  if (number === null || !number.spelled || number.next !== at + 2 || number.value < 12) return null;
  const low = Math.floor(number.value / 10);
  const high = number.value % 10;
  const first = lexemes[at]?.number;
  if (first?.kind !== "digit" || high !== low + 1) return null;
  const found = offsetDate(context, at);
  const lowFound = amountOf(context, at + 1, low);
  const highFound = amountOf(context, at + 1, high);
  if (found === null || lowFound === null || highFound === null) return null;
  return { choices: [...lowFound.choices, ...highFound.choices], sure: false, next: found.next };
};

/** The offset at `at` with another number in its place. */
function amountOf(context: DateContext, at: number, count: number): DateFound | null {
  const lexemes = context.lexemes.map((lexeme, index) =>
    index === at
      ? { ...lexeme, kind: "number" as const, text: String(count), value: count, number: null }
      : lexeme,
  );
  return offsetDate({ ...context, lexemes }, at);
}

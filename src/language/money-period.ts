import { MONEY } from "./money-words.ts";
import type { Alternative } from "./reading.ts";
import type { Token } from "./tokens.ts";
import { isYearWord } from "./year-word.ts";

/** What a sum is said to be for, where a question asks for that of a month. */
type Period = "day" | "week" | "year" | "season";

/** `nam`, `lua`, `mua` without diacritics are other words as often; `nam` is a year behind one and before a year's word. */
const PERIODS: ReadonlyMap<string, Period> = new Map([
  ["ngày", "day"],
  ["ngay", "day"],
  ["buổi", "day"],
  ["buoi", "day"],
  ["tuần", "week"],
  ["tuan", "week"],
  ["năm", "year"],
  ["nam", "year"],
  ["vụ", "season"],
  ["vu", "season"],
  ["lứa", "season"],
  ["mùa", "season"],
  ["quý", "season"],
  ["chuyến", "season"],
  ["chuyen", "season"],
]);
const EACH = new Set(["moi", "hang", "mot", "1", "/", "tung"]);

const LAST_DAY_OF_MONTH = 31;
const MONTHS = 12;
const WEEKS = 4;
/** Days of work in a month, for those who are paid by the day: some weeks missed, or every working day. */
const WORK_DAYS = [20, 26] as const;

/**
 * What a sum for another stretch of time may come to in a month, to be asked: a year's by twelve, a week's by four, a day's
 * by the days worked. That of a season has no such measure and is offered as it stands. Null where no other stretch is named.
 */
export function inMonth(all: Token[], value: number): Alternative<number>[] | null {
  const period = periodOf(all);
  if (period === null || value === 0) return null;
  const asSaid = { value, why: "each_month" };
  switch (period) {
    case "day":
      return [...WORK_DAYS.map((days) => ({ value: value * days, why: `days_${days}` })), asSaid];
    case "week":
      return [{ value: value * WEEKS, why: "weeks_4" }, asSaid];
    case "year":
      return [{ value: Math.round(value / MONTHS / 1000) * 1000, why: "twelfth" }, asSaid];
    case "season":
      return [asSaid];
    default:
      return period satisfies never;
  }
}

function periodOf(all: Token[]): Period | null {
  if (all.some(({ plain }) => plain === "thang")) return null;
  const at = all.findIndex((_, index) => isRate(all, index));
  return at < 0 ? null : (PERIODS.get(all[at]?.text ?? "") ?? null);
}

const EARNED = new Set(["được", "duoc", "thu", "kiếm", "kiem", "lời", "loi", "làm", "lam", "bán", "ban"]);

/** `60tr/năm`, `mỗi ngày 200`, `ngày 200`, `vụ này 15 triệu`, `năm ngoái 40tr`; `năm triệu` is five of them. */
function isRate(all: Token[], at: number): boolean {
  const period = PERIODS.get(all[at]?.text ?? "");
  if (period === undefined) return false;
  const [before, after] = [all[at - 1], all[at + 1]];
  if (period === "season" || EACH.has(before?.plain ?? "")) return true;
  if (period === "year" && isYearWord(all, at + 1, MONEY.words)) return true;
  if (EARNED.has(after?.text ?? "")) return true;
  if (at === 0 && after?.kind === "digits") return Number(after.text.replace(/\D/g, "")) > LAST_DAY_OF_MONTH;
  // `5 triệu năm` is five and a half.
  if (period === "year") return false;
  return at === 0 || (at === all.length - 1 && before?.kind !== "digits");
}

import { isNumber, spoken } from "./spoken-sums.ts";
import { readMoney } from "./money.ts";
import type { Quantity } from "./quantity-types.ts";
import { readNumber } from "./numbers.ts";
import type { Token } from "./tokens.ts";

/** How long one worked, `4 ngày`, `3 bữa`. */
const DAY = /^(?:ngay|bua|cong|buoi)$/;
const EACH = /^(?:moi|mot|1|\/|duoc|dc|la|,|\.)$/;
/** More is no stretch that one is paid for by the day. */
const MOST_DAYS = 62;

/** Days of work and what they came to, where the line says how many and what one brought: `4 ngày, mỗi ngày 250`, `5 ngày 300k/ngày`. */
export function wagesByDay(words: readonly Token[]): { quantity: Quantity; amount: number } | null {
  const [count, unit, ...rest] = words;
  if (count === undefined || unit === undefined || !isNumber(count) || !DAY.test(unit.plain)) return null;
  const days = readNumber(count.text);
  const wage = rest.filter(({ plain }) => !EACH.test(plain) && !DAY.test(plain));
  if (days.kind !== "understood" || days.value > MOST_DAYS) return null;
  // `1 công 250k`: of one day the sum is its wage.
  if (days.value !== 1 && !rest.some(({ plain }) => DAY.test(plain))) return null;
  const sum = readMoney(spoken(wage));
  return sum.kind === "understood"
    ? { quantity: { value: days.value, unit: "ngày", of: null }, amount: days.value * sum.value }
    : null;
}

import type { Amount } from "./section.ts";

/** What an amount without any word for money is worth. None where it is no sum that anyone would name. */
export type BareMoney = { values: number[]; likely: boolean };

/** Below this a bare number may be thousands or millions; from here people leave off the thousands. */
const SURELY_THOUSANDS = 20;

/**
 * `500` is said for 500,000 and read back; `5` may be 5,000 or 5,000,000 and `1.200` may be 1,200 or 1,200,000, so both
 * are asked. `2,5` is said of millions. From 10,000 up the number is meant as it stands.
 */
export function bareMoney(amount: Amount): BareMoney {
  const value = amount.values[0] ?? 0;
  if (value === 0) return { values: [0], likely: false };
  if (amount.digits.length >= 9 && /^\d+$/.test(amount.digits) && value % 1000 !== 0)
    return { values: [], likely: true };
  if (!Number.isInteger(value))
    return value < 1000 ? { values: [value * 1_000_000], likely: true } : { values: [], likely: true };
  if (value >= 10_000) return { values: [value], likely: value < 100_000 };
  if (value >= 1000) return { values: [value * 1000, value], likely: true };
  const units = amount.values.filter((each) => Number.isInteger(each));
  if (value >= SURELY_THOUSANDS) return { values: units.map((each) => each * 1000), likely: true };
  return { values: units.flatMap((each) => [each * 1_000_000, each * 1000]), likely: true };
}

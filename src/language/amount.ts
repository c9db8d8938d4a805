import { amountTail } from "./amount-tail.ts";
import { type Amount, joined, type NumberContext, sectionAt } from "./section.ts";
import type { Token } from "./tokens.ts";

const LARGEST_NUMBER = 1e15;
const MOST_SECTIONS = 6;

/** Reads the longest number that begins at token `at`; null if none does. */
export function amountAt(all: Token[], at: number, context: NumberContext): Amount | null {
  let amount: Amount | null = sectionAt(all, at, context);
  if (amount === null) return null;
  for (let count = 0; count < MOST_SECTIONS && amount.scale > 1; count += 1) {
    const next = sectionAt(all, amount.next, context);
    if (next === null || next.alone || next.scale === 1 || Math.max(...next.values) >= amount.scale) break;
    amount = joined(amount, next);
  }
  const whole = amountTail(all, amount, context);
  if (whole.values.some((value) => !(value <= LARGEST_NUMBER))) return null;
  const alone = amount.alone && whole.next === amount.next;
  return { ...whole, alone, values: [...new Set(whole.values.map(withoutNoise))] };
}

/** Products of decimals end in …0000001; six places are more than anyone writes. */
function withoutNoise(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

import { amountTail } from "./amount-tail.ts";
import { numberWord } from "./number-words.ts";
import { type Amount, joined, type NumberContext, sectionAt } from "./section.ts";
import type { Token } from "./tokens.ts";

const LARGEST_NUMBER = 1e15;
const MOST_SECTIONS = 6;

/** Reads the longest number that begins at token `at`; null if none does. */
export function amountAt(all: Token[], at: number, context: NumberContext): Amount | null {
  const first = sectionAt(all, at, context);
  if (first === null) return null;
  const whole = withLowerParts(all, first, context);
  const raised = raise(all, whole, context);
  const amount = raised === null ? whole : withLowerParts(all, raised, context);
  if (amount.values.some((value) => !(value <= LARGEST_NUMBER))) return null;
  const alone = first.alone && amount.next === first.next;
  return { ...amount, alone, values: [...new Set(amount.values.map(withoutNoise))] };
}

function withLowerParts(all: Token[], first: Amount, context: NumberContext): Amount {
  let amount = first;
  for (let count = 0; count < MOST_SECTIONS && amount.scale > 1; count += 1) {
    const next = sectionAt(all, amount.next, context);
    if (next === null || next.alone || next.scale === 1 || Math.max(...next.values) >= amount.scale) break;
    amount = joined(amount, next);
  }
  return amountTail(all, amount, context);
}

/** `một nghìn hai trăm tỷ`, `hai ngàn rưỡi triệu`: a larger scale takes all that stands before it. */
function raise(all: Token[], amount: Amount, { words }: NumberContext): Amount | null {
  const higher = numberWord(all[amount.next], words);
  if (amount.scale === 1 || higher?.kind !== "scale" || higher.alone !== true) return null;
  if (higher.factor <= amount.scale) return null;
  const values = amount.values.map((value) => value * higher.factor);
  return { ...amount, values, next: amount.next + 1, scale: higher.factor };
}

/** Products of decimals end in …0000001; fifteen digits are all that a number holds, and six decimals all that is written. */
function withoutNoise(value: number): number {
  return Number.isInteger(value) ? value : Number(Number(value.toPrecision(15)).toFixed(6));
}

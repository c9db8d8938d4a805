import { numberWord } from "./number-words.ts";
import { NUMBERS } from "./plain-numbers.ts";
import type { Alternative } from "./reading.ts";
import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";

/** In the delta a chục of fruit, coconuts, or eggs is 12, in places 14; elsewhere it is 10. */
const PER_CHUC = [10, 12, 14];
/** A thiên is a thousand, or a hundred chục of 12. */
const PER_THIEN = [1000, 1200];

/** Whether the number ends in chục, so that only the person knows how many that is. */
export function endsInChuc(all: Token[], amount: Amount): boolean {
  const words = all.slice(amount.from, amount.next).map((token) => numberWord(token, NUMBERS.words)?.kind);
  const last = words.at(-1) === "and a half" ? words.at(-2) : words.at(-1);
  return last === "chuc";
}

/** `2 chục` as 20, 24, or 28. */
export function chucMeanings(value: number): Alternative<number>[] {
  return PER_CHUC.map((size) => ({ value: Math.round((value / 10) * size), why: `chuc_${size}` }));
}

/** `2 thiên` as 2,000 or 2,400. */
export function thienMeanings(value: number): Alternative<number>[] {
  return PER_THIEN.map((size) => ({ value: Math.round(value * size), why: `thien_${size}` }));
}

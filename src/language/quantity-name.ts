import { FILLERS, HEDGES, NEGATIONS, VAGUE } from "./around-numbers.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { ANIMALS, NOT_PART_OF_NAME } from "./quantity-words.ts";
import { spelledThing } from "./spelled-things.ts";
import type { Token } from "./tokens.ts";
import { CURRENCY } from "./money-words.ts";
import { UNITS } from "./unit-words.ts";
import { lookUp } from "./word-table.ts";

const LONGEST_NAME = 4;

const HAPPENED = new Set("tăng tang giảm giam bớt mượn thịt ăn gởi đổi lên xuống".split(" "));

/** What is counted, as it was written, and which tokens say so. */
export type CountedName = { of: string; from: number; next: number; animal: boolean };

/** The name after a number or unit: `3 con [bò sinh sản]`. */
export function nameAfter(all: Token[], at: number): CountedName | null {
  let next = at;
  while (next < all.length && next - at < LONGEST_NAME && isNamePart(all[next], next > at)) next += 1;
  return name(all, at, next);
}

/** The name before a number: `[bò] 3 con`. */
export function nameBefore(all: Token[], end: number): CountedName | null {
  let last = end;
  if (all[last - 1]?.text === ":" || all[last - 1]?.text === "-") last -= 1;
  let from = last;
  while (from > 0 && last - from < LONGEST_NAME && isNamePart(all[from - 1], false)) {
    // A unit there belongs to another number: `1 tấn 2 tạ`.
    if (lookUp(all[from - 1], UNITS) !== undefined) return null;
    from -= 1;
  }
  // `giảm 5 con` says what became of them, and not what they are.
  return HAPPENED.has(all[from]?.text ?? "") ? null : name(all, from, last);
}

function isNamePart(token: Token | undefined, inside: boolean): boolean {
  if (token?.kind !== "word" || token.text.length < 2 || lookUp(token, NOT_PART_OF_NAME) !== undefined)
    return false;
  if (lookUp(token, CURRENCY) !== undefined) return false;
  if (!inside && numberWord(token, NUMBER_WORDS) !== undefined) return false;
  // Inside a name a word is what it is next to the others: `gà chưa đẻ` is left to the person.
  return inside || [FILLERS, HEDGES, NEGATIONS, VAGUE].every((table) => lookUp(token, table) === undefined);
}

function name(all: Token[], from: number, next: number): CountedName | null {
  if (next <= from) return null;
  const animal = lookUp(all[from], ANIMALS) !== undefined;
  const of = spelledThing(all.slice(from, next), all, animal || all[from - 1]?.plain === "con");
  return { of, from, next, animal };
}

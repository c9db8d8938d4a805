import { coefficientAt } from "./coefficient.ts";
import { type NumberWord, numberWord, type Scale } from "./number-words.ts";
import type { Token } from "./tokens.ts";
import type { WordTable } from "./word-table.ts";

/** One number of any length as it was written, with every value that it may have. */
export type Amount = {
  /** The usual value first; more than one means that it must be asked. */
  values: number[];
  /** Tokens `from` to `next - 1`. */
  from: number;
  next: number;
  likely: boolean;
  /** The last scale (1,000,000 for `2 triệu 5`), 1 where none was written. */
  scale: number;
  /** The digits, where the number is nothing but digits. */
  digits: string;
  /** Nothing but a scale (`triệu`): only a hint of a number. */
  alone: boolean;
};

/** What a kind of question knows about the words around numbers. */
export type NumberContext = {
  words: WordTable<NumberWord>;
  /** Words that are counted (con, tháng): a number in front of one is not the tail of the number before it. */
  counted: WordTable<unknown>;
  /** Words that may be run together with a number in front of them. */
  attached: readonly WordTable<unknown>[];
  /** A number in front of what is counted may be the count behind a price: `5 ngàn 200 con`. */
  priced?: true;
};

const MOST_SCALES = 3;

/** Reads a coefficient and its scales at token `at`: `hai trăm năm mươi ngàn`, `2,5 triệu`, `triệu`. */
export function sectionAt(all: Token[], at: number, { words }: NumberContext): Amount | null {
  const small = coefficientAt(all, at, words);
  let values = small?.values ?? [1];
  let next = small?.next ?? at;
  let likely = small?.likely ?? true;
  let scale = 1;
  let last = 1;
  for (let count = 0; count < MOST_SCALES; count += 1) {
    const found = scaleAt(all, next, words);
    // An abbreviation follows a number directly; after another scale, or alone, it is something else.
    if (found === null || (found.alone !== true && (small === null || count > 0))) break;
    if (count > 0 && found.factor <= last) break;
    last = found.factor;
    values = [found.factor, ...(found.otherFactor === undefined ? [] : [found.otherFactor])].flatMap(
      (factor) => values.map((value) => value * factor),
    );
    scale *= found.factor;
    likely ||= found.likely === true;
    next += 1;
  }
  if (small === null && scale === 1) return null;
  const digits = small?.shape === "digits" && scale === 1 ? small.digits : "";
  return { values, from: at, next, likely, scale, digits, alone: small === null };
}

function scaleAt(all: Token[], at: number, words: WordTable<NumberWord>): Scale | null {
  const word = numberWord(all[at], words);
  return word?.kind === "scale" ? word : null;
}

/** The larger part and the smaller one that follows it, as one amount. */
export function joined(large: Amount, small: Amount): Amount {
  const values = small.values.flatMap((addend) => large.values.map((value) => value + addend));
  return { ...large, values, next: small.next, likely: large.likely || small.likely, scale: small.scale };
}

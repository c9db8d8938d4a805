import { type NumberWord, numberWord } from "./number-words.ts";
import { type Piece, smallNumberAt } from "./small-number.ts";
import type { Token } from "./tokens.ts";
import { COUNTED } from "./unit-words.ts";
import { lookUp, type WordTable } from "./word-table.ts";

type Words = WordTable<NumberWord>;

const LARGEST_DENOMINATOR = 10;

/** A small number with what may stand between it and its scale: a half, a fraction, decimals in words. */
export function coefficientAt(all: Token[], at: number, words: Words): Piece | null {
  const half = halfAt(all, at, words);
  if (half !== null) return half;
  const small = smallNumberAt(all, at, words);
  if (small === null) return null;
  const slash = all[small.next];
  if (slash?.text === "/" && slash.glued && all[small.next + 1]?.kind === "digits")
    return fraction(all, small);
  if (slash?.plain === "phan") return wordFraction(all, small, words) ?? small;
  const word = numberWord(slash, words);
  if (word?.kind === "point") return decimals(all, small, words) ?? small;
  if (word?.kind === "and a half" && numberWord(all[small.next + 1], words)?.kind === "scale") {
    return { ...small, values: small.values.map((value) => value + 0.5), next: small.next + 1, shape: "ten" };
  }
  return mixedFraction(all, small) ?? small;
}

const GROUPS: ReadonlyMap<string, number> = new Map([
  ["chuc", 10],
  ["dozen", 12],
  ["hundred", 100],
]);

/** `nửa`, `một nửa`, `nửa chục`. */
function halfAt(all: Token[], at: number, words: Words): Piece | null {
  const first = numberWord(all[at], words);
  const one = (first?.kind === "digit" && first.value === 1) || all[at]?.text === "1";
  const index = one ? at + 1 : at;
  if (numberWord(all[index], words)?.kind !== "half" && !isMisspelledHalf(all, index, words)) return null;
  const group = GROUPS.get(numberWord(all[index + 1], words)?.kind ?? "");
  if (group !== undefined) {
    return { values: [group / 2], next: index + 2, likely: true, shape: "ten", digits: "", unit: 1 };
  }
  return { values: [0.5], next: index + 1, likely: false, shape: "ten", digits: "", unit: 1 };
}

/** `nữa triệu`, `nữa công` for nửa; behind a number the word is "more": `2 triệu nữa`. */
function isMisspelledHalf(all: Token[], at: number, words: Words): boolean {
  const before = all[at - 1];
  const more =
    before?.kind === "digits" ||
    numberWord(before, words) !== undefined ||
    lookUp(before, COUNTED) !== undefined;
  if (all[at]?.text !== "nữa" || more) return false;
  const kind = lookUp(all[at + 1], COUNTED)?.kind;
  return (
    numberWord(all[at + 1], words)?.kind === "scale" ||
    kind === "measure" ||
    kind === "area" ||
    kind === "period"
  );
}

/** `1/2`, `3/4`; anything else with a stroke is a date or a code, and no number begins there. */
function fraction(all: Token[], numerator: Piece): Piece | null {
  const over = all[numerator.next + 1];
  if (over === undefined || !over.glued || all[numerator.next + 2]?.text === "/") return null;
  return divided(numerator, Number(over.text), numerator.next + 2);
}

/** `1 1/2`. */
function mixedFraction(all: Token[], whole: Piece): Piece | null {
  const second = all[whole.next];
  const slash = all[whole.next + 1];
  if (whole.shape !== "digits" || second?.kind !== "digits" || slash?.text !== "/" || !slash.glued)
    return null;
  const upper: Piece = { ...whole, values: [Number(second.text)], next: whole.next + 1 };
  const part = fraction(all, upper);
  if (part === null) return null;
  return { ...part, values: whole.values.map((value) => value + (part.values[0] ?? 0)) };
}

/** `hai phần ba`, `1 phần 4`. */
function wordFraction(all: Token[], numerator: Piece, words: Words): Piece | null {
  const denominator = smallNumberAt(all, numerator.next + 1, words);
  return denominator === null ? null : divided(numerator, denominator.values[0] ?? 0, denominator.next);
}

function divided(numerator: Piece, denominator: number, next: number): Piece | null {
  const upper = numerator.values[0] ?? 0;
  if (numerator.values.length > 1 || !Number.isInteger(upper) || upper < 1) return null;
  if (!Number.isInteger(denominator) || upper >= denominator || denominator > LARGEST_DENOMINATOR)
    return null;
  return { ...numerator, values: [upper / denominator], next, likely: true, shape: "ten", digits: "" };
}

/** `hai phẩy năm`, `2 chấm 25`, `không phẩy không năm`. */
function decimals(all: Token[], whole: Piece, words: Words): Piece | null {
  let zeros = "";
  let at = whole.next + 1;
  for (
    let word = numberWord(all[at], words);
    word?.kind === "digit" && word.value === 0;
    word = numberWord(all[at], words)
  ) {
    zeros += "0";
    at += 1;
    if (zeros.length > 3) return null;
  }
  const rest = smallNumberAt(all, at, words);
  if (rest === null || (rest.values.length > 1 && rest.shape !== "pair")) return null;
  const digits = rest.shape === "digits" ? rest.digits : String(rest.values[0]);
  if (!/^\d{1,3}$/.test(digits) || whole.values.length > 1) return null;
  return {
    ...whole,
    values: [Number(`${whole.values[0]}.${zeros}${digits}`)],
    next: rest.next,
    shape: "ten",
    digits: "",
  };
}

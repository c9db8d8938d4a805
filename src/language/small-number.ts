import { readDigitGroups } from "./digit-groups.ts";
import { type NumberWord, numberWord } from "./number-words.ts";
import type { Token } from "./tokens.ts";
import type { WordTable } from "./word-table.ts";

/** A piece of a number, with every value that it may have; the first is the usual one. */
export type Piece = {
  values: number[];
  /** Index of the first token that does not belong to it. */
  next: number;
  likely: boolean;
  /** How it was written; what may follow depends on it. */
  shape: "digits" | "digit" | "pair" | "ten" | "chuc" | "hundred";
  /** The digits as typed, where `shape` is `digits`: `05` is not `5` after a comma. */
  digits: string;
  /** What a following `rưỡi` is half of. */
  unit: number;
};

/** Reads a number below a thousand in words, or any number in digits, at token `at`. Null if none begins there. */
export function smallNumberAt(all: Token[], at: number, words: WordTable<NumberWord>): Piece | null {
  const lead = leadAt(all, at, words);
  const start = lead ?? { ...EMPTY, next: at };
  const follow = numberWord(all[start.next], words);
  if (follow?.kind === "hundred") return afterHundred(all, multiplied(start, 100, lead === null), words);
  if (follow?.kind === "chuc")
    return afterTens(all, { ...multiplied(start, 10, lead === null), shape: "chuc" }, words);
  if (follow?.kind === "dozen" && lead !== null)
    return { ...multiplied(start, 12, false), shape: "ten", unit: 12 };
  if (follow?.kind === "ten") return tenAt(all, start, lead !== null, follow.form, words);
  if (follow?.kind === "tens" && lead === null) return tensAt(all, at, follow.value, words);
  return lead;
}

const EMPTY: Piece = { values: [1], next: 0, likely: false, shape: "digit", digits: "", unit: 1 };

/** Digits, one word for a digit, or two of them run together (`hai lăm`, `hai ba`). */
function leadAt(all: Token[], at: number, words: WordTable<NumberWord>): Piece | null {
  if (all[at]?.kind === "digits") return digitsAt(all, at);
  const word = numberWord(all[at], words);
  if (word?.kind !== "digit" || word.form === "after tens") return null;
  const one: Piece = { ...EMPTY, values: [word.value], next: at + 1 };
  const second = numberWord(all[at + 1], words);
  if (word.value === 0) return isZero(all, at, second) ? one : null;
  // tư begins no pair: forty-three is `bốn ba`.
  if (second?.kind !== "digit" || word.form === "four") return one;
  const after = numberWord(all[at + 2], words);
  if (after?.kind === "digit" || (word.value === 1 && second.value !== 2)) return one;
  // `ba năm` is three years; thirty-five is `ba lăm`.
  const years = after === undefined || after.kind === "and a half";
  if (second.value === 5 && second.form === "plain" && word.value !== 4 && years) return one;
  const times = after?.kind === "hundred" || after?.kind === "chuc" || after?.kind === "ten";
  const pair = pairValues(word.value, second.value, second.form === "plain", times);
  return pair.length === 0
    ? one
    : { ...one, values: pair, next: at + 2, shape: "pair", likely: second.form === "plain" };
}

/** không is a number alone, behind số, before a scale, and before a decimal point; elsewhere it denies. */
function isZero(all: Token[], at: number, next: NumberWord | undefined): boolean {
  if (all.length === 1 || all[at - 1]?.text === "số") return true;
  return next?.kind === "hundred" || next?.kind === "scale" || next?.kind === "point";
}

/** `hai ba` is 23 or "two or three"; `hai lăm` can only be 25; before trăm and chục only the range is left. */
function pairValues(first: number, second: number, plain: boolean, beforeTens: boolean): number[] {
  if (second === 0) return [];
  const joined = first * 10 + second;
  if (!plain) return beforeTens ? [] : [joined];
  const range = second === first + 1 || (first === 5 && (second === 7 || second === 3));
  if (beforeTens) return range ? [first, second] : [];
  return range ? [joined, first, second] : [joined];
}

/** One number in digits; three-digit groups with spaces between them belong together (`1 200 000`). */
function digitsAt(all: Token[], at: number): Piece | null {
  const text = all[at]?.text ?? "";
  const groups = readDigitGroups(text);
  if (groups === null) return null;
  const values = groups.other === undefined ? [groups.value] : [groups.value, groups.other];
  const piece: Piece = { ...EMPTY, values, next: at + 1, shape: "digits", digits: text };
  if (!/^[1-9]\d{0,2}$/.test(text)) return piece;
  let joined = text;
  let next = at + 1;
  for (
    let token = all[next];
    token !== undefined && isGroup(token) && joined.length < 15;
    token = all[next]
  ) {
    joined += token.text;
    next += 1;
  }
  return next === at + 1 ? piece : { ...piece, values: [Number(joined)], next, likely: true, digits: joined };
}

function isGroup(token: Token): boolean {
  return token.kind === "digits" && !token.glued && /^\d{3}$/.test(token.text);
}

function multiplied(piece: Piece, factor: number, alone: boolean): Piece {
  const values = piece.values.map((value) => value * factor);
  return {
    ...piece,
    values,
    next: piece.next + 1,
    likely: piece.likely || alone,
    shape: "hundred",
    unit: factor,
  };
}

function tenAt(
  all: Token[],
  start: Piece,
  hasLead: boolean,
  form: "ten" | "times ten" | "either",
  words: WordTable<NumberWord>,
): Piece | null {
  if (!hasLead) {
    // `mươi bữa` is about ten.
    const ten: Piece = { ...EMPTY, values: [10], next: start.next + 1, shape: "ten" };
    return afterTens(all, form === "times ten" ? { ...ten, likely: true } : ten, words);
  }
  const tens: Piece = { ...multiplied(start, 10, false), shape: "ten" };
  if (form !== "ten") return afterTens(all, tens, words);
  if (start.shape === "digits") return start;
  // `năm mười` is said for "five to ten", `chín mười` for nine or ten; another digit before mười is a slip for mươi.
  const lower = start.values[0] ?? 0;
  if (lower === 5 || lower === 9) return { ...tens, values: [lower * 10, lower, 10], likely: true };
  return afterTens(all, { ...tens, likely: true }, words);
}

function tensAt(all: Token[], at: number, value: number, words: WordTable<NumberWord>): Piece | null {
  const piece = afterTens(all, { ...EMPTY, values: [value], next: at + 1, shape: "ten" }, words);
  return piece.next === at + 1 ? null : piece;
}

/** The units after a ten: mốt, tư, lăm, or a plain digit. */
function afterTens(all: Token[], tens: Piece, words: WordTable<NumberWord>): Piece {
  const word = numberWord(all[tens.next], words);
  if (word?.kind === "and a half" && tens.shape === "chuc") return add(tens, 5, tens.next + 1);
  const unit = word?.kind === "and" ? numberWord(all[tens.next + 1], words) : word;
  if (unit?.kind !== "digit" || unit.value === 0) {
    // Before a scale a chục is ten; counting things it may be twelve.
    return { ...tens, unit: 10, likely: tens.likely || (tens.shape === "chuc" && word?.kind !== "scale") };
  }
  const next = tens.next + (word?.kind === "and" ? 2 : 1);
  const after = numberWord(all[next], words);
  if (unit.form === "plain" && startsAnother(after)) return tens;
  // 25 is `hai mươi lăm`; `hai mươi năm` may also be twenty years.
  const years = unit.value === 5 && unit.form === "plain" && after === undefined;
  const joined = add(tens, unit.value, next);
  const values = years ? [...joined.values, ...tens.values] : joined.values;
  return { ...joined, values, likely: tens.likely || tens.shape === "chuc" };
}

/** What follows the digit makes it the beginning of another number: `mười hai trăm` is 10 and 200. */
function startsAnother(after: NumberWord | undefined): boolean {
  if (after?.kind === "ten") return after.form !== "ten";
  return after?.kind === "digit" || after?.kind === "hundred" || after?.kind === "chuc";
}

function afterHundred(all: Token[], hundreds: Piece, words: WordTable<NumberWord>): Piece {
  const word = numberWord(all[hundreds.next], words);
  if (word?.kind === "and a half") return { ...add(hundreds, 50, hundreds.next + 1), unit: 10 };
  if (word?.kind === "and") {
    const rest = smallNumberAt(all, hundreds.next + 1, words);
    return rest === null || rest.shape === "hundred" || rest.values.length > 1 || (rest.values[0] ?? 0) > 99
      ? hundreds
      : add(hundreds, rest.values[0] ?? 0, rest.next);
  }
  // mốt and lăm may follow a hundred directly: `trăm mốt` is 110.
  const rest =
    word?.kind === "digit" && word.form === "after tens" ? digitPiece(word.value, hundreds.next) : null;
  const tail = rest ?? smallNumberAt(all, hundreds.next, words);
  return tail === null ? hundreds : joinHundred(all, hundreds, tail, words);
}

function digitPiece(value: number, at: number): Piece {
  return { ...EMPTY, values: [value], next: at + 1 };
}

function joinHundred(all: Token[], hundreds: Piece, tail: Piece, words: WordTable<NumberWord>): Piece {
  const value = tail.values[0] ?? 0;
  if (tail.shape === "hundred" || value === 0) return hundreds;
  const scaled = numberWord(all[tail.next], words)?.kind === "scale";
  if (tail.shape === "digits") {
    if (!/^[1-9]\d?$/.test(tail.digits)) return hundreds;
    if (tail.digits.length === 2) return add(hundreds, value, tail.next);
  } else if (tail.shape !== "digit") {
    return { ...spread(hundreds, tail.values), next: tail.next, likely: hundreds.likely || tail.likely };
  }
  // `hai trăm năm` is 250, but before a scale (`hai trăm năm ngàn`) people also mean 205; `trăm hai triệu` is 120.
  const either = scaled && !hundreds.likely;
  const joined = either ? spread(hundreds, [value * 10, value]) : spread(hundreds, [value * 10]);
  return { ...joined, next: tail.next, unit: 10 };
}

function spread(piece: Piece, addends: number[]): Piece {
  const values = addends.flatMap((addend) => piece.values.map((value) => value + addend));
  return { ...piece, values, unit: 1 };
}

function add(piece: Piece, addend: number, next: number): Piece {
  return { ...piece, values: piece.values.map((value) => value + addend), next, unit: 1 };
}

import { type Amount, joined, type NumberContext, sectionAt } from "./section.ts";
import { numberWord } from "./number-words.ts";
import { type Piece, smallNumberAt } from "./small-number.ts";
import type { Token } from "./tokens.ts";
import { lookUp } from "./word-table.ts";
import { isYearWord } from "./year-word.ts";

/** Adds what people leave the scale off: `2 triệu 5`, `2tr500`, `triệu hai`, `ba ngàn rưỡi`. */
export function amountTail(all: Token[], amount: Amount, context: NumberContext): Amount {
  const start = spokenMillions(all, amount) ?? amount;
  const word = numberWord(all[start.next], context.words);
  if (word?.kind === "and a half") return halfMore(start);
  if (start.scale === 1) return start;
  if (word?.kind === "half" && !isCounted(all, start.next + 1, context))
    return { ...halfMore(start), likely: true };
  if (word?.kind === "and") return afterAnd(all, start, context);
  if (word?.kind === "digit" && word.form === "after tens") {
    return withHalfOfTail(all, tenths(start, word.value, start.next + 1), context);
  }
  const thousands = /^0\d\d$/.test(all[start.next]?.text ?? "") ? Number(all[start.next]?.text) : 0;
  if (thousands > 0 && start.scale >= 1_000_000 && belongs(all, start, digitsTail(start.next), context))
    return plus(start, [(start.scale / 1000) * thousands], start.next + 1, true);
  const tail = smallNumberAt(all, start.next, context.words);
  if (tail === null || !belongs(all, start, tail, context)) return start;
  return tail.shape === "digits" ? digitTail(all, start, tail, context) : wordTail(all, start, tail, context);
}

/** Three digits with a zero in front, which are a number only behind a scale: `3tr050`. */
function digitsTail(at: number): Piece {
  return { values: [0], next: at + 1, likely: true, shape: "digits", digits: "", unit: 1 };
}

/** Speech to text writes `một triệu hai` as `1.000.000 2`. */
function spokenMillions(all: Token[], amount: Amount): Amount | null {
  const typed = all[amount.from]?.text ?? "";
  const last = all[amount.next];
  if (amount.digits === "" || !/^\d{1,3}([.,])000(?:\1(?:000)){1,2}$/.test(typed)) return null;
  if (last?.kind !== "digits" || !/^[1-9]$/.test(last.text)) return null;
  return { ...amount, scale: typed.length > 11 ? 1e9 : 1e6, likely: true, digits: "" };
}

/** Whether the number that follows is the tail of this one, or counts something of its own. */
function belongs(all: Token[], amount: Amount, tail: Piece, context: NumberContext): boolean {
  if (all[amount.next]?.glued === true) return true;
  const year = all[amount.next]?.plain === "nam" && tail.shape === "digit";
  if (year && isYearWord(all, tail.next, context.words)) return false;
  // `120 ngàn một chục` is the price of ten.
  if (tail.shape === "chuc" && tail.values[0] === 10) return false;
  // `nghìn hai mét vuông`, `một ngàn hai trăm con`: nothing is counted twice.
  const thousands = amount.scale === 1000 && numberWord(all[tail.next], context.words) === undefined;
  if (thousands && (tail.shape === "hundred" || (tail.shape === "digit" && amount.alone))) return true;
  // `1 ngàn 200 con`, `1 ngàn 2 ký`
  const hundreds = amount.scale === 1000 && /^[1-9](?:\d\d)?$/.test(tail.digits);
  if (hundreds && context.priced !== true) return true;
  // `2 triệu 1/2`: the stroke makes a fraction or a rate of it.
  if (tail.shape === "digits" && all[tail.next]?.text === "/" && all[tail.next + 1]?.kind === "digits")
    return false;
  // `2 triệu 3 triệu`: a number with a scale of its own.
  const hasScale = numberWord(all[tail.next], context.words)?.kind === "scale";
  return !hasScale && !isCounted(all, tail.next, context);
}

function isCounted(all: Token[], at: number, context: NumberContext): boolean {
  return lookUp(all[at], context.counted) !== undefined;
}

function halfMore(amount: Amount): Amount {
  return {
    ...amount,
    values: amount.values.map((value) => value + amount.scale / 2),
    next: amount.next + 1,
    digits: "",
  };
}

function tenths(amount: Amount, digit: number, next: number): Amount {
  return plus(amount, [(amount.scale / 10) * digit], next, false);
}

function plus(amount: Amount, addends: number[], next: number, likely: boolean): Amount {
  const values = addends.flatMap((addend) => amount.values.map((value) => value + addend));
  return { ...amount, values, next, likely: amount.likely || likely };
}

/** `triệu hai rưỡi` is 1,250,000: half of the place that the digit stands for. */
function withHalfOfTail(all: Token[], amount: Amount, context: NumberContext): Amount {
  if (numberWord(all[amount.next], context.words)?.kind !== "and a half") return amount;
  return plus(amount, [amount.scale / 20], amount.next + 1, true);
}

/** lẻ before a scale is exact; before a bare digit after a million it may mean thousands. At the end: "and some". */
function afterAnd(all: Token[], amount: Amount, context: NumberContext): Amount {
  const section = sectionAt(all, amount.next + 1, context);
  if (section === null || section.alone) return { ...amount, next: amount.next + 1, likely: true };
  if (section.scale > 1) return section.scale < amount.scale ? joined(amount, section) : amount;
  const value = section.values[0] ?? 0;
  if (section.values.length > 1 || value > 99 || isCounted(all, section.next, context)) return amount;
  const addends = amount.scale === 1000 ? [value] : [value, (value * amount.scale) / 1000];
  return plus(amount, addends, section.next, section.likely);
}

/** Digits fill the places below the scale from the left: `2tr5`, `2tr25`, `2tr250`; two of them may be thousands. */
function digitTail(all: Token[], amount: Amount, tail: Piece, context: NumberContext): Amount {
  const value = tail.values[0] ?? 0;
  const { scale } = amount;
  const { digits } = tail;
  // `1.5tr5`: whoever writes the fraction twice made a slip.
  const twice = amount.values.some((each) => !Number.isInteger(each / scale));
  if (twice && /^\d{1,3}$/.test(digits))
    return plus(amount, [(scale / 10 ** digits.length) * value], tail.next, true);
  if (/^\d$/.test(digits)) {
    const tenth = withHalfOfTail(all, tenths(amount, value, tail.next), context);
    return isCounted(all, tail.next, context) ? { ...tenth, likely: true } : tenth;
  }
  if (/^\d\d$/.test(digits)) {
    const decimal = (scale / 100) * value;
    const thousands = (scale / 1000) * value;
    const sure = digits.startsWith("0") || (scale > 1000 && !digits.endsWith("0"));
    return plus(amount, sure ? [decimal] : [decimal, thousands], tail.next, true);
  }
  if (/^\d{3}$/.test(digits)) return plus(amount, [(scale / 1000) * Number(digits)], tail.next, false);
  const fits = tail.values.length === 1 || /^\d{1,3}[.,]\d{3}$/.test(digits);
  if (!fits || value < scale / 1000 || value >= scale) return amount;
  // `1tr 200 300` may be two sums.
  const parted = tail.next - amount.next > 1;
  return plus(amount, [value], tail.next, parted || tail.values.length > 1);
}

/** Words without a scale: `triệu hai`, `một triệu hai trăm` (ngàn left off), `hai ngàn không trăm linh năm`. */
function wordTail(all: Token[], amount: Amount, tail: Piece, context: NumberContext): Amount {
  const value = tail.values[0] ?? 0;
  const { scale } = amount;
  const first = numberWord(all[amount.next], context.words);
  const exact = first?.kind === "digit" && first.value === 0 && tail.shape === "hundred";
  if (exact) return plus(amount, tail.values, tail.next, false);
  if (value === 0) return amount;
  if (tail.shape === "digit") {
    const digit = withHalfOfTail(all, tenths(amount, value, tail.next), context);
    // `5 triệu năm` is five and a half, or five a year.
    return value === 5 ? { ...digit, likely: true } : digit;
  }
  if (tail.shape === "hundred")
    return plus(amount, scaled(tail.values, scale / 1000), tail.next, scale > 1000);
  // `triệu bảy lăm` is said of 1,750,000 only; `triệu hai ba` may be two or three hundred thousand.
  if (tail.shape === "pair" && tail.values.length === 1 && scale > 1000)
    return plus(amount, [(value * scale) / 100], tail.next, true);
  const pair = tail.shape === "pair" ? [(value * scale) / 100] : [];
  const thousands = scaled(tail.values, scale / 1000);
  if (scale === 1000 && tail.shape !== "pair") return plus(amount, thousands, tail.next, true);
  if (tail.shape === "chuc") return plus(amount, thousands, tail.next, true);
  return plus(amount, [...new Set([...pair, ...thousands, ...tail.values])], tail.next, true);
}

function scaled(values: number[], factor: number): number[] {
  return values.map((value) => value * factor);
}

import { MONEY_MARKERS } from "./free-line-words.ts";
import { costOf, priceIn, type Price } from "./free-line-price.ts";
import { readMoney } from "./money.ts";
import { readQuantity } from "./quantity.ts";
import type { Quantity } from "./quantity-types.ts";
import { isNumber, MONEY_WORD, spoken } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";

const BESIDE_SUM = /^(?:ruoi|le|linh|hon|gan|khoang|co|chung|ram|may|tron|chan)$/;

/** How much of what, for how much, and at which price for one, behind the verb of an entry. */
export type Amounts = {
  quantity: Quantity | null;
  amount: number | null;
  item: Token[];
  price: Price | null;
};
type Divided = Omit<Amounts, "price">;

type Names = (words: readonly Token[]) => Token[];

const MOST_READINGS = 4;

/**
 * Divides what stands behind the verb into a quantity and a sum, in either order, with or without `được`, `hết` between.
 * Null where a number is left that is neither. A price for one (`7 ngàn/kg`) is not the sum: that is the price of all, where
 * the quantity is in the same unit, and else null.
 * In a `trade` a number without any unit is money, elsewhere a count.
 */
export function amountsIn(rest: readonly Token[], names: Names, trade: boolean): Amounts[] | null {
  const words = rest.filter(({ text }) => !/^[.,;!"()]$/.test(text));
  const priced = priceIn(words);
  const found = dividedSomewhere(priced?.rest ?? words, names, trade);
  if (priced === null) return found?.map((one) => ({ ...one, price: null })) ?? null;
  const { price } = priced;
  return (
    found?.map((one) => {
      const cost = one.quantity === null ? null : costOf(one.quantity, price);
      return { ...one, amount: one.amount ?? cost, price };
    }) ?? null
  );
}

function dividedSomewhere(words: Token[], names: Names, trade: boolean): Divided[] | null {
  if (!words.some(isNumber)) return itemAlone(words, names);
  for (const at of splits(words)) {
    const found =
      divided(words.slice(0, at), words.slice(at), names, trade) ??
      divided(words.slice(at), words.slice(0, at), names, trade);
    if (found !== null) return isPriced(words) ? found.map((one) => ({ ...one, amount: null })) : found;
  }
  return null;
}

function itemAlone(words: Token[], names: Names): Divided[] {
  return [
    { quantity: null, amount: null, item: names(words.filter(({ text }) => !MONEY_MARKERS.has(text))) },
  ];
}

/** Places to cut, the likeliest first: at a marker, at a number, at the ends. */
function splits(words: Token[]): number[] {
  const markers = words.flatMap(({ text }, at) =>
    MONEY_MARKERS.has(text) && words[at + 1] !== undefined ? [at] : [],
  );
  const numbers = words.flatMap((word, at) =>
    isNumber(word) && !word.glued && at > 0 && !isInsideNumber(words, at) ? [at] : [],
  );
  return [...new Set([...markers.toReversed(), ...numbers.toReversed(), 0, words.length])].slice(0, 12);
}

/** `mười [hai] triệu`: a cut there would make two numbers of one. */
function isInsideNumber(words: Token[], at: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  return before?.kind === "word" && word?.kind === "word" && isNumber(before);
}

/** `left` as what was traded, `right` as what it came to; either may be empty. */
function divided(left: Token[], right: Token[], names: Names, trade: boolean): Divided[] | null {
  const sums = sumsOf(right, trade);
  const things = thingsOf(left, names, trade);
  if (sums === null || things === null) return null;
  const found = things.flatMap((thing) => sums.map((amount): Divided => ({ ...thing, amount })));
  return found.length > MOST_READINGS ? null : found;
}

/** Sums of money that the words may be; `[null]` for none or for a price of one; null where they are something else. */
function sumsOf(words: Token[], trade: boolean): (number | null)[] | null {
  const bare = words.filter(({ text }) => !MONEY_MARKERS.has(text));
  if (bare.length === 0) return words.length === 0 ? [null] : null;
  const end = bare.findIndex(
    (word, at) =>
      !isNumber(word) &&
      !MONEY_WORD.test(word.plain) &&
      !BESIDE_SUM.test(word.plain) &&
      !isTenthOf(word, bare[at - 1]),
  );
  const sum = end < 0 ? bare : bare.slice(0, end);
  const tail = end < 0 ? [] : bare.slice(end);
  const named = sum.some(({ plain, kind }) => kind === "word" && MONEY_WORD.test(plain));
  const long = sum.some(({ text }) => text.replace(/\D/g, "").length >= 5);
  if (!named && !long && !(trade && tail.length === 0 && sum.every(isNumber))) return null;
  if (tail.length > 0 && !isEach(tail)) return null;
  const reading = readMoney(spoken(sum));
  if (reading.kind === "not_understood") return null;
  if (tail.length > 0) return [null];
  return reading.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [reading.value];
}

/** `2tr mốt`, `hai triệu tư`: a tenth of the unit before it. */
function isTenthOf({ text }: Token, before: Token | undefined): boolean {
  return /^(?:mốt|tư|tu)$/.test(text) && before?.kind === "word" && MONEY_WORD.test(before.plain);
}

/** `giá 60k`, `mỗi con 2 triệu`, `70k/con`: the sum that is named is for one. */
function isPriced(words: Token[]): boolean {
  return words.some(({ text }) => /^(?:giá|gia|mỗi|moi|\/)$/.test(text));
}

/** Behind a sum: `/kg`, `một kí`, `con`. */
function isEach(tail: Token[]): boolean {
  const unit = tail.filter(({ text }) => !/^(?:\/|mỗi|moi|1|một|mot)$/.test(text));
  return (
    unit.length === 1 &&
    /^(?:kg|ki|ky|con|trai|qua|chuc|gia|tan|ta|bao|lit|cay|thien)$/.test(unit[0]?.plain ?? "")
  );
}

function thingsOf(words: Token[], names: Names, trade: boolean): Omit<Divided, "amount">[] | null {
  const bare = words.filter(({ text }) => !MONEY_MARKERS.has(text));
  if (!bare.some(isNumber)) return [{ quantity: null, item: names(bare) }];
  if (trade && bare.every(isNumber)) return null;
  if (bare.some(({ plain, kind }) => kind === "word" && /^(?:k|ngan|nghin|tr|trieu|dong|vnd)$/.test(plain)))
    return null;
  const whole = readQuantity(spoken(bare));
  const reading =
    whole.kind === "not_understood" ? readQuantity(spoken(bare.slice(bare.findIndex(isNumber)))) : whole;
  if (reading.kind === "not_understood") return null;
  const values =
    reading.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [reading.value];
  return values.map((quantity) => ({ quantity, item: quantity.of === null ? itemBeside(bare, names) : [] }));
}

/** `2 bao cám`: words behind or in front of the number and its unit. */
function itemBeside(bare: Token[], names: Names): Token[] {
  const number = bare.findLastIndex(isNumber);
  const behind = names(bare.slice(number + 2));
  return behind.length > 0 ? behind : names(bare.slice(0, bare.findIndex(isNumber)));
}

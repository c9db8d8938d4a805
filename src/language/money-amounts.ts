import { FILLERS, LIGHT } from "./around-numbers.ts";
import { bareMoney } from "./bare-money.ts";
import { CURRENCY, FOREIGN, GOLD, MONEY, ORDINALS } from "./money-words.ts";
import { numberWord } from "./number-words.ts";
import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";
import { COUNTED, PERIOD_WORDS } from "./unit-words.ts";
import { lookUp } from "./word-table.ts";

/** The numbers of an answer about money, by what they are. */
export type MoneyAmounts = {
  /** With a scale or a word for money. */
  marked: Amount[];
  /** Nothing says what they count. */
  bare: Amount[];
  /** So many con, kg, tháng; dollars and gold as well. */
  counted: Amount[];
  /** `tháng 11`, `lớp 5`, `vàng 24k`: numbers that name something. */
  naming: Amount[];
};

/** Sorts the numbers of an answer and gives each its worth in đồng. */
export function moneyAmounts(all: Token[], amounts: Amount[]): MoneyAmounts {
  const sorted: MoneyAmounts = { marked: [], bare: [], counted: [], naming: [] };
  for (const amount of amounts) {
    const kind = isPerTen(all, amount, amounts) ? "naming" : kindOf(all, amount);
    sorted[kind].push(kind === "marked" ? inDong(all, amount) : amount);
  }
  return sorted;
}

/** `120 ngàn một chục`: the price of ten. */
function isPerTen(all: Token[], amount: Amount, amounts: Amount[]): boolean {
  const chuc = numberWord(all[amount.next - 1], MONEY.words)?.kind === "chuc" && amount.values[0] === 10;
  return chuc && amount.scale === 1 && amounts.some(({ scale }) => scale > 1);
}

/** A bare amount with its worth in đồng. */
export function worth(amount: Amount): Amount {
  const { values, likely } = bareMoney(amount);
  return { ...amount, values, likely: amount.likely || likely };
}

function kindOf(all: Token[], amount: Amount): keyof MoneyAmounts {
  const after = all[amount.next];
  // `20 tây lãnh lương`: a day.
  if (amount.scale === 1 && after?.text === "tây") return "naming";
  const before = all[amount.from - 1];
  if (isForeign(all, amount)) return "counted";
  if (isThing(all, amount)) return "counted";
  if (before?.text === "vàng" && amount.scale === 1000) return "naming";
  const currency = lookUp(after, CURRENCY) !== undefined || lookUp(before, CURRENCY) !== undefined;
  if (amount.scale > 1 || currency) return "marked";
  if (lookUp(after, MONEY.counted) !== undefined) return "counted";
  return isName(before, amount) ? "naming" : "bare";
}

/** `2 chai thuốc`, `5 lít sữa`: what follows the slang word is what the bottle holds. */
function isThing(all: Token[], amount: Amount): boolean {
  const word = numberWord(all[amount.next - 1], MONEY.words);
  const after = all[amount.next];
  if (word?.kind !== "scale" || word.thing !== true || after?.kind !== "word") return false;
  const light =
    lookUp(after, FILLERS) ?? lookUp(after, LIGHT) ?? lookUp(after, CURRENCY) ?? lookUp(after, COUNTED);
  return light === undefined;
}

function isForeign(all: Token[], amount: Amount): boolean {
  const after = all[amount.next];
  const before = all[amount.from - 1]?.text ?? "";
  if (
    lookUp(after, FOREIGN) !== undefined ||
    ["$", "%", "€"].some((sign) => sign === before || sign === after?.text)
  )
    return true;
  return lookUp(after, GOLD) !== undefined || all[amount.next + 1]?.text === "vang";
}

/** `tháng 11`, `ngày 20`, `năm 2025`, `lớp 5`. */
function isName(before: Token | undefined, amount: Amount): boolean {
  const value = amount.values[0] ?? 0;
  if (lookUp(before, ORDINALS) !== undefined) return true;
  if (lookUp(before, PERIOD_WORDS) === undefined) return false;
  return before?.plain === "nam" ? value > 1900 && value < 2100 : value <= 31;
}

function inDong(all: Token[], amount: Amount): Amount {
  const currency = lookUp(all[amount.next], CURRENCY) !== undefined;
  const next = currency ? amount.next + 1 : amount.next;
  const [value = 0, other = 0, ...more] = amount.values;
  // No one writes a fraction of a thousand with three decimals: `1.200k` is 1,200,000.
  const grouped = amount.scale <= 1000 && more.length === 0 && value === other * 1000;
  const written = grouped ? [value] : amount.values;
  const values = (saysThousandTwice(all, amount, value) ? [value / 1000, value] : written).filter((each) =>
    Number.isInteger(each),
  );
  if (amount.scale > 1)
    return { ...amount, values, next, likely: amount.likely || (currency && hasLooseTail(all, amount)) };
  // `500 đồng` is said for 500,000 as well.
  const spoken = value > 0 && value < 1000;
  return { ...amount, values: spoken ? values.flatMap((each) => [each, each * 1000]) : values, next };
}

const FEWEST_THOUSANDS_SAID_TWICE = 10_000;

/**
 * `150.000 ngàn`, `200000k`: whoever writes out the thousands and then says them means 150,000 as often as 150 million.
 * `5.000k` and `5.000 ngàn` are how accounts put five million.
 */
function saysThousandTwice(all: Token[], { from, scale }: Amount, value: number): boolean {
  return (
    scale === 1000 &&
    /^(?:\d{2,3}[.,]|\d{3})000$/.test(all[from]?.text ?? "") &&
    value / scale >= FEWEST_THOUSANDS_SAID_TWICE
  );
}

/** `2 triệu 500 đồng`: the last three digits may be đồng after all. */
function hasLooseTail(all: Token[], amount: Amount): boolean {
  const last = all[amount.next - 1];
  return last?.kind === "digits" && !last.glued;
}

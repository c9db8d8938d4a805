import { readMoney } from "./money.ts";
import { readQuantity } from "./quantity.ts";
import type { Quantity } from "./quantity-types.ts";
import { isNumber, MONEY_WORD, spoken } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";

/** What one of something costs: đồng for a `unit` as quantities have it (`kg`, `trái`). */
export type Price = { each: number; unit: string };

const EACH = /^(?:\/|mỗi|moi|1|một|mot)$/;
/** Stands before a price and says nothing else. */
const LEADING = /^(?:giá|gia|với|voi|đồng|được|duoc)$/;

/**
 * The price that a line names so that there is no doubt that it is for one, `7 ngàn 1 ký`, `50k/kg`, `mỗi con 2 triệu`, and
 * the words without it. Null where there is none, or where nobody can say how much its unit is (`1 chục`).
 */
export function priceIn(words: readonly Token[]): { price: Price; rest: Token[] } | null {
  for (let at = 1; at < words.length; at += 1) {
    const unit = unitAt(words, at);
    if (unit === null) continue;
    const found = sumBefore(words, at) ?? sumBehind(words, at + 2);
    if (found !== null) {
      const from = Math.min(found.from, at);
      const before = words.slice(0, from);
      while (LEADING.test(before.at(-1)?.text ?? "")) before.pop();
      return {
        price: { each: found.sum, unit },
        rest: [...before, ...words.slice(Math.max(found.to, at + 2))],
      };
    }
  }
  return null;
}

/** Kilograms in what is weighed. */
const KILOS: Readonly<Record<string, number>> = { kg: 1, tạ: 100, tấn: 1000 };

/** What so much costs, in đồng; null where the price is for another unit. */
export function costOf({ value, unit }: Quantity, price: Price): number | null {
  if (unit === price.unit) return Math.round(value * price.each);
  const [of, each] = [KILOS[unit ?? ""], KILOS[price.unit]];
  return of === undefined || each === undefined ? null : Math.round(((value * of) / each) * price.each);
}

function unitAt(words: readonly Token[], at: number): string | null {
  const [each, unit] = [words[at], words[at + 1]];
  if (each === undefined || unit?.kind !== "word" || !EACH.test(each.text)) return null;
  const reading = readQuantity(`1 ${unit.text}`);
  return reading.kind === "understood" && reading.value.of === null ? reading.value.unit : null;
}

type Sum = { sum: number; from: number; to: number };

/** `7 ngàn` before `1 ký`. */
function sumBefore(words: readonly Token[], to: number): Sum | null {
  let from = to;
  while (from > 0 && isOfSum(words[from - 1])) from -= 1;
  return sumOf(words, from, to);
}

/** `2 triệu` behind `mỗi con`; behind `1 con` it may be what it all came to. */
function sumBehind(words: readonly Token[], from: number): Sum | null {
  if (!/^(?:mỗi|moi)$/.test(words[from - 2]?.text ?? "")) return null;
  let to = from;
  while (to < words.length && isOfSum(words[to])) to += 1;
  return sumOf(words, from, to);
}

function isOfSum(word: Token | undefined): boolean {
  return word !== undefined && (isNumber(word) || MONEY_WORD.test(word.plain) || word.plain === "ruoi");
}

function sumOf(words: readonly Token[], from: number, to: number): Sum | null {
  const said = words.slice(from, to);
  if (!said.some(({ plain, kind }) => kind === "word" && MONEY_WORD.test(plain))) return null;
  const reading = readMoney(spoken(said));
  return reading.kind === "understood" ? { sum: reading.value, from, to } : null;
}

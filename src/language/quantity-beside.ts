import { CURRENCY } from "./money-words.ts";
import type { QuantityPart } from "./quantity-part.ts";
import type { Token } from "./tokens.ts";
import { lookUp } from "./word-table.ts";

const OF_MONEY = new Set(["k", "tr", "trieu", "ngan", "nghin", "ty"]);

/**
 * The numbers of an answer without those that are plainly of something else: what it was sold for (`3 con heo được 12tr`)
 * and the one day or month of a rate (`1 ngày 30 trứng`). All of them where nothing else is left.
 */
export function withoutAsides(all: Token[], parts: QuantityPart[]): QuantityPart[] {
  const things = parts.filter((part) => !isPrice(all, part));
  const clear = things.length > 0 && things.every(({ unit }) => unit !== null);
  const kept = clear ? things : parts;
  const amounts = kept.filter((part) => !isOneOfRate(part));
  return amounts.length > 0 ? amounts : kept;
}

function isPrice(all: Token[], { part }: QuantityPart): boolean {
  if (part.hit !== null) return false;
  const scaled = part.amount.scale >= 1000 && OF_MONEY.has(all[part.amount.next - 1]?.plain ?? "");
  return scaled || lookUp(all[part.next], CURRENCY) !== undefined;
}

function isOneOfRate({ part, values, name }: QuantityPart): boolean {
  const period = /^(?:ngày|tuần|tháng|năm)$/.test(part.hit?.unit.unit ?? "");
  return period && name === null && values.length === 1 && values[0] === 1;
}

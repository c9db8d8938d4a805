import { chucMeanings, endsInChuc, thienMeanings } from "./chuc.ts";
import { combine } from "./combine.ts";
import type { Quantity } from "./quantity-types.ts";
import type { QuantityPart } from "./quantity-part.ts";
import type { Alternative } from "./reading.ts";
import type { Token } from "./tokens.ts";

const MOST_ALTERNATIVES = 4;

/** Everything that the numbers of an answer may mean; one meaning without a reason where it is plain. */
export function quantityMeanings(all: Token[], parts: QuantityPart[]): Alternative<Quantity>[] {
  const [first, second] = parts;
  if (first === undefined) return [];
  if (second === undefined) return single(all, first);
  // `5 con (năm con)` is said twice.
  const twice = parts.every((part) => part.values.length === 1 && part.values[0] === first.values[0]);
  const sameOf = parts.every(({ name }) => name === null || name.of === (first.name ?? name).of);
  if (twice && sameOf && parts.every((part) => part.unit === null || part.unit === first.unit))
    return single(all, first);
  if (parts.length > 2) return few(parts.flatMap((part) => offered(part)));
  const joint = combine(all, [plain(first), plain(second)]);
  const range = joint.every(({ why }) => why === "range_from" || why === "range_to");
  // `3 tạ 20`, `2 thiên 5`: smaller units or a second answer, nobody can tell.
  if (first.part.hit !== null && second.unit === null && first.part.next === second.from) return [];
  const sameThing = first.unit === null || second.unit === null || first.unit === second.unit;
  if (range && !sameThing) return few([...offered(first), ...offered(second)]);
  if (range) {
    const unit = second.unit ?? first.unit;
    const of = second.name?.of ?? first.name?.of ?? null;
    return few(
      joint.map(({ value, why }) => ({ value: { value, unit, of }, ...(why === undefined ? {} : { why }) })),
    );
  }
  const product = joint.find(({ why }) => why === "product");
  const sameName = first.name?.of === second.name?.of;
  const sum = sameThing && sameName ? joint.find(({ why }) => why === "sum") : undefined;
  return few([
    ...(product === undefined ? [] : [{ value: quantity(second, product.value), why: "product" }]),
    ...(sum === undefined ? [] : [{ value: quantity(second, sum.value), why: "sum" }]),
    ...offered(first),
    ...offered(second),
  ]);
}

function single(all: Token[], part: QuantityPart): Alternative<Quantity>[] {
  const [value = 0] = part.values;
  const other = part.part.hit?.other;
  if (other !== undefined) {
    return [
      { value: quantity(part, value), why: "unit" },
      { value: { ...quantity(part, value), unit: other.unit }, why: "unit" },
    ];
  }
  if (part.unit === "thiên")
    return thienMeanings(value).map((each) => ({
      ...each,
      value: { ...quantity(part, each.value), unit: null },
    }));
  if (!part.sized && endsInChuc(all, part.part.amount) && soldByChuc(part)) {
    return chucMeanings(value).map((each) => ({ ...each, value: quantity(part, each.value) }));
  }
  return part.values.map((each) => ({ value: quantity(part, each) }));
}

/** Fruit, eggs and seedlings are sold by a chục that differs from place to place; animals, people and days are not. */
function soldByChuc({ unit, part: { hit } }: QuantityPart): boolean {
  if (hit !== null && hit.unit.kind !== "count") return false;
  return unit === null || !["con", "người", "hộ", "nhà", "ngày công", "tuổi", "lần", "chuyến"].includes(unit);
}

function offered(part: QuantityPart): Alternative<Quantity>[] {
  return part.values.map((value) => ({ value: quantity(part, value), why: "one_of" }));
}

function quantity(part: QuantityPart, value: number): Quantity {
  return { value, unit: part.unit, of: part.name?.of ?? null };
}

/** The number alone, so that ranges and products are found as between bare numbers. */
function plain(part: QuantityPart): QuantityPart["part"]["amount"] {
  return { ...part.part.amount, values: part.values, next: part.part.next };
}

function few(found: Alternative<Quantity>[]): Alternative<Quantity>[] {
  const seen = new Set<string>();
  const kept = found.filter(({ value }) => {
    const key = `${value.value} ${value.unit} ${value.of}`;
    return !seen.has(key) && seen.add(key);
  });
  return kept.length > MOST_ALTERNATIVES ? [] : kept;
}

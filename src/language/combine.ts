import type { Alternative } from "./reading.ts";
import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";

const RANGE_WORDS = new Set(["-", "~", "→", "den", "toi", "hoac", "hay", "qua"]);
const PRODUCT_WORDS = new Set(["x", "*", "nhan", "moi"]);
const SUM_WORDS = new Set(["+", "cong", "voi", "them", "va"]);
const MOST_ALTERNATIVES = 4;

/** What several amounts in one answer may mean together; none where there are too many to ask. */
export function combine(all: Token[], amounts: Amount[]): Alternative<number>[] {
  const [first, second] = amounts;
  if (first === undefined) return [];
  if (second === undefined) return distinct(first.values.map((value) => ({ value })));
  // The same sum in digits and in words is one sum.
  const [value] = first.values;
  if (value !== undefined && amounts.every(({ values }) => values.length === 1 && values[0] === value)) {
    // `1 trai 1 gái` is two.
    const alike = value > 0 && written(all, first) === written(all, second) && amounts.length === 2;
    return alike
      ? [
          { value: value * 2, why: "sum" },
          { value, why: "one_of" },
        ]
      : [{ value }];
  }
  if (amounts.length > 2) return distinct(amounts.flatMap((amount) => oneOf(amount.values)));
  const between = all.slice(first.next, second.from).map((token) => token.plain);
  const listed = between.length === 1 && between[0] === "," && first.scale === 1 && second.scale > 1;
  if (between.length === 0 || listed || between.some((word) => RANGE_WORDS.has(word))) {
    const found = range(first, second);
    // Without a word between them, only a rising pair is a range: `2 chục 5` is not.
    return between.length > 0 || isRising(found) ? found : [];
  }
  const a = first.values[0] ?? 0;
  const b = second.values[0] ?? 0;
  const each = [...oneOf(first.values), ...oneOf(second.values)];
  // Nobody multiplies thousands by thousands.
  const counts = first.scale === 1 || second.scale === 1;
  if (counts && between.some((word) => PRODUCT_WORDS.has(word)))
    return distinct([{ value: a * b, why: "product" }, ...each]);
  if (between.some((word) => SUM_WORDS.has(word))) return distinct([{ value: a + b, why: "sum" }, ...each]);
  return distinct(each);
}

function written(all: Token[], { from, next }: Amount): string {
  return all
    .slice(from, next)
    .map(({ plain }) => plain)
    .join(" ");
}

function oneOf(values: number[]): Alternative<number>[] {
  return values.map((value) => ({ value, why: "one_of" }));
}

/** Both ends of a range. The end without a scale takes that of the other: `4-5 triệu`, `500 đến 1 triệu`. */
function range(first: Amount, second: Amount): Alternative<number>[] {
  const low = first.scale === 1 && second.scale > 1 ? lift(first.values, second, second.scale) : first.values;
  const high =
    second.scale === 1 && first.scale > 1 ? lift(second.values, first, first.scale) : second.values;
  return distinct([
    ...low.map((value) => ({ value, why: "range_from" })),
    ...high.map((value) => ({ value, why: "range_to" })),
  ]);
}

function isRising(found: Alternative<number>[]): boolean {
  const lowest = found.find(({ why }) => why === "range_from")?.value ?? 0;
  const highest = found.findLast(({ why }) => why === "range_to")?.value ?? 0;
  return lowest < highest;
}

function lift(values: number[], other: Amount, scale: number): number[] {
  const limit = Math.max(...other.values);
  return values.map((value) => {
    if (value >= 1000) return value;
    const bigger = value * scale;
    return bigger > limit * 2 && scale > 1000 ? (value * scale) / 1000 : bigger;
  });
}

function distinct(found: Alternative<number>[]): Alternative<number>[] {
  const seen = new Set<number>();
  const kept = found.filter(({ value }) => !seen.has(value) && seen.add(value));
  return kept.length > MOST_ALTERNATIVES ? [] : kept;
}

import { endsInChuc } from "./chuc.ts";
import { isTailOf, type Measured } from "./measured.ts";
import { type CountedName, nameAfter, nameBefore } from "./quantity-name.ts";
import type { Token } from "./tokens.ts";

const CHUC_SIZES = new Set([10, 12, 14, 16]);

/** One number with its unit and the name of what it counts. */
export type QuantityPart = {
  part: Measured;
  values: number[];
  unit: string | null;
  name: CountedName | null;
  from: number;
  next: number;
  likely: boolean;
  /** The chục was said to be of so many: `2 chục 12`. */
  sized: boolean;
};

/** Finds the name that belongs to a number: after it, else before it. */
export function quantityPart(all: Token[], part: Measured): QuantityPart {
  // Time is not of anything: `cách nhau 6 tháng`.
  const period = part.hit?.unit.kind === "period";
  const before = period ? null : nameBefore(all, part.from);
  const behind = nameAfter(all, part.next);
  // In `gà 20 vịt 30` the name behind is that of the next number.
  const ofNext = before !== null && behind !== null && all[behind.next]?.kind === "digits";
  const name = ofNext ? before : (behind ?? before);
  const after = name !== null && name.from >= part.next;
  const unit = part.hit?.unit.unit ?? (name?.animal === true ? "con" : null);
  return {
    part,
    values: part.values,
    unit,
    name,
    from: part.from,
    next: after ? name.next : part.next,
    likely: part.likely,
    sized: false,
  };
}

/** Two numbers that are one quantity: `2 ký 3`, `1 tấn 2 tạ`, `2 chục 14`. */
export function joinParts(all: Token[], parts: QuantityPart[]): QuantityPart[] {
  const [large, small] = parts;
  if (large === undefined || small === undefined || parts.length !== 2) return parts;
  const [big = 0, ...others] = large.values;
  const [little = 0] = small.values;
  if (others.length > 0 || small.values.length !== 1) return parts;
  if (isTailOf(all, large.part, small.part)) {
    return [{ ...large, values: [tidy(big + little / 10)], next: small.next, likely: true }];
  }
  if (endsInChuc(all, large.part.amount) && CHUC_SIZES.has(little) && large.part.next === small.from)
    return [{ ...small, values: [(big / 10) * little], from: large.from, likely: true, sized: true }];
  const base = large.part.hit?.unit.base;
  const lower = small.part.hit?.unit.base;
  if (base === undefined || lower === undefined || large.part.next !== small.from) return parts;
  if (base.unit !== lower.unit || lower.value * little >= base.value) return parts;
  const value = tidy(big + (little * lower.value) / base.value);
  return [
    { ...large, values: [value], name: small.name, next: small.next, likely: large.likely || small.likely },
  ];
}

function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

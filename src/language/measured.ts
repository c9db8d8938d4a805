import { numberWord } from "./number-words.ts";
import { asThousands, NUMBERS } from "./numbers.ts";
import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";
import { unitAt, type UnitHit } from "./unit-at.ts";

/** A number with the unit that was written after it. */
export type Measured = {
  values: number[];
  hit: UnitHit | null;
  from: number;
  next: number;
  likely: boolean;
  amount: Amount;
};

/** Joins each number with its unit and with what follows the unit: `3 công rưỡi`, `2 ký 3`. */
export function measured(all: Token[], amounts: Amount[]): Measured[] {
  const found = amounts.map((amount) => withUnit(all, amount));
  const half = halfAlone(all);
  return half === null ? found : [half, ...found];
}

/** In `2 ký 3` the last digit is tenths; the scan has found it as a number of its own. */
export function isTailOf(all: Token[], large: Measured, small: Measured): boolean {
  if (large.hit === null || small.hit !== null || large.next !== small.from) return false;
  if (large.hit.unit.kind !== "measure" && large.hit.unit.kind !== "area") return false;
  if (small.next !== all.length || small.next !== small.from + 1) return false;
  const word = numberWord(all[small.from], NUMBERS.words);
  return /^[1-9]$/.test(small.amount.digits) || (word?.kind === "digit" && word.value > 0);
}

function withUnit(all: Token[], amount: Amount): Measured {
  const hit = unitAt(all, amount.next);
  const values = isFine(hit) ? amount.values : asThousands(amount).values;
  const twofold =
    values.length < amount.values.length && hit?.unit.kind !== "count" && hit?.unit.kind !== "period";
  const base = { values, hit, from: amount.from, amount };
  const likely = amount.likely || twofold;
  const end = hit?.next ?? amount.next;
  if (hit === null || !isHalf(all, end)) return { ...base, next: end, likely };
  return { ...base, values: values.map((value) => value + 0.5), next: end + 1, likely };
}

/** Units so large that three decimals make sense: `1.250 ha`. */
function isFine(hit: UnitHit | null): boolean {
  return hit !== null && ["ha", "tấn", "công", "mẫu", "sào"].includes(hit.unit.unit);
}

/** `ký rưỡi`, `công rưỡi`: one and a half. */
function halfAlone(all: Token[]): Measured | null {
  const hit = unitAt(all, 0);
  if (hit === null || !isHalf(all, hit.next)) return null;
  const amount: Amount = {
    values: [1.5],
    from: 0,
    next: hit.next + 1,
    likely: false,
    scale: 1,
    digits: "",
    alone: false,
  };
  return { values: [1.5], hit, from: 0, next: hit.next + 1, likely: false, amount };
}

function isHalf(all: Token[], at: number): boolean {
  return numberWord(all[at], NUMBERS.words)?.kind === "and a half";
}

import { FILLERS, HEDGES } from "./around-numbers.ts";
import { numberWord } from "./number-words.ts";
import { asThousands } from "./numbers.ts";
import { NUMBERS } from "./plain-numbers.ts";
import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";
import { unitAt, type UnitHit } from "./unit-at.ts";
import { lookUp } from "./word-table.ts";

/** A number with the unit that was written after it. */
export type Measured = {
  values: number[];
  hit: UnitHit | null;
  from: number;
  next: number;
  likely: boolean;
  amount: Amount;
};

const MOST_WORDS_OF_THING = 2;

/** Joins each number with its unit and with what follows the unit: `3 công rưỡi`, `2 ký 3`. */
export function measured(all: Token[], amounts: Amount[]): Measured[] {
  const leading = unitFirst(all);
  const found = amounts
    .filter(({ from }) => leading === null || leading.values[0] === 1.5 || from >= leading.next)
    .map((amount) => withUnit(all, amount));
  return leading === null ? found : [leading, ...found];
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
  const half = hit === null ? null : halfBehind(all, end);
  const tenth = hit === null ? 0 : tenthsAt(all, hit, "after tens");
  if (tenth > 0)
    return { ...base, values: values.map((value) => value + tenth / 10), next: end + 1, likely: true };
  if (half === null) return { ...base, next: end, likely };
  return {
    ...base,
    values: values.map((value) => value + 0.5),
    next: half + 1,
    likely: likely || half > end,
  };
}

/** `3 công rưỡi`, and with what is measured in between: `3 công ruộng rưỡi`, `2 ký cá lóc rưỡi`. */
function halfBehind(all: Token[], from: number): number | null {
  for (let at = from; at <= from + MOST_WORDS_OF_THING; at += 1) {
    if (isHalf(all, at)) return at;
    if (all[at]?.kind !== "word" || numberWord(all[at], NUMBERS.words) !== undefined) return null;
  }
  return null;
}

/** Units so large that three decimals make sense: `1.250 ha`. */
function isFine(hit: UnitHit | null): boolean {
  return hit !== null && ["ha", "tấn", "công", "mẫu", "sào"].includes(hit.unit.unit);
}

/** `ký rưỡi`, `công rưỡi`: one and a half; `tạ hai`, `tấn tư`: one and two, four tenths. */
function unitFirst(all: Token[]): Measured | null {
  const from = all.findIndex(
    (token, at) =>
      unitAt(all, at) !== null || [HEDGES, FILLERS].every((table) => lookUp(token, table) === undefined),
  );
  const hit = from < 0 ? null : unitAt(all, from);
  if (hit === null) return null;
  const half = isHalf(all, hit.next);
  const value = half ? 1.5 : 1 + tenthsAt(all, hit) / 10;
  if (value === 1) return null;
  const next = hit.next + 1;
  const amount: Amount = {
    values: [value],
    from: 0,
    next,
    likely: !half,
    scale: 1,
    digits: "",
    alone: false,
  };
  return { values: [value], hit, from, next, likely: !half, amount };
}

/** The digit, in a word and last in the answer, behind a unit that people leave the number off; 0 where there is none. */
function tenthsAt(all: Token[], { unit, next }: UnitHit, form?: "after tens"): number {
  const last = numberWord(all[next], NUMBERS.words);
  const parted = (unit.base?.value ?? 0) >= 1 || ["công", "mẫu", "ha"].includes(unit.unit);
  if (!parted || next !== all.length - 1 || last?.kind !== "digit") return 0;
  return form === undefined || last.form === form ? last.value : 0;
}

function isHalf(all: Token[], at: number): boolean {
  return numberWord(all[at], NUMBERS.words)?.kind === "and a half";
}

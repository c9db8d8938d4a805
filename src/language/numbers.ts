import { combine } from "./combine.ts";
import { companyOf } from "./company.ts";
import { saysNothing } from "./nothing-said.ts";
import { scanNumbers } from "./number-scan.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { stripPoliteness } from "./politeness.ts";
import { type Alternative, LONGEST_ANSWER, MOST_TOKENS, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import { NUMBERS } from "./plain-numbers.ts";
import type { Amount } from "./section.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { COUNTED } from "./unit-words.ts";
import { lookUp } from "./word-table.ts";

/**
 * Reads a number in digits or words, with the regional forms, decimals both ways, and fractions.
 *
 * A range, a sum, or several numbers are asked, with each of them offered. `hơn`, `gần`, `khoảng`, and other words
 * around the number make it `likely`. A negation or a limit (`không quá 5`) is offered as the only alternative.
 */
export function readNumber(input: string): Reading<number> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const { tokens: said, revised } = stoodBy(tokens(input));
  const all = stripPoliteness(said);
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  const nothing = saysNothing(all);
  if (nothing !== null && all.length > 1) {
    return { kind: "understood", value: 0, read: typed(input, all, 0, all.length - 1), sure: nothing };
  }
  if (isOneAndHalf(all)) {
    return { kind: "understood", value: 1.5, read: typed(input, all, 0, all.length - 1), sure: "likely" };
  }
  const scan = scanNumbers(all, NUMBERS);
  const amounts = scan.amounts.map((amount) => withHalf(all, amount));
  const [first, ...others] = amounts;
  if (first === undefined || scan.vague || scan.coded) return { kind: "not_understood" };
  const found = withCompany(all, amounts, combine(all, amounts.map(asThousands)));
  if (found.length === 0) return { kind: "not_understood" };
  if (found.length > 1 || found[0]?.why !== undefined || scan.negated)
    return { kind: "ambiguous", alternatives: found };
  const certain =
    others.length === 0 &&
    !first.likely &&
    !revised &&
    first.values.length === 1 &&
    !scan.hedged &&
    scan.rest.every((index) => isPlainSign(all[index]));
  return {
    kind: "understood",
    value: found[0]?.value ?? 0,
    read: typed(input, all, first.from, first.next - 1),
    sure: certain ? "certain" : "likely",
  };
}

/** `tháng rưỡi`; `năm rưỡi` may be five and a half. */
function isOneAndHalf(all: Token[]): boolean {
  const [unit, half, ...more] = all;
  const counted = lookUp(unit, COUNTED) !== undefined && numberWord(unit, NUMBER_WORDS) === undefined;
  return counted && more.length === 0 && numberWord(half, NUMBER_WORDS)?.kind === "and a half";
}

/** `3 năm rưỡi`, `2 tháng rưỡi`: half of what is counted belongs to the number. */
function withHalf(all: Token[], amount: Amount): Amount {
  const half = numberWord(all[amount.next + 1], NUMBER_WORDS)?.kind === "and a half";
  if (!half || amount.scale > 1 || lookUp(all[amount.next], COUNTED) === undefined) return amount;
  return {
    ...amount,
    values: amount.values.map((value) => value + 0.5),
    next: amount.next + 2,
    likely: true,
  };
}

/** `vợ chồng với 3 đứa con` is five people, or three children: asked. */
function withCompany(all: Token[], amounts: Amount[], found: Alternative<number>[]): Alternative<number>[] {
  const [only, second] = amounts;
  const people = only === undefined || second !== undefined ? 0 : companyOf(all, only);
  if (people === 0 || found.length !== 1) return found;
  return [
    ...found.map(({ value }) => ({ value: value + people, why: "sum" })),
    ...found.map(({ value }) => ({ value, why: "one_of" })),
  ];
}

/** Three digits after a dot or comma are a group: hardly anyone writes 1.2 as `1.200`. It is read back all the same. */
export function asThousands(amount: Amount): Amount {
  const [value = 0, other = 0, ...more] = amount.values;
  return more.length === 0 && value === other * 1000 ? { ...amount, values: [value] } : amount;
}

function isPlainSign(token: Token | undefined): boolean {
  return token?.kind === "mark";
}

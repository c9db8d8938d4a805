import { combine } from "./combine.ts";
import { saysNothing } from "./nothing-said.ts";
import { scanNumbers } from "./number-scan.ts";
import { NUMBER_WORDS } from "./number-words.ts";
import { stripPoliteness } from "./politeness.ts";
import { LONGEST_ANSWER, MOST_TOKENS, type Reading } from "./reading.ts";
import type { Amount, NumberContext } from "./section.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { COUNTED } from "./unit-words.ts";

/** Numbers as they stand anywhere: no slang of money, nothing taken for granted. */
export const NUMBERS: NumberContext = { words: NUMBER_WORDS, counted: COUNTED, attached: [COUNTED] };

/**
 * Reads a number in digits or words, with the regional forms, decimals both ways, and fractions.
 *
 * A range, a sum, or several numbers are asked, with each of them offered. `hơn`, `gần`, `khoảng`, and other words
 * around the number make it `likely`. A negation or a limit (`không quá 5`) is offered as the only alternative.
 */
export function readNumber(input: string): Reading<number> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = stripPoliteness(tokens(input));
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  const nothing = saysNothing(all);
  if (nothing !== null && all.length > 1) {
    return { kind: "understood", value: 0, read: typed(input, all, 0, all.length - 1), sure: nothing };
  }
  const scan = scanNumbers(all, NUMBERS);
  const [first, ...others] = scan.amounts;
  if (first === undefined || scan.vague || scan.coded) return { kind: "not_understood" };
  const found = combine(all, scan.amounts.map(asThousands));
  if (found.length === 0) return { kind: "not_understood" };
  if (found.length > 1 || found[0]?.why !== undefined || scan.negated)
    return { kind: "ambiguous", alternatives: found };
  const certain =
    others.length === 0 &&
    !first.likely &&
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

/** Three digits after a dot or comma are a group: hardly anyone writes 1.2 as `1.200`. It is read back all the same. */
export function asThousands(amount: Amount): Amount {
  const [value = 0, other = 0, ...more] = amount.values;
  return more.length === 0 && value === other * 1000 ? { ...amount, values: [value] } : amount;
}

function isPlainSign(token: Token | undefined): boolean {
  return token?.kind === "mark";
}

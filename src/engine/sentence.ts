import { holdsAccountNumber } from "../language/account-number.ts";
import { fold } from "../language/normalise.ts";

/** Fewer words than these are a wish or a name that we have not understood, and asked once more for. */
const FEWEST_WORDS = 4;

/**
 * Whether a line is something told or asked in words, which a person can answer though we cannot: `anh minh bua nao xuong`.
 * A line with the number of an account or a paper is none: such a number goes nowhere.
 */
export function isSentence(typed: string): boolean {
  const words = fold(typed).match(/\p{L}+/gu) ?? [];
  return words.length >= FEWEST_WORDS && !holdsAccountNumber(typed);
}

import { holdsAccountNumber } from "./account-number.ts";
import { fold } from "./normalise.ts";
import { wordsIn } from "./said-phrase.ts";

/** Words behind a "cảm ơn" that are more than politeness. */
const MORE_THAN_THANKS = 5;
/** Fewer words than these are a wish or a name that we have not understood, and asked once more for. */
const FEWEST_WORDS = 4;

/**
 * Whether a line is something told or asked in words, which a person can answer though we cannot: `anh minh bua nao xuong`.
 * A line with the number of an account or a paper is none: such a number goes nowhere.
 */
export function isSentence(typed: string): boolean {
  return lettered(typed) >= FEWEST_WORDS && !holdsAccountNumber(typed);
}

/** `mở lớp dạy nghề`, `bàn giao hộ` name a talk; a line of so many words tells something of what it is about. */
const FEWEST_OF_TOLD = 7;

/** Whether a line that began a talk tells of the thing itself, in words that may be kept: no number of an account or a paper. */
export function tellsOfIt(typed: string): boolean {
  return wordsIn(typed).length >= FEWEST_OF_TOLD && !holdsAccountNumber(typed);
}

/** Whether a line with these thanks tells or asks something beside them: `cảm ơn em, anh Minh bữa nào xuống`. */
export function saysMoreThan(thanks: string, typed: string): boolean {
  return isSentence(typed) && lettered(typed) - lettered(thanks) >= MORE_THAN_THANKS;
}

function lettered(text: string): number {
  return fold(text).match(/\p{L}+/gu)?.length ?? 0;
}

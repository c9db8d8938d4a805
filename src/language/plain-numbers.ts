import { NUMBER_WORDS } from "./number-words.ts";
import type { NumberContext } from "./section.ts";
import { COUNTED } from "./unit-words.ts";

/** Numbers as they stand anywhere: no slang of money, nothing taken for granted. */
export const NUMBERS: NumberContext = { words: NUMBER_WORDS, counted: COUNTED, attached: [COUNTED] };

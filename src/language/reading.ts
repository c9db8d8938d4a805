/**
 * What a reader made of one answer. A reader never throws and never guesses silently:
 * it understood, or it must ask which of several, or it did not understand.
 */
export type Reading<T> =
  | {
      kind: "understood";
      value: T;
      /** The part of the input that was read, as the person typed it. */
      read: string;
      /** `likely` means: read it back and let the person confirm before it is stored. */
      sure: "certain" | "likely";
    }
  | { kind: "ambiguous"; alternatives: Alternative<T>[] }
  | { kind: "not_understood" };

/** One of several readings that fit equally well; the person chooses. */
export type Alternative<T> = {
  value: T;
  /** A language-neutral code for why this reading exists, e.g. `chuc_12`; words for it live in the locale. */
  why?: string;
};

/** The direction in which the question looks: a plan looks forward, a diary looks back. */
export type Direction = "forward" | "back";

/** Longest input that a reader looks at, in UTF-16 units; what is beyond is not understood. */
export const LONGEST_ANSWER = 2000;

/** Most words and signs among which a number is looked for; a longer text tells a story. */
export const MOST_TOKENS = 100;

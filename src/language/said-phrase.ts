import { fold, normalise } from "./normalise.ts";
import { remembered } from "./remembered.ts";

/** The words of a text in small letters, with the marks that were typed. */
export const wordsIn = remembered(
  (text): readonly string[] =>
    normalise(text)
      .toLowerCase()
      .split(/[\s.,;:!?…/"()]+/)
      .filter((word) => word !== ""),
  2000,
);

/** Whether a text consists of these words. Marks may be left out, but not be others: `đúng` is no `dừng`. */
export function isPhrase(said: readonly string[], phrase: readonly string[]): boolean {
  return said.length === phrase.length && standsAt(said, phrase, 0);
}

/**
 * Whether these words stand in a text, one behind the other. Inside more words a phrase of one syllable needs its marks:
 * without them `sổ` is in every `số điện thoại`.
 */
export function saysPhrase(said: readonly string[], phrase: readonly string[]): boolean {
  const [only = "", ...others] = phrase;
  if (others.length === 0) return said.includes(only) || isPhrase(said, phrase);
  return said.some((_, at) => standsAt(said, phrase, at));
}

function standsAt(said: readonly string[], phrase: readonly string[], at: number): boolean {
  return phrase.every((word, index) => {
    const typed = said[at + index];
    return typed === word || typed === fold(word);
  });
}

/** Words that may stand between two pieces of a phrase that has gaps. */
const MOST_BETWEEN = 4;

/**
 * Whether these pieces stand in a text, one after the other, with at most four other words between two of them: `hộ nào …
 * vay` in `hộ nào đang xin vay vốn`. As the pieces explain each other, marks may be left out of a single syllable too.
 */
export function saysInOrder(said: readonly string[], pieces: readonly (readonly string[])[]): boolean {
  return said.some((_, at) => standInOrder(said, pieces, at, at));
}

function standInOrder(
  said: readonly string[],
  [piece, ...others]: readonly (readonly string[])[],
  from: number,
  to: number,
): boolean {
  if (piece === undefined) return true;
  for (let at = from; at <= to && at < said.length; at += 1) {
    const end = at + piece.length;
    if (standsAt(said, piece, at) && standInOrder(said, others, end, end + MOST_BETWEEN)) return true;
  }
  return false;
}

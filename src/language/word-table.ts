import { decodeTelex } from "./key-leftovers.ts";
import { foldWord } from "./normalise.ts";
import { remembered } from "./remembered.ts";
import type { Token } from "./tokens.ts";
import { withoutTone } from "./tone-placement.ts";

/** Words that a reader knows, each with what it means there. */
export type WordTable<T> = {
  exact: ReadonlyMap<string, T>;
  /** For words typed without any diacritic. */
  bare: ReadonlyMap<string, T>;
  /** For words that no wrong diacritic turns into another one. */
  loose: ReadonlyMap<string, T>;
};

type Rows<T> = readonly (readonly [forms: string, meaning: T])[];

/**
 * Makes a table from lists of forms, written with spaces between them.
 *
 * A form of `strict` is met when it is typed with exactly these diacritics or with none: `ba` may not be read from `bà`.
 * A form of `loose` is met whatever diacritics it has: `triêu`, `triẹu`. A form of `accented` is met only as written: `bà`
 * is respect, `ba` is three. Where two forms fold to the same letters, the
 * first one listed wins for text without diacritics.
 */
export function wordTable<T>(strict: Rows<T>, loose: Rows<T> = [], accented: Rows<T> = []): WordTable<T> {
  const exact = new Map<string, T>();
  const bare = new Map<string, T>();
  const folded = new Map<string, T>();
  for (const [forms, meaning] of [...strict, ...loose]) {
    for (const form of forms.split(" ")) {
      if (!exact.has(form)) exact.set(form, meaning);
      if (!bare.has(foldWord(form))) bare.set(foldWord(form), meaning);
    }
  }
  for (const [forms, meaning] of accented) for (const form of forms.split(" ")) exact.set(form, meaning);
  for (const [forms, meaning] of loose) {
    for (const form of forms.split(" ")) if (!folded.has(foldWord(form))) folded.set(foldWord(form), meaning);
  }
  return { exact, bare, loose: folded };
}

/** Beyond this it is a row of letters, and no word drawn out. */
const LONGEST_WORD = 24;

/** What a token means in a table: as typed, without diacritics, from Telex keys, with letters drawn out (`khônggg`). */
export function lookUp<T>(token: Token | undefined, table: WordTable<T>): T | undefined {
  if (token?.kind !== "word") return undefined;
  const { text, plain } = token;
  const direct = lookUpWord(text, plain, table);
  if (direct !== undefined || text.length > LONGEST_WORD) return direct;
  const other = otherSpellings(text);
  const fromKeys =
    other.telex === null
      ? undefined
      : (table.exact.get(other.telex) ?? table.loose.get(foldWord(other.telex)));
  if (fromKeys !== undefined || other.squeezed === null) return fromKeys;
  return lookUpWord(other.squeezed, other.squeezedPlain, table);
}

/** What a word that no table has as it stands may have been meant to be; the same for every table. */
type OtherSpellings = { telex: string | null; squeezed: string | null; squeezedPlain: string };

const otherSpellings = remembered((text): OtherSpellings => {
  const telex = decodeTelex(text);
  const squeezed = /(.)\1/u.test(text) ? squeeze(text) : "";
  // `kkk` is laughter, not `k`.
  const short = squeezed.length < 2;
  return { telex, squeezed: short ? null : squeezed, squeezedPlain: short ? "" : foldWord(squeezed) };
}, 5000);

function lookUpWord<T>(word: string, plain: string, table: WordTable<T>): T | undefined {
  const exact = table.exact.get(word);
  if (exact !== undefined) return exact;
  // A word that folds to itself was typed without diacritics.
  return word === plain ? table.bare.get(word) : table.loose.get(plain);
}

/** Letters drawn out, also behind one with its tone: `cóooo`. */
function squeeze(word: string): string {
  const kept: string[] = [];
  for (const letter of word) {
    const last = kept.at(-1) ?? "";
    if (withoutTone(letter) !== withoutTone(last)) kept.push(letter);
    // The tone may stand on any of them.
    else if (last === withoutTone(last)) kept[kept.length - 1] = letter;
  }
  return kept.join("");
}

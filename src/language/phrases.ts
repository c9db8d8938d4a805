import { isAscii } from "./normalise.ts";
import { type Token, tokens } from "./tokens.ts";

/** A phrase found in an answer: tokens `from` up to `next`. */
export type Phrase<T> = { meaning: T; from: number; next: number };

type Words = readonly { text: string; plain: string }[];

/** Phrases by their first word without diacritics. */
export type PhraseTable<T> = ReadonlyMap<string, readonly { words: Words; meaning: T }[]>;

/** Makes a table from meanings with their phrases, written with `|` between them. */
export function phraseTable<T>(rows: readonly (readonly [meaning: T, phrases: string])[]): PhraseTable<T> {
  const table = new Map<string, { words: Words; meaning: T }[]>();
  for (const [meaning, phrases] of rows) {
    for (const phrase of phrases.split("|")) {
      const words = tokens(phrase);
      const first = words[0]?.plain ?? "";
      const entry = { words, meaning };
      const list = table.get(first);
      if (list === undefined) table.set(first, [entry]);
      else list.push(entry);
    }
  }
  return table;
}

/**
 * Every phrase of the table that stands in an answer. In an answer with diacritics a word without them means itself:
 * `hai` is two, not `hái`.
 */
export function phrasesIn<T>(all: readonly Token[], table: PhraseTable<T>): Phrase<T>[] {
  const bare = all.every(({ text }) => isAscii(text));
  return all.flatMap(({ plain }, from) =>
    (table.get(plain) ?? []).flatMap(({ words, meaning }) => {
      const same = words.every((word, index) => {
        const token = all[from + index];
        return token?.text === word.text || (bare && token?.plain === word.plain);
      });
      return same ? [{ meaning, from, next: from + words.length }] : [];
    }),
  );
}

/** Leaves out what stands inside a longer phrase: `nhà vệ sinh` is no `nhà`. */
export function outermost<T>(found: readonly Phrase<T>[]): Phrase<T>[] {
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.from <= one.from &&
          other.next >= one.next &&
          other.next - other.from > one.next - one.from,
      ),
  );
}

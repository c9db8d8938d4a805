import { fold, normalise } from "../language/normalise.ts";
import { remembered } from "../language/remembered.ts";
import { SOURCE_LOCALE, type Words } from "../i18n/words.ts";
import type { Flow } from "./flow.ts";

/** What may be typed at any time to leave the question aside for a moment. */
export const COMMANDS = [
  "back",
  "menu",
  "stop",
  "correct",
  "language",
  "help",
  "person",
  "skip",
  "go_on",
] as const;
export type Command = (typeof COMMANDS)[number];

/** Everything the engine runs on: flows by id and all words. Made once at start. */
export type Library = {
  flows: Map<string, Flow>;
  words: Words;
  commands: Map<string, Map<string, Command>>;
  keywords: Map<string, Keyword[]>;
};

/** Words that begin a flow: folded, and in small letters as they are written. */
type Keyword = readonly [keyword: string, flow: Flow, written: string];

/** Builds the library, with commands and keywords folded for look-up. */
export function makeLibrary(flows: Map<string, Flow>, words: Words): Library {
  const commands = new Map<string, Map<string, Command>>();
  const keywords = new Map<string, Keyword[]>();
  for (const locale of words.locales) {
    commands.set(
      locale,
      new Map(
        COMMANDS.flatMap((command) =>
          words
            .list(locale, `common.commands.${command}`)
            .map((typed): [string, Command] => [plain(typed), command]),
        ),
      ),
    );
    const found = [...flows.values()]
      .filter((flow) => flow.starts_on_keywords)
      .flatMap((flow) =>
        words
          .list(locale, `${flow.flow}.keywords`)
          .map((typed): Keyword => [plain(typed), flow, written(typed)]),
      );
    // The longest keyword is the most particular one.
    keywords.set(
      locale,
      found.toSorted(([a], [b]) => b.length - a.length),
    );
  }
  return { flows, words, commands, keywords };
}

/** A command that was typed; `exact` is false where only the letters without their marks agree (`dung` for dừng). */
export type TypedCommand = { command: Command; exact: boolean };

/** The command that the whole text stands for, if any. Marks may be left out, but not be others: `đúng` is no `dừng`. */
export function commandOf(library: Library, locale: string, text: string): TypedCommand | null {
  const command = offered(library.commands, locale)?.get(plain(text));
  if (command === undefined) return null;
  const typed = bare(text);
  const words = library.words.list(locale, `common.commands.${command}`).map(bare);
  if (words.includes(typed)) return { command, exact: true };
  return words.some((word) => isWithoutMarks(typed, word)) ? { command, exact: false } : null;
}

function bare(text: string): string {
  return normalise(text)
    .replace(/[\s.,!?…/]+/g, " ")
    .trim();
}

/** Whether each word that was typed is the other one, or is it without its marks. */
function isWithoutMarks(typed: string, meant: string): boolean {
  const meantWords = meant.split(" ");
  const typedWords = typed.split(" ");
  return (
    typedWords.length === meantWords.length &&
    typedWords.every((word, index) => [meantWords[index], fold(meantWords[index] ?? "")].includes(word))
  );
}

/**
 * The flow whose keyword stands in the text as whole words, open to one of `roles`; the longest keyword wins. Inside
 * more words a keyword of one syllable needs its marks: without them `sổ` is in every `số điện thoại`.
 */
export function flowByKeyword(
  library: Library,
  locale: string,
  text: string,
  roles: readonly string[],
): Flow | null {
  const said = plain(text);
  const stands = ([keyword, , marked]: Keyword): boolean =>
    keyword === said ||
    (keyword.includes(" ")
      ? ` ${said} `.includes(` ${keyword} `)
      : ` ${written(text)} `.includes(` ${marked} `));
  const found = (offered(library.keywords, locale) ?? []).find(
    (one) => stands(one) && isOpenTo(one[1], roles),
  );
  return found?.[1] ?? null;
}

/** The flow that these words are a keyword of, all of them and two at least; one word alone may be an answer. */
export function flowNamed(
  library: Library,
  locale: string,
  text: string,
  roles: readonly string[],
): Flow | null {
  const said = plain(text);
  if (!said.includes(" ")) return null;
  const named = (offered(library.keywords, locale) ?? []).find(
    ([keyword, flow]) => keyword === said && isOpenTo(flow, roles),
  );
  return named?.[1] ?? null;
}

/** In a language that is no longer offered people still find their way by the words of the source language. */
function offered<T>(byLocale: ReadonlyMap<string, T>, locale: string): T | undefined {
  return byLocale.get(locale) ?? byLocale.get(SOURCE_LOCALE);
}

/** Whether somebody with these roles may begin the flow. */
export function isOpenTo(flow: Flow, roles: readonly string[]): boolean {
  return flow.roles.length === 0 || flow.roles.some((role) => roles.includes(role));
}

/** In small letters with their marks, words parted by single spaces. */
function written(text: string): string {
  return normalise(text)
    .toLowerCase()
    .replace(/[\s.,!?…/]+/g, " ")
    .trim();
}

/** Folded, without punctuation at the ends or a slash in front, single spaces. */
export const plain = remembered(
  (text) =>
    fold(text)
      .replace(/[\s.,!?…/]+/g, " ")
      .trim(),
  2000,
);

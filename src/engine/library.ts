import { fold, normalise } from "../language/normalise.ts";
import { remembered } from "../language/remembered.ts";
import { stripPoliteness } from "../language/politeness.ts";
import { isPhrase, saysInOrder, saysPhrase, wordsIn } from "../language/said-phrase.ts";
import { usualSpelling } from "../language/usual-spelling.ts";
import { topicIn } from "../language/topic.ts";
import { tokens } from "../language/tokens.ts";
import { SOURCE_LOCALE, type Words } from "../i18n/words.ts";
import { linesOf, namesOf, type Examples } from "./examples.ts";
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
  /** What lines in a language are compared with; counted at the first use. */
  examples: (locale: string, which: "names" | "lines") => Examples;
};

/**
 * Words that begin a flow: folded, and each as it is written; `hộ nào … vay` has two pieces, with a gap between them. Some only
 * where nothing else was written, or only for some.
 */
type Keyword = {
  plain: string;
  pieces: readonly (readonly string[])[];
  flow: Flow;
  alone: boolean;
  role: string | null;
};

/** Lists of words that begin a flow where they are the whole line: for all to whom it is open, or for these only. */
const ALONE: readonly (readonly [list: string, role: string | null])[] = [
  ["alone", null],
  ["alone_household", "household"],
  ["alone_officer", "officer"],
  ["alone_leader", "leader"],
];

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
        [["keywords", null] as const, ...ALONE].flatMap(([list, role]) =>
          words.list(locale, `${flow.flow}.${list}`).map((typed): Keyword => ({
            plain: plain(typed),
            pieces: typed.split("…").map(wordsIn),
            flow,
            alone: list !== "keywords",
            role,
          })),
        ),
      );
    // The longest keyword is the most particular one.
    keywords.set(
      locale,
      found.toSorted((one, other) => other.plain.length - one.plain.length),
    );
  }
  return { flows, words, commands, keywords, examples: countedOnce(flows, words) };
}

function countedOnce(flows: Library["flows"], words: Words): Library["examples"] {
  const counted = new Map<string, Examples>();
  return (locale, which) => {
    // In a language that is no longer offered people still find their way by the words of the source language.
    const language = words.locales.includes(locale) ? locale : SOURCE_LOCALE;
    const key = `${language} ${which}`;
    const examples =
      counted.get(key) ?? (which === "names" ? namesOf : linesOf)([...flows.values()], words, language);
    counted.set(key, examples);
    return examples;
  };
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
  const said = wordsIn(text);
  return words.some((word) => isPhrase(said, wordsIn(word))) ? { command, exact: false } : null;
}

function bare(text: string): string {
  return normalise(text)
    .replace(/[\s.,!?…/]+/g, " ")
    .trim();
}

/**
 * The flow whose keyword stands in the text as whole words, open to one of `roles`; the longest keyword wins. Marks may be
 * left out, but not be others: who asks for `sổ của chị` wants her book and no telephone number. What a meeting is about is
 * another matter: `lên lịch họp bàn chuyện vay vốn` is no loan.
 */
export function flowByKeyword(
  library: Library,
  locale: string,
  typed: string,
  roles: readonly string[],
): Flow | null {
  const text = usualSpelling(typed);
  const head = topicIn(text)?.head;
  const about = head === undefined ? null : flowInWords(library, locale, head, roles);
  return about?.has_topic === true ? about : flowInWords(library, locale, text, roles);
}

function flowInWords(library: Library, locale: string, text: string, roles: readonly string[]): Flow | null {
  const said = wordsIn(text);
  // Between words as they are taken apart, so that `ban chỉ đạo:` is heard as well.
  const padded = ` ${plain(said.join(" "))} `;
  const open = (offered(library.keywords, locale) ?? []).filter(({ flow }) => isOpenTo(flow, roles));
  const ways = [said, politely(text)];
  const whole = open.find(
    ({ alone, role, pieces: [words = []] }) =>
      alone && isFor(role, roles) && ways.some((way) => isPhrase(way, words)),
  );
  const isSaid = ({ plain: keyword, pieces: [words = [], ...others] }: Keyword): boolean =>
    others.length > 0
      ? saysInOrder(said, [words, ...others])
      : padded.includes(` ${keyword} `) && saysPhrase(said, words);
  const found = whole ?? open.find((one) => !one.alone && isSaid(one));
  return found?.flow ?? null;
}

/** The words of a line without `em ơi`, `dạ`, `nghen` around them. */
function politely(text: string): string[] {
  return stripPoliteness(tokens(text))
    .filter(({ kind }) => kind !== "mark")
    .map(({ text: word }) => word);
}

/** A household's own word is none of an officer's, who may have a home as well. */
function isFor(role: string | null, roles: readonly string[]): boolean {
  if (role === null) return true;
  return role === "household" ? roles.every((one) => one === role) : roles.includes(role);
}

/** The flow that these words are a keyword of, all of them and two at least; one word alone may be an answer. */
export function flowNamed(
  library: Library,
  locale: string,
  text: string,
  roles: readonly string[],
): Flow | null {
  const wanted = plain(text);
  if (!wanted.includes(" ")) return null;
  const said = wordsIn(text);
  const named = (offered(library.keywords, locale) ?? []).find(
    ({ plain: keyword, alone, pieces: [words = [], ...gaps], flow }) =>
      !alone && keyword === wanted && gaps.length === 0 && isPhrase(said, words) && isOpenTo(flow, roles),
  );
  return named?.flow ?? null;
}

/** In a language that is no longer offered people still find their way by the words of the source language. */
function offered<T>(byLocale: ReadonlyMap<string, T>, locale: string): T | undefined {
  return byLocale.get(locale) ?? byLocale.get(SOURCE_LOCALE);
}

/** Whether somebody with these roles may begin the flow. */
export function isOpenTo(flow: Flow, roles: readonly string[]): boolean {
  return flow.roles.length === 0 || flow.roles.some((role) => roles.includes(role));
}

/** Folded, without punctuation at the ends or a slash in front, single spaces. */
export const plain = remembered(
  (text) =>
    fold(text)
      .replace(/[\s.,!?…/]+/g, " ")
      .trim(),
  2000,
);

import { NO_NAMES } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { wordsIn } from "../language/said-phrase.ts";
import { usualSpelling } from "../language/usual-spelling.ts";
import type { Flow } from "./flow.ts";
import { isOpenTo, type Library } from "./library.ts";

/**
 * A talk that a line may mean. The score is a logarithm of odds (natural): how much likelier the line's words are in this
 * talk's examples than in everybody's; 0 tells nothing, and two talks that are 2.5 apart are twelve to one.
 */
export type Likeness = { flow: string; score: number };

/** The examples of a talk: how many of them have a term, and how many terms they have together. */
type Talk = { flow: Flow; having: ReadonlyMap<string, number>; terms: number };
type Examples = { talks: readonly Talk[]; having: ReadonlyMap<string, number>; terms: number };

/** So many terms of everybody's examples stand beside those of each talk, so that what it has not heard yet is not nothing. */
const OF_ALL = 15;
/** What two neighbours tell beside what each of them tells for itself. */
const OF_A_PAIR = 0.5;

/** A word or two are looked for in keywords and titles alone: lines tell nothing of what a single word of theirs may mean. */
const FEWEST_OF_A_LINE = 3;

const made = new WeakMap<Library, Map<string, Examples>>();

/**
 * The talks that a line is like, the likeliest first: of those that keywords begin and that are open to one of `roles`.
 * Their examples are their keywords, their titles and the lines under `like`; compared are words and pairs of neighbours,
 * without marks. A multinomial naive Bayes with Dirichlet smoothing towards all examples (Zhai and Lafferty, 2004).
 */
export function talksLike(
  library: Library,
  locale: string,
  line: string,
  roles: readonly string[],
): Likeness[] {
  const { talks, having, terms } = examplesIn(library, locale, wordsIn(line).length < FEWEST_OF_A_LINE);
  const said = [...termsOf(line)].flatMap((term) => {
    const known = having.get(term);
    return known === undefined
      ? []
      : [{ term, usual: known / terms, weight: term.includes(" ") ? OF_A_PAIR : 1 }];
  });
  return talks
    .filter(({ flow }) => isOpenTo(flow, roles))
    .map((talk) => ({
      flow: talk.flow.flow,
      score: said.reduce((sum, { term, usual, weight }) => {
        const here = ((talk.having.get(term) ?? 0) + OF_ALL * usual) / (talk.terms + OF_ALL);
        return sum + weight * Math.log(here / usual);
      }, 0),
    }))
    .toSorted((a, b) => b.score - a.score);
}

/** Counted once for each language, with the lines under `like` and without. */
function examplesIn(library: Library, locale: string, isShort: boolean): Examples {
  const byName = made.get(library) ?? new Map<string, Examples>();
  made.set(library, byName);
  const name = `${locale} ${isShort}`;
  const examples = byName.get(name) ?? countExamples(library, locale, isShort ? NAMES : [...NAMES, "like"]);
  byName.set(name, examples);
  return examples;
}

const NAMES = ["keywords", "alone", "alone_household", "alone_officer", "alone_leader"];

function countExamples(library: Library, locale: string, lists: readonly string[]): Examples {
  const all = new Map<string, number>();
  const talks = [...library.flows.values()]
    .filter((flow) => flow.starts_on_keywords)
    .map((flow): Talk => {
      const having = new Map<string, number>();
      for (const line of linesOf(library, locale, flow, lists))
        for (const term of termsOf(line)) for (const count of [having, all]) add(count, term);
      return { flow, having, terms: sumOf(having) };
    });
  return { talks, having: all, terms: sumOf(all) };
}

function linesOf({ words }: Library, locale: string, { flow }: Flow, lists: readonly string[]): string[] {
  return [
    ...lists.flatMap((list) => words.list(locale, `${flow}.${list}`)),
    words.text(locale, `${flow}.title`),
  ];
}

/** The words of a line but those that point at whoever writes, and its pairs of neighbours; each once. */
function termsOf(line: string): Set<string> {
  const words = wordsIn(usualSpelling(line))
    .filter((word) => word.length > 1 && !NO_NAMES.has(word))
    .map((word) => fold(word));
  return new Set([...words, ...words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`)]);
}

function add(count: Map<string, number>, term: string): void {
  count.set(term, (count.get(term) ?? 0) + 1);
}

function sumOf(count: ReadonlyMap<string, number>): number {
  return [...count.values()].reduce((sum, one) => sum + one, 0);
}

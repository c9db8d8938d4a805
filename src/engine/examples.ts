import { NO_NAMES } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { wordsIn } from "../language/said-phrase.ts";
import { usualSpelling } from "../language/usual-spelling.ts";
import type { Words } from "../i18n/words.ts";
import type { Flow } from "./flow.ts";

/** The examples of a talk: how many of them have a term, and how many terms they have together. */
export type TalkExamples = { flow: Flow; having: ReadonlyMap<string, number>; terms: number };
/** Those of all talks, and the same counted over all of them. */
export type Examples = {
  talks: readonly TalkExamples[];
  having: ReadonlyMap<string, number>;
  terms: number;
};

const NAMES = ["keywords", "alone", "alone_household", "alone_officer", "alone_leader"];

/** Keywords and titles of the talks that keywords begin. */
export function namesOf(flows: readonly Flow[], words: Words, locale: string): Examples {
  return countExamples(flows, (flow) => namesIn(words, locale, flow));
}

/** The same, and the lines under `like`. */
export function linesOf(flows: readonly Flow[], words: Words, locale: string): Examples {
  return countExamples(flows, (flow) => [
    ...namesIn(words, locale, flow),
    ...words.list(locale, `${flow.flow}.like`),
  ]);
}

function namesIn(words: Words, locale: string, { flow }: Flow): string[] {
  return [
    ...NAMES.flatMap((list) => words.list(locale, `${flow}.${list}`)),
    words.text(locale, `${flow}.title`),
  ];
}

function countExamples(flows: readonly Flow[], linesFor: (flow: Flow) => readonly string[]): Examples {
  const all = new Map<string, number>();
  const talks = flows
    .filter((flow) => flow.starts_on_keywords)
    .map((flow): TalkExamples => {
      const having = new Map<string, number>();
      for (const line of linesFor(flow))
        for (const term of termsOf(line)) for (const count of [having, all]) add(count, term);
      return { flow, having, terms: sumOf(having) };
    });
  return { talks, having: all, terms: sumOf(all) };
}

/** The words of a line but those that point at whoever writes, and its pairs of neighbours; each once, without marks. */
export function termsOf(line: string): Set<string> {
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

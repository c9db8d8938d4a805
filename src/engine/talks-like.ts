import { NO_NAMES } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { wordsIn } from "../language/said-phrase.ts";
import { isOpenTo, type Library } from "./library.ts";

/** A word that leads to more talks than this tells nothing. */
const MOST_TALKS_OF_A_TELLING_WORD = 4;

/** Words that say where, and of no talk what it is about. */
const PLACES: ReadonlySet<string> = new Set("xã xa ấp ap huyện huyen tỉnh tinh phường phuong".split(" "));

/**
 * The talks that have the most telling words in common with a line, the likeliest first: of those that keywords begin and
 * that are open to one of `roles`. A word tells the more the fewer talks it leads to (its inverse document frequency), and
 * two words that stand side by side in both tell more than each for itself. Common words alone, however many, lead nowhere.
 * Marks may be left out, but not be others. With "pair" one word in common is too little: the line names somebody, and what
 * else is in it may be about anything.
 */
export function talksLike(
  library: Library,
  locale: string,
  line: string,
  roles: readonly string[],
  fewest: "word" | "pair" = "word",
): string[] {
  const said = termsOf(line);
  const talks = [...library.flows.values()]
    .filter((flow) => flow.starts_on_keywords && isOpenTo(flow, roles))
    .map(({ flow }) => {
      const typed = library.words.list(locale, `${flow}.keywords`);
      const named = [...typed, library.words.text(locale, `${flow}.title`)];
      const terms = named.flatMap((words) => [...termsOf(words)]);
      return { flow, terms: new Set([...terms, ...terms.map((term) => fold(term))]) };
    });
  const telling = (term: string): number =>
    Math.log(talks.length / talks.filter(({ terms }) => terms.has(term)).length);
  return talks
    .map(({ flow, terms }) => {
      const both = [...said].filter((term) => terms.has(term));
      const shared = fewest === "pair" && !both.some((term) => term.includes(" ")) ? [] : both.map(telling);
      return { flow, most: Math.max(...shared), score: shared.reduce((sum, weight) => sum + weight, 0) };
    })
    .filter(({ most }) => most >= Math.log(talks.length / MOST_TALKS_OF_A_TELLING_WORD))
    .toSorted((a, b) => b.score - a.score)
    .map(({ flow }) => flow);
}

/** The words of a line but those that point at whoever writes, and its pairs of neighbours. */
function termsOf(line: string): Set<string> {
  const words = wordsIn(line).filter((word) => word.length > 1 && !NO_NAMES.has(word));
  return new Set([
    ...words.filter((word) => !PLACES.has(word)),
    ...words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`),
  ]);
}

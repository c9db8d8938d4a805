import { wordsIn } from "../language/said-phrase.ts";
import { termsOf } from "./examples.ts";
import { isOpenTo, type Library } from "./library.ts";

/**
 * A talk that a line may mean. The score is a logarithm of odds (natural): how much likelier the line's words are in this
 * talk's examples than in everybody's; 0 tells nothing, and two talks that are 2.5 apart are twelve to one.
 */
export type Likeness = { flow: string; score: number };

/** So many terms of everybody's examples stand beside those of each talk, so that what it has not heard yet is not nothing. */
const OF_ALL = 15;
/** What two neighbours tell beside what each of them tells for itself. */
const OF_A_PAIR = 0.5;
/** A word or two are looked for in keywords and titles alone: lines tell nothing of what a single word of theirs may mean. */
const FEWEST_OF_A_LINE = 3;

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
  const isShort = wordsIn(line).length < FEWEST_OF_A_LINE;
  const { talks, having, terms } = library.examples(locale, isShort ? "names" : "lines");
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

import { DENIALS } from "./denials.ts";
import { saysPhrase, wordsIn } from "./said-phrase.ts";

/** What stands before what one gives up, or asks about. */
const NOT_NOW = new Set([...DENIALS, ..."đừng chưa nghỉ bỏ thôi hết chán hay hoặc sao".split(" ")]);

/**
 * Which option a line names that was not written to answer: `lập kế hoạch cho chị Thu nuôi bò`. A name of one word counts
 * behind a verb that some option begins with, so that `gà` is none in `nhà chị Gà`. Null where two are named, or where
 * something is denied or weighed.
 */
export function optionTold(line: string, options: readonly (readonly string[])[]): number | null {
  const said = wordsIn(line);
  if (said.some((word) => NOT_NOW.has(word))) return null;
  const verbs = [...new Set(options.map(([label = ""]) => wordsIn(label)[0] ?? ""))].filter(Boolean);
  const found = options.flatMap((names, index) =>
    names.flatMap((name) => {
      const words = wordsIn(name);
      const whole = words.length > 1 ? [words] : verbs.map((verb) => [verb, ...words]);
      return whole.filter((phrase) => saysPhrase(said, phrase)).map((phrase) => ({ index, phrase }));
    }),
  );
  const longest = found.toSorted((one, other) => other.phrase.length - one.phrase.length)[0];
  if (longest === undefined) return null;
  const isOther = ({ index, phrase }: (typeof found)[number]): boolean =>
    index !== longest.index && !saysPhrase(longest.phrase, phrase);
  return found.some(isOther) ? null : longest.index;
}

import { type Fit, FITS, fitOf, indexOfWords, type Name, nameOf, spelledLike } from "./choice-match.ts";
import { linesNamed } from "./choice-number.ts";
import { stripPoliteness } from "./politeness.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";
import { type Token, tokens } from "./tokens.ts";
import { readYesNo } from "./yes-no.ts";

/** One line of a numbered list, in the order in which it was shown. */
export type Option = { id: string; label: string; synonyms?: string[] };

/** A label or synonym with its option. */
type Called = { id: string; name: Name };
type Match = { id: string; fit: Fit; name: Name; at: number; spelled: boolean };

const MOST_TOKENS = 80;
const MOST_PARTS = 8;
const CHOOSING = new Set("chon lay muon thich bam nhan tra loi quyet dinh dang ky lam".split(" "));
/** Only as written here: `bo` is a cow more often than `bỏ`, and `dung` a button called `Dừng`. */
const NOT = new Set(
  "không khong ko kg hông hổng hong hok hem hơm hổng chẳng chả cha đừng khỏi khoi trừ tru chưa chua ngoài ngoai bỏ".split(
    " ",
  ),
);

/**
 * Reads which option was meant and gives its id: by number as shown, by label, by a part of it, without diacritics, with
 * a slip of one or two letters, by synonym. Two options that fit equally well are ambiguous; a number that no line has is
 * not understood. A refusal (`không lấy bò`) never chooses what it refuses.
 */
export function readChoice(input: string, { options }: { options: readonly Option[] }): Reading<string> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const whole = tokens(input);
  if (whole.length > MOST_TOKENS) return { kind: "not_understood" };
  const read = input.trim();
  const called = options.flatMap(({ id, label, synonyms = [] }) =>
    [label, ...synonyms].map((text): Called => ({ id, name: nameOf(tokens(text)) })),
  );
  const letters = nameOf(whole).folded;
  const sameLetters = called.filter(({ name }) => name.folded === letters);
  const exact = bestMatches(matches(nameOf(whole), sameLetters)).filter(
    ({ fit }) => fit === "exact" || fit === "folded",
  );
  const core = withoutLead(stripPoliteness(whole));
  const numbered = byNumber(core.length > 0 ? core : whole, options);
  if (numbered !== null && numbered.only) return settle(numbered.ids, read, "certain");
  const found = exact.length > 0 ? exact : named(core, called);
  if (found.length === 0 && numbered === null) return settle(byMeaning(input, options), read, "certain");
  const ids = distinct([...found.map(({ id }) => id), ...(numbered?.ids ?? [])]);
  if (numbered !== null && found.every(({ fit }) => fit === "slip" || fit === "words")) {
    return settle(numbered.ids, read, "certain");
  }
  return settle(ids, read, found.every(isCertain) ? "certain" : "likely");
}

function isCertain({ fit, spelled }: Match): boolean {
  return fit !== "words" && fit !== "slip" && spelled;
}

/** `hổng có`, `ừ` where the options are a yes and a no. */
function byMeaning(input: string, options: readonly Option[]): string[] {
  const answer = readYesNo(input);
  if (answer.kind !== "understood" || answer.sure !== "certain") return [];
  return options
    .filter(({ label }) => {
      const option = readYesNo(label);
      return option.kind === "understood" && option.sure === "certain" && option.value === answer.value;
    })
    .map(({ id }) => id);
}

function settle(ids: string[], read: string, sure: "certain" | "likely"): Reading<string> {
  const [only, ...others] = ids;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length > 0) return { kind: "ambiguous", alternatives: ids.map((value) => ({ value })) };
  return { kind: "understood", value: only, read, sure };
}

/** `chọn`, `lấy`, `em muốn` … in front of what is chosen. */
function withoutLead(all: Token[]): Token[] {
  let from = 0;
  while (from < all.length && CHOOSING.has(all[from]?.plain ?? "")) from += 1;
  return from === 0 ? all : stripPoliteness(all.slice(from));
}

function byNumber(core: Token[], options: readonly Option[]): { ids: string[]; only: boolean } | null {
  const naming = linesNamed(core, options.length);
  if (naming === null) return null;
  const ids = naming.lines.map((line) => options[line - 1]?.id);
  const known = ids.filter((id) => id !== undefined);
  if (known.length < ids.length) return naming.only ? { ids: [], only: true } : null;
  return { ids: distinct(known), only: naming.only };
}

const CONNECTING = new Set(["va", "voi", "hoac", "hay", ",", "/", "&", "+"]);

/** The options that the answer names; where it names several with `và`, `hoặc`, `,` between them, all of these. */
function named(core: Token[], called: readonly Called[]): Match[] {
  const whole = namedBy(core, called);
  if (whole.length > 0 || !core.some(({ plain }) => CONNECTING.has(plain))) return whole;
  const parts: Token[][] = [[]];
  for (const token of core) {
    if (CONNECTING.has(token.plain)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const found = parts.slice(0, MOST_PARTS).map((part) => namedBy(stripPoliteness(part), called));
  return found.every(({ length }) => length > 0) ? found.flat() : [];
}

/** The options whose names fit best, unless the answer refuses them. */
function namedBy(core: Token[], called: readonly Called[]): Match[] {
  const answer = nameOf(core);
  if (answer.words.length === 0) return [];
  const best = bestMatches(matches(answer, called));
  const fit = best[0]?.fit;
  if (fit === "inside") return longest(best).filter((match) => !refuses(answer.words.slice(0, match.at)));
  // A bare `không` is not the `Không biết` among the options.
  const onlyRefuses = answer.words.every(({ text }) => NOT.has(text));
  return best.filter(
    ({ name }) => !refuses(answer.words) || (refuses(name.words) && !(onlyRefuses && fit === "part")),
  );
}

function matches(answer: Name, called: readonly Called[]): Match[] {
  return called.flatMap(({ id, name }) => {
    const fit = fitOf(answer, name);
    if (fit === null) return [];
    return [
      { id, fit, name, at: indexOfWords(answer.words, name.words), spelled: spelledLike(answer, name) },
    ];
  });
}

function bestMatches(all: Match[]): Match[] {
  const best = FITS.find((fit) => all.some((match) => match.fit === fit));
  return all.filter(({ fit }) => fit === best);
}

/** A name that stands inside another one that was found (`gà` in `gà thả vườn`) was not meant on its own. */
function longest(found: Match[]): Match[] {
  const end = ({ at, name }: Match): number => at + name.words.length;
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.name.words.length > one.name.words.length && other.at <= one.at && end(other) >= end(one),
      ),
  );
}

function refuses(words: Token[]): boolean {
  return words.some(({ text }) => NOT.has(text));
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}

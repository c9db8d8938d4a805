import { type Fit, FITS, fitOf, indexOfWords, type Name, nameOf, spelledLike } from "./choice-match.ts";
import { amountAt } from "./amount.ts";
import { linesNamed } from "./choice-number.ts";
import { decodeTelex } from "./key-leftovers.ts";
import { foldWord } from "./normalise.ts";
import { NUMBERS } from "./numbers.ts";
import { stripPoliteness } from "./politeness.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";
import { remembered } from "./remembered.ts";
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
  const called = options.flatMap(({ id, label, synonyms = [] }) =>
    [label, ...synonyms].map((text): Called => ({ id, name: nameOfText(text) })),
  );
  const read = input.trim();
  const plain = choiceIn(read, whole, options, called);
  if (plain !== null) return plain;
  const meant = byMeaning(input, options);
  if (meant.length > 0) return settle(meant, read, "certain");
  return otherwiseWritten(read, whole, options, called);
}

/** Labels are read with every answer to them. */
const nameOfText = remembered((text) => nameOf(tokens(text)), 2000);

function choiceIn(
  read: string,
  whole: Token[],
  options: readonly Option[],
  called: readonly Called[],
): Reading<string> | null {
  const letters = nameOf(whole).folded;
  const sameLetters = called.filter(({ name }) => name.folded === letters);
  const exact = bestMatches(matches(nameOf(whole), sameLetters)).filter(
    ({ fit }) => fit === "exact" || fit === "folded",
  );
  const polite = stripPoliteness(loosened(whole));
  const core = withoutLead(polite);
  const numbered = byNumber(core.length > 0 ? core : whole, options);
  if (numbered !== null && numbered.only) return settle(numbered.ids, read, "certain");
  const found = exact.length > 0 ? exact : firstFound([core, polite, whole], called);
  if (found.length === 0 && numbered === null) return numberAndName(read, core, options, called);
  const ids = distinct([...found.map(({ id }) => id), ...(numbered?.ids ?? [])]);
  if (numbered !== null && found.every(({ fit }) => fit === "slip" || fit === "words")) {
    return settle(numbered.ids, read, "certain");
  }
  return settle(ids, read, found.every(isCertain) ? "certain" : "likely");
}

/** `2nha`: behind the number of a line there is no unit. */
function loosened(all: Token[]): Token[] {
  return all.map((token) => (token.kind === "word" && token.glued ? { ...token, glued: false } : token));
}

/** Without the words around it, and with them where they are a part of the name (`làm thuê`, `nhà`). */
function firstFound(ways: readonly Token[][], called: readonly Called[]): Match[] {
  for (const way of ways) {
    const found = named(way, called);
    if (found.length > 0) return found;
  }
  return [];
}

/** `2. nuôi heo`: the line and its name. Where they do not agree, both are asked. */
function numberAndName(
  read: string,
  core: Token[],
  options: readonly Option[],
  called: readonly Called[],
): Reading<string> | null {
  const line = core[0]?.kind === "digits" ? options[Number(core[0].text) - 1]?.id : undefined;
  // Where the labels hold numbers, `2 triệu` is no second line.
  if (line === undefined || called.some(({ name }) => /\d/.test(name.folded))) return null;
  const names = distinct(named(core.slice(1), called).map(({ id }) => id));
  if (names.length === 0) return null;
  return names.includes(line) ? settle([line], read, "certain") : settle([line, ...names], read, "likely");
}

/** The same answer with Telex keys decoded, with its numbers in digits, or as a row of names. */
function otherwiseWritten(
  read: string,
  whole: Token[],
  options: readonly Option[],
  called: readonly Called[],
): Reading<string> {
  const decoded = whole.map(withoutKeys);
  const canonical = called.map(({ id, name }): Called => ({ id, name: nameOf(inDigits(name.words)) }));
  const found =
    choiceIn(read, decoded, options, called) ?? choiceIn(read, inDigits(whole), options, canonical);
  if (found !== null) return found.kind === "understood" ? { ...found, sure: "likely" } : found;
  const each = stripPoliteness(whole).map((word) => named([word], called));
  const row = each.length > 1 && each.every((one) => new Set(one.map(({ id }) => id)).size === 1);
  return row ? settle(distinct(each.flat().map(({ id }) => id)), read, "likely") : { kind: "not_understood" };
}

function withoutKeys(token: Token): Token {
  const text = token.kind === "word" ? decodeTelex(token.text) : null;
  return text === null ? token : { ...token, text, plain: foldWord(text) };
}

/** `ấp mười hai` as `ấp 12`, `dưới 1tr` as `dưới 1000000`. */
function inDigits(all: Token[]): Token[] {
  const written: Token[] = [];
  for (let at = 0; at < all.length;) {
    const token = all[at];
    const amount = amountAt(all, at, NUMBERS);
    const [value] = amount?.values ?? [];
    if (token === undefined) break;
    if (amount === null || value === undefined || amount.values.length > 1) {
      written.push(token);
      at += 1;
    } else {
      written.push({ ...token, kind: "digits", text: String(value), plain: String(value) });
      at = amount.next;
    }
  }
  return written;
}

function isCertain({ fit, spelled }: Match): boolean {
  return fit !== "slip" && spelled;
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

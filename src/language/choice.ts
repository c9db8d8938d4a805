import { amountAt } from "./amount.ts";
import { nameOf } from "./choice-match.ts";
import { bestMatches, type Called, type Match, matches, named } from "./choice-named.ts";
import { linesNamed } from "./choice-number.ts";
import { asHeard, isRespect, looserWays, theOneCalled, withoutLead, withoutTitles } from "./choice-ways.ts";
import { DENIALS } from "./denials.ts";
import { decodeTelex } from "./key-leftovers.ts";
import { foldWord } from "./normalise.ts";
import { NUMBERS } from "./plain-numbers.ts";
import { stripPoliteness } from "./politeness.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";
import { remembered } from "./remembered.ts";
import { stoodBy } from "./second-thoughts.ts";
import { type Token, tokens } from "./tokens.ts";
import { readYesNo } from "./yes-no.ts";

/** One line of a numbered list, in the order in which it was shown. */
export type Option = { id: string; label: string; synonyms?: string[] };

const MOST_TOKENS = 80;

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
  const later = onlyLater(whole, options);
  if (later !== null) return settle([later], read, "likely");
  const otherwise = otherwiseWritten(read, whole, options, called);
  return otherwise.kind === "not_understood" ? putRight(read, whole, options, called) : otherwise;
}

/** `1 nhầm 2`, `bò à không heo`, `không phải bò, heo`: what is said last, read back. */
function putRight(
  read: string,
  whole: Token[],
  options: readonly Option[],
  called: readonly Called[],
): Reading<string> {
  const isNamed = (part: Token[]): boolean => choiceIn(read, part, options, called) !== null;
  const { tokens: said, revised } = stoodBy(whole, isNamed);
  // `chăn nuôi được không` asks about it.
  const answers =
    said.at(-1) === whole.at(-1) || said[0] !== whole[0] || !DENIALS.includes(whole.at(-1)?.text ?? "");
  const found = revised && answers ? choiceIn(read, said, options, called) : null;
  if (found === null) return { kind: "not_understood" };
  return found.kind === "understood" ? { ...found, sure: "likely" } : found;
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
  const counted = byNumber(core.length > 0 ? core : whole, options);
  const numbered = counted !== null && isName(polite, called) ? null : counted;
  // Who types `Sáu` at a list with one chị Sáu in it means her, and not the sixth line.
  const person = numbered === null ? null : theOneCalled(core.length > 0 ? core : whole, options);
  if (person !== null) return settle([person], read, "certain");
  if (numbered !== null && numbered.only) return settle(numbered.ids, read, "certain");
  const ways = isRespect(whole) ? [] : [core, polite, whole];
  const looser = isRespect(whole) ? [] : [...looserWays(polite), ...looserWays(whole)];
  const close = exact.length > 0 ? exact : firstFound(ways, called);
  const found = close.length > 0 ? close : spelledOut(firstFound(looser, called));
  if (found.length === 0 && numbered === null) return numberAndName(read, core, options, called);
  const ids = distinct([...found.map(({ id }) => id), ...(numbered?.ids ?? [])]);
  if (numbered !== null && found.every(({ fit }) => fit === "slip" || fit === "words")) {
    return settle(numbered.ids, read, "certain");
  }
  return settle(ids, read, found.every(isCertain) ? "certain" : "likely");
}

/** `một phần` where a label says so: a part of that name, and no first part. */
function isName(core: Token[], called: readonly Called[]): boolean {
  if (core.length < 2 || core[0]?.kind !== "word") return false;
  return [...named(core, called), ...named(inDigits(core), calledInDigits(called))].some(
    ({ fit }) => fit === "exact" || fit === "folded" || fit === "part",
  );
}

function calledInDigits(called: readonly Called[]): Called[] {
  return called.map(({ id, name }) => ({ id, name: nameOf(inDigits(name.words)) }));
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
  const found =
    choiceIn(read, decoded, options, called) ??
    choiceIn(read, inDigits(whole), options, calledInDigits(called)) ??
    byEar(read, whole, called) ??
    byTitle(read, whole, called);
  if (found !== null) return found.kind === "understood" ? { ...found, sure: "likely" } : found;
  const each = stripPoliteness(whole).map((word) => named([word], called));
  const row = each.length > 1 && each.every((one) => new Set(one.map(({ id }) => id)).size === 1);
  return row ? settle(distinct(each.flat().map(({ id }) => id)), read, "likely") : { kind: "not_understood" };
}

/** `nuôi zê` for `Nuôi dê`: every letter as it is heard, and no slip besides. */
function byEar(read: string, whole: Token[], called: readonly Called[]): Reading<string> | null {
  if (isRespect(whole)) return null;
  const heard = called.map(({ id, name }): Called => ({ id, name: nameOf(name.words.map(asHeard)) }));
  const found = spelledOut(firstFound([stripPoliteness(whole).map(asHeard)], heard));
  return found.length === 0 ? null : settle(distinct(found.map(({ id }) => id)), read, "likely");
}

/** `co sau`, `hộ bà Mười`: somebody's title and name. */
function byTitle(read: string, whole: Token[], called: readonly Called[]): Reading<string> | null {
  const name = withoutTitles(stripPoliteness(whole)) ?? withoutTitles(whole);
  const found = name === null ? [] : spelledOut(named(name, called));
  return found.length === 0 ? null : settle(distinct(found.map(({ id }) => id)), read, "likely");
}

function spelledOut(found: Match[]): Match[] {
  return found.filter(({ fit }) => fit !== "slip");
}

/** `duwaf`, `dừaaa`: from Telex keys, and without the last letter drawn out. */
function withoutKeys(token: Token): Token {
  const drawn = token.text.replace(/(\p{L})\1+$/u, "$1");
  const text =
    token.kind === "word" ? (decodeTelex(token.text) ?? (drawn === token.text ? null : drawn)) : null;
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

/** `chưa` alone is the one option that begins so, where no other one says no. */
function onlyLater(whole: Token[], options: readonly Option[]): string | null {
  const core = stripPoliteness(whole);
  if (core.length !== 1 || !/^(?:chưa|chua)$/.test(core[0]?.text ?? "")) return null;
  const refusing = options.filter(({ label }) =>
    /^(?:chưa|không|hổng|hông)\s/iu.test(label.normalize("NFC")),
  );
  const [only, ...others] = refusing;
  return only !== undefined && others.length === 0 && /^chưa/iu.test(only.label) ? only.id : null;
}

function settle(ids: string[], read: string, sure: "certain" | "likely"): Reading<string> {
  const [only, ...others] = ids;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length > 0) return { kind: "ambiguous", alternatives: ids.map((value) => ({ value })) };
  return { kind: "understood", value: only, read, sure };
}

function byNumber(core: Token[], options: readonly Option[]): { ids: string[]; only: boolean } | null {
  const naming = linesNamed(core, options.length);
  if (naming === null) return null;
  const ids = naming.lines.map((line) => options[line - 1]?.id);
  const known = ids.filter((id) => id !== undefined);
  if (known.length < ids.length) return naming.only ? { ids: [], only: true } : null;
  return { ids: distinct(known), only: naming.only };
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}

import { isAscii } from "./normalise.ts";
import { remembered } from "./remembered.ts";
import { withTone } from "./tone-placement.ts";

const TELEX_TONES: ReadonlyMap<string, string> = new Map([
  ["f", "\u0300"],
  ["s", "\u0301"],
  ["x", "\u0303"],
  ["r", "\u0309"],
  ["j", "\u0323"],
]);
const VNI_TONES: ReadonlyMap<string, string> = new Map([
  ["2", "\u0300"],
  ["1", "\u0301"],
  ["4", "\u0303"],
  ["3", "\u0309"],
  ["5", "\u0323"],
]);
const CIRCUMFLEX: ReadonlyMap<string, string> = new Map([
  ["a", "â"],
  ["e", "ê"],
  ["o", "ô"],
]);

/** Onset, at most three vowels, coda: enough to tell a syllable of Vietnamese from two words run together. */
const SYLLABLE =
  /^(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aeiouyăâêôơư]{1,3}(?:ch|nh|ng|[cmnpt])?$/;
const LONGEST_SYLLABLE = 12;

/** Keys that Telex turns into marks; most words hold none, and are let go at once. */
const TELEX_KEYS = /[aeiouy].*[sfrxj]|w|dd|aa|ee|oo/;

/** What a word typed by Telex with the input method switched off was meant to be (`trieeju` → `triệu`); null if it is none. */
export function decodeTelex(word: string): string | null {
  return word.length > LONGEST_SYLLABLE ? null : fromTelex(word).word;
}

const fromTelex = remembered((word) => ({ word: telexWord(word) }), 5000);

function telexWord(word: string): string | null {
  if (!TELEX_KEYS.test(word) || !isAscii(word)) return null;
  const firstVowel = word.search(/[aeiouyw]/);
  const tones = Array.from(word.slice(firstVowel)).filter((key) => TELEX_TONES.has(key));
  if (tones.length > 1) return null;
  const bare = word.slice(0, firstVowel) + word.slice(firstVowel).replace(/[sfrxj]/g, "");
  const letters = bare
    .replace(/^dd/, "đ")
    .replace(/^(d)([a-z]*)d$/, "đ$2")
    .replace(/aa/, "â")
    .replace(/ee/, "ê")
    .replace(/oo/, "ô")
    .replace(/(uo)([a-z]*)w/, "ươ$2")
    .replace(/uow|uwow|uwo/, "ươ")
    .replace(/([aou])([cghmnpt]{1,2})w$/, "$1w$2")
    .replace(/aw/, "ă")
    .replace(/ow/, "ơ")
    .replace(/uw|w/, "ư");
  return syllable(letters, TELEX_TONES.get(tones[0] ?? "") ?? "", word);
}

/** The same for VNI (`trie6u5` → `triệu`). Digits only at the end are left alone: `tr5`, `ngan2` are amounts. */
export function decodeVni(word: string): string | null {
  if (word.length > LONGEST_SYLLABLE || !/^[a-z]+\d[a-z0-9]*[a-z][0-9]*$/.test(word)) return null;
  const tones = Array.from(word).filter((key) => VNI_TONES.has(key));
  if (tones.length > 1) return null;
  let letters = "";
  for (const key of word) {
    const before = letters.slice(0, -1);
    const last = letters.slice(-1);
    if (VNI_TONES.has(key)) continue;
    if (key === "6") letters = withMark(letters, /[aeo](?=[a-z]*$)/, CIRCUMFLEX);
    else if (key === "7") letters = before + last.replace("u", "ư").replace("o", "ơ");
    else if (key === "8") letters = before + last.replace("a", "ă");
    else if (key === "9") letters = letters.replace(/^d/, "đ");
    else letters += key;
  }
  return syllable(letters.replace(/[uư]ơ/, "ươ"), VNI_TONES.get(tones[0] ?? "") ?? "", word);
}

function withMark(letters: string, vowel: RegExp, marks: ReadonlyMap<string, string>): string {
  return letters.replace(vowel, (found) => marks.get(found) ?? found);
}

function syllable(letters: string, tone: string, typed: string): string | null {
  if (!SYLLABLE.test(letters) || (letters === typed && tone === "")) return null;
  return tone === "" ? letters : withTone(letters, tone);
}

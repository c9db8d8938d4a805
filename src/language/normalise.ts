import { remembered } from "./remembered.ts";
import { placeTone } from "./tone-placement.ts";

/** Text made uniform, with the place in the original for each of its UTF-16 units. */
export type CleanText = {
  text: string;
  /** `starts[i]`..`ends[i]` is the part of the original that unit `i` comes from. */
  starts: number[];
  ends: number[];
};

const SPACE = /^\s$/u;
const INVISIBLE = /^(?:\p{Cf}|\p{Cc}|[\u{1F3FB}-\u{1F3FF}]|\u034F|\u17B4|\u17B5)$/u;
/** Variation selectors, the keycap of emoji digits, and the grapheme joiner ride on other characters. */
const RIDERS = /[\uFE00-\uFE0F\u20E3\u034F]/g;
const DECIMAL_DIGIT = /^\p{Nd}$/u;

const REPLACED: ReadonlyMap<string, string> = new Map([
  ...pairs("‐‑‒–—―−", "-"),
  ...pairs("‘’ʼ`´", "'"),
  ...pairs("“”„«»", '"'),
  ...pairs("×✕✖⨯", "x"),
  ...pairs("ðđ₫", "đ"),
  ...pairs("→➡⇒", "→"),
  ...pairs("～〜∼≈", "~"),
  ["½", " 1/2"],
  ["¼", " 1/4"],
  ["¾", " 3/4"],
  ["…", " "],
  ["、", ","],
  ["。", "."],
]);

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from).map((character) => [character, to]);
}

/**
 * One line of text as the readers want it: composed (NFC), lower case, one kind of digit, dash, quote and space, nothing
 * invisible, the tone mark of each syllable where the newer spelling puts it, spaces collapsed.
 */
export function normalise(text: string): string {
  return clean(text)
    .text.replace(/[\p{L}\p{M}]+/gu, (word) => placeTone(word))
    .replace(/ +/g, " ")
    .trim();
}

/** The same text without diacritics, đ as d: for comparing with what was typed without them. */
export function fold(text: string): string {
  return foldWord(normalise(text));
}

/** Takes the diacritics from text that is already normalised. Letters of other scripts stay as they are. */
export function foldWord(word: string): string {
  return isAscii(word) ? word : withoutMarks(word);
}

const withoutMarks = remembered(
  (word) =>
    word
      .normalize("NFD")
      .replace(/[\u0300-\u036F]/g, "")
      .replace(/đ/g, "d")
      .normalize("NFC"),
  5000,
);

/** Whether a word is written without any diacritic (and in Latin letters). */
export function isAscii(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) if (word.charCodeAt(index) > 127) return false;
  return true;
}

/** Makes characters uniform and remembers where each came from; does not collapse spaces or move tones. */
export function clean(input: string): CleanText {
  const result: CleanText = { text: "", starts: [], ends: [] };
  CHARACTER.lastIndex = 0;
  for (let at = 0; at < input.length;) {
    let raw = input[at] ?? "";
    // Most of what people type is one unit a character: no need to look for marks that ride on it.
    if (!isPlainLetter(input.charCodeAt(at)) || !isPlainLetter(input.charCodeAt(at + 1))) {
      CHARACTER.lastIndex = at;
      raw = CHARACTER.exec(input)?.[0] ?? raw;
    }
    const made = cleanOne(raw);
    result.text += made;
    for (let unit = 0; unit < made.length; unit += 1) {
      result.starts.push(at);
      result.ends.push(at + raw.length);
    }
    at += raw.length;
  }
  return result;
}

/** One character with the marks that ride on it; marks at the beginning of a text ride on nothing. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/uy;

/** A unit that is a whole character of Vietnamese, and no mark that may ride on the one before it; also the end. */
function isPlainLetter(code: number): boolean {
  return !(code >= 0x300) || (code >= 0x1ea0 && code <= 0x1ef9);
}

const cleanOne = remembered(cleanCharacter, 2000);

function cleanCharacter(raw: string): string {
  if (raw.length === 1 && /[a-z0-9]/.test(raw)) return raw;
  const one = raw.replace(RIDERS, "").normalize("NFC");
  if (SPACE.test(one)) return " ";
  if (INVISIBLE.test(one)) return "";
  if (DECIMAL_DIGIT.test(one)) return String(digitValue(one));
  const narrow = narrowForm(one).toLowerCase();
  return REPLACED.get(narrow) ?? narrow;
}

/** Unicode keeps the ten digits of a script in one row, so the value is the distance from the row's zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 128) return code - 48;
  // The mathematical digits are five rows without a gap between them.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (zero > code - 9 && DECIMAL_DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/** Full-width forms U+FF01–FF5E mirror ASCII at a fixed distance. */
function narrowForm(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : character;
}

import { remembered } from "./remembered.ts";

/** Combining grave, acute, tilde, hook above, dot below: the five tone marks, after canonical decomposition. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const VOWEL = /^[aeiouyăâêôơư]$/;
const MARKED = /^[ăâêôơư]$/;

/**
 * The syllable with its tone mark where the newer spelling puts it (`hoà` → `hòa`, `triêụ` → `triệu`).
 * A word without a tone, or with more than one, comes back unchanged.
 */
export function placeTone(word: string): string {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) > 127) return placed(word);
  return word;
}

const placed = remembered((word) => {
  const decomposed = word.normalize("NFD");
  const tones = decomposed.match(TONE);
  if (tones?.length !== 1) return word;
  return withTone(decomposed.replace(TONE, "").normalize("NFC"), tones[0]);
}, 5000);

/** Puts a tone mark (a combining character) on a syllable that has none. */
export function withTone(syllable: string, tone: string): string {
  const letters = Array.from(syllable);
  const at = toneIndex(letters);
  if (at < 0) return syllable;
  return letters.map((letter, index) => (index === at ? (letter + tone).normalize("NFC") : letter)).join("");
}

/** Rule of the vowel that carries the tone: the marked one, else the middle, else by whether the syllable is closed. */
function toneIndex(letters: string[]): number {
  let first = letters.findIndex((letter) => VOWEL.test(letter));
  if (first < 0) return -1;
  const next = letters[first + 1] ?? "";
  const glide =
    (letters[first - 1] === "q" && letters[first] === "u") ||
    (letters[first - 1] === "g" && letters[first] === "i");
  if (glide && VOWEL.test(next)) first += 1;
  let end = first;
  while (end < letters.length && VOWEL.test(letters[end] ?? "")) end += 1;
  for (let index = end - 1; index >= first; index -= 1) {
    if (MARKED.test(letters[index] ?? "")) return index;
  }
  const count = end - first;
  if (count === 1) return first;
  if (count >= 3) return first + 1;
  return end < letters.length ? first + 1 : first;
}

/** The letters of a word without its tone mark; hats, horns and breves stay. */
export function withoutTone(word: string): string {
  return word.normalize("NFD").replace(TONE, "").normalize("NFC");
}

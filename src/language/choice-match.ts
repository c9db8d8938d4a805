import { BARE_DENIALS } from "./denials.ts";
import { LIVING } from "./free-line-words.ts";
import { foldWord, isAscii } from "./normalise.ts";
import { slips, slipsAllowed } from "./slip.ts";
import type { Token } from "./tokens.ts";
import { withoutTone } from "./tone-placement.ts";

/** One way of naming an option: its label or a synonym, in words. */
export type Name = { words: Token[]; joined: string; folded: string };

/** How an answer names an option, best first; `null` if it does not. */
export type Fit =
  | "exact"
  /** The same letters, diacritics aside. */
  | "folded"
  /** Words of the answer are words of the name, in their order and side by side. */
  | "part"
  /** The whole name stands in a longer answer. */
  | "inside"
  /** Every word of the answer is somewhere in the name. */
  | "words"
  | "slip";

export const FITS: readonly Fit[] = ["exact", "folded", "part", "inside", "words", "slip"];

const MOST_SLIP_WORDS = 10;
const SHORT = 5;
const MOST_BETWEEN = 2;
/** Ways to write không; `k` and `hong` are other words beside one that is not it. */
const SHORT_DENIALS: ReadonlySet<string> = new Set([...BARE_DENIALS, "kg"]);
const LIMITS = new Set("dưới trên hơn từ đến ít nhiều dưới".split(" "));
const THINGS: ReadonlySet<string> = new Set([...LIVING].map(foldWord));

/** Prepares an answer or a label for comparison. */
export function nameOf(words: Token[]): Name {
  const letters = words.filter(({ kind }) => kind !== "mark");
  return {
    words: letters,
    joined: letters.map(({ text }) => text).join(""),
    folded: letters.map(({ plain }) => plain).join(""),
  };
}

/** The best way in which `answer` names `name`. */
export function fitOf(answer: Name, name: Name): Fit | null {
  if (name.folded === "" || isOnLimit(answer.words, name.words)) return null;
  if (answer.joined === name.joined) return "exact";
  if (answer.folded === name.folded)
    return answer.words.length === 1 && !sameWord(answer, name) ? null : "folded";
  if (indexOfWords(name.words, answer.words) >= 0) return "part";
  if (indexOfWords(answer.words, name.words) >= 0) return "inside";
  const worded = answer.words.some(({ kind }) => kind === "word");
  if (
    worded &&
    answer.words.every((word) => isWholeWord(word) && name.words.some((other) => alike(word, other)))
  )
    return "words";
  if (isRunTogether(answer, name)) return "part";
  if (name.words.length > 1 && isSpread(answer.words, name.words)) return "slip";
  // A wrong digit is another number, not a slip.
  if (answer.words.length > MOST_SLIP_WORDS || /\d/.test(answer.folded) || /\d/.test(name.folded))
    return null;
  const most = Math.min(slipsAllowed(answer.folded.length), slipsAllowed(name.folded.length));
  const near = most > 0 && slips(answer.folded, name.folded, most) <= most;
  return near && !isOtherThing(answer.words, name.words) ? "slip" : partSlip(answer, name);
}

/** Whether every word with diacritics is spelt as in the name; `nuôi bó` for `Nuôi bò` is not. */
export function spelledLike(answer: Name, name: Name): boolean {
  return answer.words.every(
    ({ text, plain }) =>
      isAscii(text) ||
      !name.words.some((word) => word.plain === plain) ||
      name.words.some((word) => word.text === text),
  );
}

/** Where `part` stands in `whole`, word by word; -1 if it does not. */
export function indexOfWords(whole: Token[], part: Token[]): number {
  if (part.length === 0 || part.length > whole.length) return -1;
  for (let from = 0; from + part.length <= whole.length; from += 1) {
    if (part.every((word, index) => alike(whole[from + index], word))) return from;
  }
  return -1;
}

/** The same word, or one of the two typed without diacritics, or with another tone: `bó` is a slip for `bò`, `bơ` is not. */
function alike(a: Token | undefined, b: Token): boolean {
  if (a === undefined || spelling(a.plain) !== spelling(b.plain)) return false;
  return (
    a.text === b.text ||
    isAscii(a.text) ||
    isAscii(b.text) ||
    spelling(withoutTone(a.text)) === spelling(withoutTone(b.text))
  );
}

/** `batri` in `Phường Ba Tri`. */
function isRunTogether({ words, folded }: Name, name: Name): boolean {
  if (words.length !== 1 || folded.length < SHORT || /\d/.test(folded)) return false;
  return name.words.some((_, from) => {
    let joined = "";
    return name.words.slice(from).some(({ plain }, at) => {
      joined += plain;
      return at > 0 && joined === folded;
    });
  });
}

/** `kĩ thuật` is `kỹ thuật`. */
function spelling(plain: string): string {
  if (SHORT_DENIALS.has(plain)) return "khong";
  return plain.endsWith("y") ? `${plain.slice(0, -1)}i` : plain;
}

/** Every word of the name in its order, with a few others between them: `nuôi ong lấy mật`. */
function isSpread(answer: Token[], name: Token[]): boolean {
  if (answer.length > name.length + MOST_BETWEEN) return false;
  let at = 0;
  for (const word of answer) if (name[at] !== undefined && alike(word, name[at] ?? word)) at += 1;
  return at === name.length;
}

/** `1 triệu` stands in `Dưới 1 triệu`, and is not below it: a limit is named by its own words or by both its ends. */
function isOnLimit(answer: Token[], name: Token[]): boolean {
  const limit = name.filter(({ text }) => LIMITS.has(text));
  if (limit.length === 0 || numbersOf(name) === 0 || numbersOf(answer) === 0) return false;
  if (answer.some(({ plain }) => limit.some((word) => word.plain === plain))) return false;
  return numbersOf(name) < 2 || numbersOf(answer) < numbersOf(name);
}

function numbersOf(words: Token[]): number {
  return words.filter(({ kind }) => kind === "digits").length;
}

function isWholeWord({ kind, plain }: Token): boolean {
  return kind === "digits" || plain.length > 1;
}

function sameWord(answer: Name, name: Name): boolean {
  const [a] = answer.words;
  const [b] = name.words;
  return a === undefined || b === undefined || name.words.length > 1 || alike(a, b);
}

/** `nuôi cá` is no slip for `nuôi gà`, nor `trồng lúa` for `trồng dừa`: the word that differs is a thing of its own. */
function isOtherThing(answer: Token[], name: Token[]): boolean {
  if (answer.length !== name.length) return false;
  return answer.some((word, at) => {
    const other = name[at];
    if (other === undefined) return false;
    // `đúng` is no `dụng`: whoever types đ does not mean d. A hat in the wrong place (`vưòn`) is a slip.
    if (word.plain === other.plain) return word.text.startsWith("đ") && !other.text.startsWith("đ");
    return Math.min(word.plain.length, other.plain.length) < 3 || THINGS.has(word.plain);
  });
}

/** One slip in a part of the name (`chan nuoii` for `Chăn nuôi bò`), as long as the part itself is long. */
function partSlip(answer: Name, name: Name): Fit | null {
  const most = slipsAllowed(answer.folded.length);
  const [first] = answer.folded;
  if (most === 0 || answer.words.length >= name.words.length) return null;
  for (let from = 0; from + answer.words.length <= name.words.length; from += 1) {
    const part = name.words.slice(from, from + answer.words.length);
    const letters = part.map(({ plain }) => plain).join("");
    const near = slips(answer.folded, letters, Math.min(most, slipsAllowed(letters.length))) <= 1;
    // A short word that begins otherwise is another word: `mướn`, `buôn`.
    const begins = answer.folded.length > SHORT || letters.startsWith(first ?? "");
    if (near && begins && !isOtherThing(answer.words, part)) return "slip";
  }
  return null;
}

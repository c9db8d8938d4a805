import { decodeTelex } from "./key-leftovers.ts";
import { isAbout, nameParts } from "./name-parts.ts";
import {
  ADDRESS,
  BARE_TITLES,
  EVERYDAY_PAIRS,
  LEADS,
  SENTENCE,
  SOFT_TAILS,
  SURNAMES,
  TAILS,
  TELLS,
} from "./name-words.ts";
import { foldWord, isAscii } from "./normalise.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";

const FEWEST_WORDS = 2;
/** `Công Tằng Tôn Nữ Thị Ngọc Lan` */
const MOST_WORDS = 7;
/** With who speaks and how in front; a longer text tells a story. */
const MOST_WORDS_AROUND = 40;
const MOST_PARTS = 4;
const LONGEST_WORD = 12;
const ORDINALS = new Set("hai ba tư năm sáu bảy tám chín mười út".split(" "));
const BARE_SURNAMES: ReadonlySet<string> = new Set([...SURNAMES].map(foldWord));

/**
 * Reads a person's full name of two to seven words and gives it with capitals, spelt as typed otherwise: `Hòa` and `Hoà`
 * are for the bearer to choose. `tui tên`, titles and polite words around it are left out.
 *
 * Digits, questions and sentences are not understood. Without a known family name in front, or without diacritics, it
 * is `likely`: to be read back. Two names in one answer are ambiguous.
 */
export function readPersonName(input: string): Reading<string> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const parts = nameParts(input);
  if (parts.length > MOST_PARTS) return { kind: "not_understood" };
  const names = parts
    .map((part) => ({ part, name: nameIn(part) }))
    .filter(({ part, name }) => name !== null || !isAbout(part))
    .map(({ name }) => name);
  const [first] = names;
  if (first === undefined || first === null) return { kind: "not_understood" };
  if (names.length === 1)
    return {
      kind: "understood",
      value: first.name,
      read: first.read,
      sure: first.sure ? "certain" : "likely",
    };
  const found = names.filter((name) => name !== null);
  if (found.length < names.length) return { kind: "not_understood" };
  return { kind: "ambiguous", alternatives: found.map(({ name }) => ({ value: name })) };
}

/** Yes, no, not, there is, do not know: what begins no name. */
const KHMER_ANSWERS = /(?:^|\s)(?:បាទ|ចាស|ចា៎|ទេ|អត់|មិន|មាន)/u;

type Name = { name: string; read: string; sure: boolean };

function nameIn(part: string): Name | null {
  const all = part.split(/\s+/u);
  if (all.length > MOST_WORDS_AROUND) return null;
  const words = fromKeys(withoutTail(withoutLead(behindLa(behindTen(all)))));
  if (words.length < FEWEST_WORDS || words.length > MOST_WORDS) return null;
  // A row of letters is no name.
  if (words.filter(({ length }) => length === 1).length > 2) return null;
  if (
    !words.every(
      (word) => word.length <= LONGEST_WORD && /^\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*$/u.test(word),
    )
  )
    return null;
  const lower = words.map((word) => word.toLowerCase());
  if (leads(words, 0) || EVERYDAY_PAIRS.has(lower.join(" "))) return null;
  const surname = startsWithSurname(lower) || /^[hky]['’]/u.test(lower[0] ?? "");
  const sentence = lower.filter((word) => SENTENCE.has(word)).length;
  const capitals = words.every((word) => word[0] !== word[0]?.toLowerCase());
  const middle = isMiddle(lower[1]);
  // `Lê Triệu`: written like a name it is asked whether it is one.
  const titled = capitals && words.some((word, at) => word !== word.toUpperCase() && word !== lower[at]);
  if (sentence > 1 || (sentence === 1 && !(surname && (middle || titled) && words.length <= 4))) return null;
  const khmer = words.every((word) => /^[\p{Script=Khmer}\p{M}]+$/u.test(word));
  if (khmer && KHMER_ANSWERS.test(part)) return null;
  if (!surname && !capitals && !khmer) return null;
  const marked = lower.some((word) => !isAscii(word));
  const sure =
    surname &&
    marked &&
    words.length <= 5 &&
    (capitals || words.length > FEWEST_WORDS) &&
    (sentence === 0 || middle);
  return { name: lower.map(capitalised).join(" "), read: words.join(" "), sure };
}

/** `Văn`, `Thị`: only behind a family name, though they are family names too. */
function isMiddle(word: string | undefined): boolean {
  return /^(?:văn|van|thị|thi)$/.test(word ?? "");
}

function startsWithSurname(lower: string[]): boolean {
  const first = lower[0] ?? "";
  return SURNAMES.has(first) || (isAscii(first) && BARE_SURNAMES.has(first));
}

/** `chú Sáu tên Lê Văn Sáu`: the name is what stands behind `tên`, unless another full name stands before it. */
function behindTen(words: string[]): string[] {
  const lower = words.map((word) => word.toLowerCase());
  const at = lower.findLastIndex((word) => word === "tên" || word === "ten");
  const rest = withoutLead(words.slice(at + 1));
  const told = lower.slice(0, Math.max(at, 0)).every((word) => TELLS.has(word));
  const written = rest.length >= FEWEST_WORDS && rest.every((word) => word[0] !== word[0]?.toLowerCase());
  const whole = startsWithSurname(rest.map((word) => word.toLowerCase())) && rest.length > FEWEST_WORDS;
  const named = whole || (told && written);
  return at < 1 || !named || lower.slice(0, at).some(isMiddle) ? words : rest;
}

/** `người ta kêu tui là Ba Đồ`, `ten ma la nguyen thi lanh`: a name stands behind là where words of kin or calling do before it. */
function behindLa(words: string[]): string[] {
  const at = words.findIndex((word, index) => index > 0 && /^l[àa]$/iu.test(word));
  const told = words.slice(0, Math.max(at, 0)).every((word) => TELLS.has(word.toLowerCase()));
  return at > 0 && told && words.length - at > FEWEST_WORDS ? words.slice(at + 1) : words;
}

/** `Nguyeenx Vawn Hufng`, typed by Telex with the input method off: known by the family name. */
function fromKeys(words: string[]): string[] {
  const first = decodeTelex((words[0] ?? "").toLowerCase());
  if (first === null || !SURNAMES.has(first) || words.some((word) => !isAscii(word))) return words;
  return words.map((word) => decodeTelex(word.toLowerCase()) ?? word);
}

/** Takes off who speaks and how (`dạ em tên là`, `cô`), as long as a name of two words is left. */
function withoutLead(words: string[]): string[] {
  let from = 0;
  while (words.length - from > FEWEST_WORDS && leads(words, from)) from += 1;
  return words.slice(from);
}

function leads(words: string[], at: number): boolean {
  const word = (words[at] ?? "").toLowerCase();
  const rest = words.slice(at + 1).map((other) => other.toLowerCase());
  // Chau is a family name of An Giang; without diacritics, in front of a whole name, it is cháu.
  if (word === "chau" && !/^(?:ten|la)$/.test(rest[0] ?? ""))
    return rest.length > FEWEST_WORDS && startsWithSurname(rest) && rest.every(isAscii);
  // Cứ is a family name too: `cứ ghi …`, but `Cứ A Vàng`.
  if (word === "cứ") return /^(?:ghi|gọi|kêu|viết)$/.test(rest[0] ?? "");
  // `chị Bảy Lê Thị Bảy`
  if (at > 0 && ORDINALS.has(word)) return startsWithSurname(rest) && isMiddle(rest[1]);
  if (BARE_TITLES.has(word))
    return (
      (/^(?:em|con|cháu|tui|tôi|mình)$/.test(rest[0] ?? "") && /^(?:là|tên)$/.test(rest[1] ?? "")) ||
      (startsWithSurname(rest) && !isMiddle(rest[0])) ||
      /^(?:ten|va)$/.test(rest[0] ?? "") ||
      (at > 0 && word === "la")
    );
  return LEADS.has(word);
}

/** Cuts `ạ`, `nghen em`, `nha anh` off, not a last name that happens to be `Em`. */
function withoutTail(words: string[]): string[] {
  const shouted = words.every((word) => word === word.toUpperCase());
  // `Neang Kanh Nha`: a polite word has no capital of its own.
  const lower = words.map((word) =>
    shouted || word[0] === word[0]?.toLowerCase() ? word.toLowerCase() : word,
  );
  const tail = lower.findIndex(
    (word, at) => (at >= FEWEST_WORDS && TAILS.has(word)) || (at > FEWEST_WORDS && SOFT_TAILS.has(word)),
  );
  const polite =
    tail >= 0 &&
    lower.slice(tail).every((word) => TAILS.has(word) || SOFT_TAILS.has(word) || ADDRESS.has(word));
  // `tran thi sau a`: behind a whole name without diacritics it is ạ.
  const a = words.length > 3 && isMiddle(words[1]) && words.at(-1) === "a";
  return polite ? words.slice(0, tail) : a ? words.slice(0, -1) : words;
}

/** `h'hen` is `H'Hen`. */
function capitalised(word: string): string {
  return word.replace(
    /(^|['’-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

import { foldWord, isAscii } from "./normalise.ts";
import { ADDRESS, BARE_TITLES, EVERYDAY_PAIRS, LEADS, SENTENCE, SURNAMES, TAILS } from "./name-words.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";

const FEWEST_WORDS = 2;
const MOST_WORDS = 6;
const LONGEST_WORD = 12;
const BARE_SURNAMES: ReadonlySet<string> = new Set([...SURNAMES].map(foldWord));

/**
 * Reads a person's full name of two to six words and gives it with capitals, spelt as typed otherwise: `Hòa` and `Hoà`
 * are for the bearer to choose. `tui tên`, titles and polite words around it are left out.
 *
 * Digits, questions and sentences are not understood. Without a known family name in front, or without diacritics, it
 * is `likely`: to be read back. Two names in one answer are ambiguous.
 */
export function readPersonName(input: string): Reading<string> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const text = input
    .normalize("NFC")
    .replace(/[\p{Cf}\p{Cc}]+/gu, " ")
    .trim();
  const parts = text.split(/\s*[,;/]\s*|\s+(?:và|va)\s+(?!t[eê]n)/u).filter((part) => part !== "");
  const names = parts.slice(0, 4).map(nameIn);
  const [first] = names;
  if (first === undefined || first === null || parts.length > 4) return { kind: "not_understood" };
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

type Name = { name: string; read: string; sure: boolean };

function nameIn(part: string): Name | null {
  const words = withoutTail(
    withoutLead(
      part
        .replace(/[.!:"“”()]+/gu, " ")
        .trim()
        .split(/\s+/u),
    ),
  );
  if (words.length < FEWEST_WORDS || words.length > MOST_WORDS) return null;
  if (
    !words.every(
      (word) => word.length <= LONGEST_WORD && /^\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*$/u.test(word),
    )
  )
    return null;
  const lower = words.map((word) => word.toLowerCase());
  if (leads(words, 0) || EVERYDAY_PAIRS.has(lower.join(" "))) return null;
  const surname = startsWithSurname(lower);
  const sentence = lower.filter((word) => SENTENCE.has(word)).length;
  if (sentence > 0 && !(surname && isMiddle(lower[1]) && words.length <= 4 && sentence === 1)) return null;
  const capitals = words.every((word) => word[0] !== word[0]?.toLowerCase());
  if (!surname && !capitals) return null;
  const marked = lower.some((word) => !isAscii(word));
  const sure = surname && marked && words.length <= 5 && (capitals || words.length > FEWEST_WORDS);
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

/** Takes off who speaks and how (`dạ em tên là`, `cô`), as long as a name of two words is left. */
function withoutLead(words: string[]): string[] {
  let from = 0;
  while (words.length - from > FEWEST_WORDS && leads(words, from)) from += 1;
  return words.slice(from);
}

function leads(words: string[], at: number): boolean {
  const word = (words[at] ?? "").toLowerCase();
  const rest = words.slice(at + 1).map((other) => other.toLowerCase());
  if (BARE_TITLES.has(word))
    return (
      (startsWithSurname(rest) && !isMiddle(rest[0])) ||
      /^(?:ten|va)$/.test(rest[0] ?? "") ||
      (at > 0 && word === "la")
    );
  return LEADS.has(word);
}

/** Cuts `ạ`, `nghen em`, `nha anh` off, not a last name that happens to be `Em`. */
function withoutTail(words: string[]): string[] {
  const tail = words.findIndex((word, at) => at >= FEWEST_WORDS && TAILS.has(word.toLowerCase()));
  if (tail < 0) return words;
  const behind = words.slice(tail).map((word) => word.toLowerCase());
  return behind.every((word) => TAILS.has(word) || ADDRESS.has(word)) ? words.slice(0, tail) : words;
}

/** `h'hen` is `H'Hen`. */
function capitalised(word: string): string {
  return word.replace(
    /(^|['’-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

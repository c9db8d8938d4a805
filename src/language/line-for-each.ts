import { isCallWord, type Place } from "./named-household.ts";
import { wordsIn } from "./said-phrase.ts";

/** What may stand between two who are told of together. */
const JOINTS: ReadonlySet<string> = new Set("với voi và va cùng cung rồi roi tới toi & +".split(" "));
/** Where one thing that is told ends and the next begins. */
const BREAK = /[,;\n]|\.(?=\s|$)/;

type Word = { text: string; start: number; end: number };
/** One who is named: from the word that calls him to the end of the name. */
type Person = Place;

/**
 * A line that tells of several people, as one line for each: `thăm chị Thu với anh Tư rồi` is `thăm chị Thu rồi` and `thăm anh Tư
 * rồi`; `chị Thu bán 3tr, anh Tư 2tr` is `chị Thu bán 3tr` and `anh Tư bán 2tr`. `places`: where they are named, counted in words.
 * Null where it does not say plainly that it is so of each: who sold to whom, only the writer knows.
 */
export function lineForEach(line: string, places: readonly Place[]): string[] | null {
  const text = line.normalize("NFC");
  const words = [...text.matchAll(/[^\s.,;:!?…/"()]+/gu)].map(([word], at, all): Word => ({
    text: word,
    start: all[at]?.index ?? 0,
    end: (all[at]?.index ?? 0) + word.length,
  }));
  if (places.length < 2 || words.length !== wordsIn(text).length) return null;
  const people = places.toSorted((a, b) => a.from - b.from).map((place) => withCall(words, place));
  // `kế hoạch của chị Quý với anh Tư` may be one plan, of two who live together.
  if (/^c(?:ủ|u)a$/i.test(words[(people[0]?.from ?? 0) - 1]?.text ?? "")) return null;
  return together(text, words, people) ?? inTurn(text, words, people);
}

/** `nhà chị Thu` from `nhà` on. */
function withCall(words: readonly Word[], { from, to }: Place): Person {
  let first = from;
  while (first > 0 && isCallWord(words[first - 1]?.text ?? "")) first -= 1;
  return { from: first, to };
}

/** All of them named in one place, and one thing told of all. */
function together(text: string, words: readonly Word[], people: readonly Person[]): string[] | null {
  const joined = people.every((person, at) => {
    const before = people[at - 1];
    if (before === undefined) return true;
    const between = words.slice(before.to, person.from);
    const gap = text.slice(endOf(words, before.to), words[person.from]?.start);
    return between.length > 0
      ? between.every(({ text: word }) => JOINTS.has(word.toLowerCase()))
      : /[,&+]/.test(gap);
  });
  const [first] = people;
  const last = people.at(-1);
  if (!joined || first === undefined || last === undefined) return null;
  const head = text.slice(0, words[first.from]?.start);
  const tail = text.slice(endOf(words, last.to));
  return people.map((person) => `${head}${named(text, words, person)}${tail}`.trim());
}

/** Each of them in a part of the line of his own. */
function inTurn(text: string, words: readonly Word[], people: readonly Person[]): string[] | null {
  const starts = people.map(({ from }, at) => (at === 0 ? 0 : (words[from]?.start ?? 0)));
  const parted = people.every((person, at) => {
    const before = people[at - 1];
    if (before === undefined) return true;
    const gap = text.slice(endOf(words, before.to), words[person.from]?.start);
    return BREAK.test(gap) && BREAK.test(gap.trimEnd().slice(-1));
  });
  const [first] = people;
  if (!parted || first === undefined) return null;
  const head = text.slice(0, words[first.from]?.start);
  const verb = verbOf(text, words, first);
  return people.map((person, at) => {
    const end = at + 1 < starts.length ? starts[at + 1] : text.length;
    const told = text.slice(endOf(words, person.to), end);
    const bare = at > 0 && /^\s*\d/.test(told);
    return `${head}${named(text, words, person)}${bare ? verb : ""}${told}`.replace(/[\s,;.]+$/u, "").trim();
  });
}

/** What stands between the first name and the first number: `bán` of `chị Thu bán 3tr, anh Tư 2tr`. */
function verbOf(text: string, words: readonly Word[], { to }: Person): string {
  const behind = text.slice(endOf(words, to));
  const number = behind.search(/\d/);
  return number < 0 ? "" : behind.slice(0, number).trimEnd();
}

function named(text: string, words: readonly Word[], { from, to }: Person): string {
  return text.slice(words[from]?.start, endOf(words, to));
}

/** Where the last of the words before `next` ends. */
function endOf(words: readonly Word[], next: number): number {
  return words[next - 1]?.end ?? 0;
}

import { ASKING_AT_END } from "./asking-words.ts";
import { asksWhich } from "./asks-which.ts";
import { namingIn, NO_NAMES, isCallWord } from "./named-household.ts";
import { fold } from "./normalise.ts";
import { wordsIn } from "./said-phrase.ts";

/** `Ấp 3`: what kind of place, and its number. */
const NUMBERED = /^(\p{L}+) (\d{1,2})$/u;
/** Further numbers behind the first: `ấp 2, 3 với 5`. */
const FURTHER =
  /^\s*(?:,|&|\+|va|voi|cung|toi)\s*(\d{1,2})\b(?!\s*(?:ho|nha|con|cong|nguoi|ha|met|tac|phan|cai|bua|ngay|gio)\b)/;
/** Whoever is called by these is a person, and so is her house; `hộ`, `nhà` alone may be all of them. */
const HOMES: ReadonlySet<string> = new Set(["ho", "nha", "gia dinh", "em", "a", "c"]);
/** All of them, and nobody. */
const PEOPLE =
  /(?:bà con|ba con|cô bác|co bac|cô chú|co chu|chú bác|chu bac|anh em|chị em|chi em|ông bà|ong ba)(?!\p{L})/giu;
const ASKS =
  /\b(?:co\b.*\b(?:khong|hong|hon|ko)|bao nhieu|bao gio|khi nao|chung nao|the nao|ra sao|lam sao|neu|lo nhu)\b/;

/**
 * Which of these places a line names: `ấp 3`, `ap3`, `ấp 2, 3 với 5`, `Phú Hòa`. Nothing where two of them bear one name: which is
 * meant only the writer knows.
 */
export function placesTold<T extends { name: string }>(line: string, places: readonly T[]): T[] {
  const said = numberedIn(fold(line));
  const words = ` ${wordsIn(fold(line)).join(" ")} `;
  const told = places.filter(({ name }) => {
    const [, type = "", number = ""] = NUMBERED.exec(fold(name)) ?? [];
    return type === "" ? words.includes(` ${wordsIn(fold(name)).join(" ")} `) : said.has(`${type} ${number}`);
  });
  const names = told.map(({ name }) => fold(name));
  return new Set(names).size === names.length ? told : [];
}

/** Kinds and numbers as a line has them, each `ấp` with all the numbers that belong to it. */
function numberedIn(plain: string): Set<string> {
  const found = new Set<string>();
  for (const match of plain.matchAll(/(\p{L}+)\s?(\d{1,2})\b/gu)) {
    const [whole, type = "", number = ""] = match;
    found.add(`${type} ${Number(number)}`);
    let rest = plain.slice(match.index + whole.length);
    for (let next = FURTHER.exec(rest); next !== null; next = FURTHER.exec(rest)) {
      found.add(`${type} ${Number(next[1])}`);
      rest = rest.slice(next[0].length);
    }
  }
  return found;
}

/** Whether a line tells of a place as a whole: it asks nothing, and calls nobody whose home alone may be meant. */
export function tellsOfPlace(line: string): boolean {
  const words = wordsIn(line);
  const isAsked =
    line.includes("?") || asksWhich(line) || ASKING_AT_END.has(words.at(-1) ?? "") || ASKS.test(fold(line));
  const callsSomebody = namingIn(line.normalize("NFC").replace(PEOPLE, " ")).called.some(
    ({ before, words: [first = ""] }) =>
      !HOMES.has(fold(before)) && !NO_NAMES.has(first) && !isCallWord(first),
  );
  return !isAsked && !callsSomebody;
}

import { isPhrase, wordsIn } from "./said-phrase.ts";

/** What stands before the name of somebody who is spoken of: hộ, nhà, and how people of the delta are called. */
const BEFORE = [
  "hộ",
  "nhà",
  "gia đình",
  "cô",
  "chú",
  "bác",
  "anh",
  "chị",
  "ông",
  "bà",
  "dì",
  "dượng",
  "cậu",
  "mợ",
  "thím",
  "em",
].map((words) => wordsIn(words));
/** Words of the longest name, and of how somebody is called. */
const LONGEST_NAME = 6;
const LONGEST_CALL = 3;

/** Pieces of a line that may name somebody: `whole` anywhere in it, `called` behind a word such as `cô` or `hộ`. */
export type Naming = { whole: readonly (readonly string[])[]; called: readonly (readonly string[])[] };

/** `cấp mã cho cô Sáu`, `nhà chú Út bị ngập`: which words may be a name. Only who knows the households can say. */
export function namingIn(line: string): Naming {
  const said = wordsIn(line);
  const whole: string[][] = [];
  const called: string[][] = [];
  for (let at = 0; at < said.length; at += 1) {
    for (let length = 2; length <= LONGEST_NAME && at + length <= said.length; length += 1)
      whole.push(said.slice(at, at + length));
    const begins = BEFORE.find((words) => isPhrase(said.slice(at, at + words.length), words))?.length;
    if (begins === undefined) continue;
    for (let length = 1; length <= LONGEST_CALL && at + begins + length <= said.length; length += 1)
      called.push(said.slice(at + begins, at + begins + length));
  }
  return { whole, called };
}

/**
 * How many words of a person's name a line says: all of them anywhere, or the last ones behind a word such as `cô`. 0 where
 * it does not name this person. Marks may be left out, but not be others: `Năm` is no `Nam`.
 */
export function wordsNaming({ whole, called }: Naming, name: string): number {
  const words = wordsIn(name);
  if (whole.some((said) => isPhrase(said, words))) return words.length;
  const lengths = called.map((said) => (isPhrase(said, words.slice(-said.length)) ? said.length : 0));
  return Math.max(0, ...lengths);
}

/** A longer line is no entry with a name in front. */
const LONGEST_TOLD = 200;

/** What is left of a line when somebody's name is taken from its front: `cô Sáu bán 3 con heo` leaves `bán 3 con heo`. */
export function withoutSubject(line: string): string[] {
  if (line.length > LONGEST_TOLD) return [];
  const pieces = line.trim().split(/\s+/);
  // `hộ cô Sáu`: two such words at most stand before a name.
  const first = beginning(pieces);
  const from = first + beginning(pieces.slice(first));
  if (from === 0) return [];
  const ends = Array.from({ length: LONGEST_CALL }, (_, index) => from + index + 1);
  return ends.filter((end) => end < pieces.length).map((end) => pieces.slice(end).join(" "));
}

function beginning(pieces: readonly string[]): number {
  const words = BEFORE.find((one) => isPhrase(wordsIn(pieces.slice(0, one.length).join(" ")), one));
  return words?.length ?? 0;
}

import type { Token } from "./tokens.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { COUNTED } from "./unit-words.ts";
import { lookUp, wordTable } from "./word-table.ts";

type Place = "front" | "end" | "both";

/** Words around an answer that carry respect or tone and no content, and on which side of it they do so. */
const POLITE = wordTable<Place>(
  [
    [
      "em e a ad dạ vâng thưa bẩm ạ à ừ ừm ờ uh um ơ hihi hehe haha hi he kkk kk nè nha nhé nhá nghen hen hén hỉ á ơi luôn lận",
      "both",
    ],
    ["xin gửi gởi cháu tui tôi t mình admin bot sếp thì cái", "front"],
    ["nhe nghe nhỉ vậy thôi ah ak đó đấy đây", "end"],
    ["thanks thank you tks", "both"],
  ],
  [],
  [
    // Without diacritics bạn is bán as often.
    ["hà hè hả bạn", "both"],
    ["cho là của nhà", "front"],
  ],
);

/** Titles of the person spoken to: respect, unless a number word makes them a name (anh Hai, cô Sáu). */
export const TITLES = wordTable<true>(
  [["anh chị chú bác ông dì con", true]],
  [],
  // Without diacritics these are other words: ba, mà, có, cầu, mở, thím.
  [["bà má cô cậu mợ thím", true]],
);

/** An answer without the polite words and signs around it. What stands inside is left alone. */
export function stripPoliteness(all: Token[]): Token[] {
  let to = all.length;
  while (
    to > 0 &&
    (isPolite(all[to - 1], "end") || isThanks(all, to - 1) || isAddress(all.slice(0, to), to - 1))
  )
    to -= 1;
  // The end first: in `anh Hai nha` the name ends before what might be two houses.
  const said = all.slice(0, to);
  let from = 0;
  while (
    from < to &&
    !isSeparator(said, from) &&
    (isPolite(said[from], "front") || isThanks(said, from) || isAddress(said, from))
  )
    from += 1;
  return said.slice(from);
}

/** A sign or letter that belongs to the digits after it: neither `.5` nor `t5` is 5. */
function isSeparator(all: Token[], at: number): boolean {
  return all[at + 1]?.kind === "digits" && all[at + 1]?.glued === true;
}

/** `cám ơn`, both words of it: cám alone is bran. */
function isThanks(all: Token[], at: number): boolean {
  const says = (first: number): boolean =>
    (all[first]?.plain === "cam" || all[first]?.plain === "kam") && all[first + 1]?.plain === "on";
  return says(at) || says(at - 1);
}

function isAddress(all: Token[], at: number): boolean {
  if (lookUp(all[at], TITLES) === undefined) return false;
  // `tổ ong`: among words with diacritics the bees are no ông.
  if (all[at]?.text === "ong" && all.some(({ text, plain }) => text !== plain)) return false;
  // `ba má`: the parents.
  if (all[at]?.text === "má" && all[at - 1]?.text === "ba") return false;
  // After a number `con` is what is counted.
  const before = all[at - 1];
  if (
    all[at]?.plain === "con" &&
    (before?.kind === "digits" || numberWord(before, NUMBER_WORDS) !== undefined)
  )
    return false;
  return !isFamilyName(all, at);
}

/** Whether a title and the word after it name a person of the family: `anh hai`, but not `anh hai trăm`. */
export function isFamilyName(all: Token[], at: number): boolean {
  const word = numberWord(all[at + 1], NUMBER_WORDS);
  if (lookUp(all[at], TITLES) === undefined || word?.kind !== "digit") return false;
  const after = all[at + 2];
  if (after === undefined || after.kind === "digits") return true;
  if (after.kind === "mark") return after.text !== "-";
  return numberWord(after, NUMBER_WORDS) === undefined && lookUp(after, COUNTED) === undefined;
}

function isPolite(token: Token | undefined, side: Place): boolean {
  // What is run together with a number is its unit: `2ha`.
  if (side === "end" && token?.kind === "word" && token.glued) return false;
  if (token?.kind === "mark") return !"-+*/%$<>=~#@👍👎✅❌".includes(token.text);
  const place = lookUp(token, POLITE);
  return place === "both" || place === side;
}

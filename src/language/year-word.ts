import { type NumberWord, numberWord } from "./number-words.ts";
import type { Token } from "./tokens.ts";
import type { WordTable } from "./word-table.ts";

const YEAR_WORDS = new Set([
  "nay",
  "ngoái",
  "ngoai",
  "rồi",
  "roi",
  "trước",
  "truoc",
  "tới",
  "toi",
  "kia",
  "qua",
]);

/**
 * Whether the word after `năm` makes it a year and not a five: năm nay, năm ngoái. `sau` without diacritics may also be
 * six, which it is before a scale (`nam sau trieu`).
 */
export function isYearWord(all: Token[], at: number, words: WordTable<NumberWord>): boolean {
  const text = all[at]?.text ?? "";
  if (text !== "sau") return YEAR_WORDS.has(text);
  const after = numberWord(all[at + 1], words)?.kind;
  return after !== "scale" && after !== "hundred" && after !== "chuc" && after !== "ten";
}

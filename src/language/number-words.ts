import { lookUp, type WordTable, wordTable } from "./word-table.ts";
import type { Token } from "./tokens.ts";

/** What a word does inside a number. */
export type NumberWord =
  /** `after tens` marks the forms that only follow a ten: mốt, lăm, nhăm; `tư` may stand alone. */
  | { kind: "digit"; value: number; form: "plain" | "four" | "after tens" }
  /** mười (10) or mươi (×10); without diacritics it may be either. */
  | { kind: "ten"; form: "ten" | "times ten" | "either" }
  /** hăm, băm: 20 and 30 run together with what follows. */
  | { kind: "tens"; value: number }
  | { kind: "chuc" }
  | { kind: "hundred" }
  | Scale
  | { kind: "dozen" }
  /** linh, lẻ: what follows fills the lowest place. */
  | { kind: "and" }
  /** rưỡi: half of the unit before it. */
  | { kind: "and a half" }
  /** nửa: half of what follows. */
  | { kind: "half" }
  | { kind: "point" };

export type Scale = {
  kind: "scale";
  factor: number;
  /** A second meaning of a slang word, to be asked. */
  otherFactor?: number;
  /** Read it back: the word has another meaning that people use as often. */
  likely?: boolean;
  /** Also a thing that is bought: bottle, litre, metre, tuber. */
  thing?: boolean;
  /** May stand without a number in front: `triệu rưỡi`. Abbreviations may not. */
  alone?: boolean;
};

const digit = (value: number): NumberWord => ({ kind: "digit", value, form: "plain" });
const afterTens = (value: number): NumberWord => ({ kind: "digit", value, form: "after tens" });
export const scale = (factor: number, more: Omit<Scale, "kind" | "factor"> = {}): NumberWord => ({
  kind: "scale",
  factor,
  ...more,
});

type Row = readonly [forms: string, meaning: NumberWord];

/** Read only as written or without any diacritic: with another diacritic these are other words (bà, từ, nằm, bay). */
const STRICT_NUMBER_WORDS: readonly Row[] = [
  ["không zero", digit(0)],
  ["một mụt", digit(1)],
  ["mốt", afterTens(1)],
  ["hai", digit(2)],
  ["ba", digit(3)],
  ["bốn", digit(4)],
  ["tư", { kind: "digit", value: 4, form: "four" }],
  ["năm", digit(5)],
  ["lăm nhăm", afterTens(5)],
  ["sáu xáu", digit(6)],
  ["bảy bẩy bải", digit(7)],
  ["tám", digit(8)],
  ["chín", digit(9)],
  ["mười mừi", { kind: "ten", form: "ten" }],
  ["mươi mưi", { kind: "ten", form: "times ten" }],
  ["hăm", { kind: "tens", value: 20 }],
  ["băm", { kind: "tens", value: 30 }],
  ["chục chụt", { kind: "chuc" }],
  ["trăm", { kind: "hundred" }],
  ["ngàn", scale(1000, { alone: true })],
  ["vạn", scale(10_000, { alone: true })],
  // Old counting of the South; elsewhere the word means a hundred million, so it is read back.
  ["ức", scale(100_000, { likely: true })],
  ["tỷ tỉ", scale(1_000_000_000, { alone: true })],
  ["linh lẻ", { kind: "and" }],
  ["rưỡi rưởi rữi rửi", { kind: "and a half" }],
  ["nửa", { kind: "half" }],
  ["phẩy phảy chấm", { kind: "point" }],
  ["ពាន់", scale(1000, { alone: true })],
  ["ម៉ឺន", scale(10_000, { alone: true })],
  ["សែន", scale(100_000, { alone: true })],
  ["លាន", scale(1_000_000, { alone: true })],
  ["k", scale(1000)],
  ["tr trđ", scale(1_000_000)],
];

/** No wrong diacritic turns these into another word. */
const LOOSE_NUMBER_WORDS: readonly Row[] = [
  ["nghìn nghìng ngìn", scale(1000, { alone: true })],
  ["triệu trịu trjeu", scale(1_000_000, { alone: true })],
  // Those who chose English.
  ["thousand", scale(1000, { alone: true })],
  ["million", scale(1_000_000, { alone: true })],
  ["billion", scale(1_000_000_000, { alone: true })],
];

/** Without the diacritic these are other words: `ta` is tạ (100 kg) as often as tá, chiệu is chiều. */
const ACCENTED_NUMBER_WORDS: readonly Row[] = [
  ["tá", { kind: "dozen" }],
  ["trẹo chiệu tiệu trệu triểu", scale(1_000_000, { alone: true })],
  // Slips that no other number word is near to.
  ["bôn bốm", digit(4)],
  ["muời mườì mừoi mơừi", { kind: "ten", form: "ten" }],
  ["muơi mưoi", { kind: "ten", form: "times ten" }],
  ["ngàng", scale(1000, { alone: true })],
];

/** Typed without diacritics, mười and mươi look alike; where a digit stands in front decides. */
const EITHER_TEN: NumberWord = { kind: "ten", form: "either" };

/** A table of number words, with more that one kind of question adds (`củ`, `chai`; `tỏi` only as written). */
export function numberWords(
  more: readonly Row[] = [],
  moreAsWritten: readonly Row[] = [],
): WordTable<NumberWord> {
  return wordTable([["muoi", EITHER_TEN], ...STRICT_NUMBER_WORDS, ...more], LOOSE_NUMBER_WORDS, [
    ...ACCENTED_NUMBER_WORDS,
    ...moreAsWritten,
  ]);
}

export const NUMBER_WORDS: WordTable<NumberWord> = numberWords();

/** The number word that a token is, if it is one. */
export function numberWord(token: Token | undefined, words: WordTable<NumberWord>): NumberWord | undefined {
  return lookUp(token, words);
}

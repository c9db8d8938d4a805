import { writeNumber, type WrittenLanguage } from "./write-number.ts";
import { writeNumberInWords } from "./write-number-in-words.ts";

const DONG_IN_WORDS: Record<WrittenLanguage, string> = { vi: " đồng", en: " dong", km: "ដុង" };

/** Keeps the đ on the line of its sum. */
const NO_BREAK = "\u00A0";

/**
 * A sum in đồng for people: `12.000.000 đ`; in English `12,000,000 đ`. Fractions of a đồng are rounded away. The space is
 * one that no line breaks at.
 */
export function writeMoney(dong: number, language: WrittenLanguage = "vi"): string {
  return `${writeNumber(Math.round(dong), language)}${NO_BREAK}đ`;
}

/** A sum in words for documents: `mười hai triệu đồng`. Fractions of a đồng are rounded away. */
export function writeMoneyInWords(dong: number, language: WrittenLanguage = "vi"): string {
  return writeNumberInWords(Math.round(dong), language) + DONG_IN_WORDS[language];
}

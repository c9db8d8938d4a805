import { englishWords } from "./words-en.ts";
import { khmerWords } from "./words-km.ts";
import { vietnameseWords } from "./words-vi.ts";
import type { WrittenLanguage } from "./write-number.ts";

const LARGEST = 1e15;
const MINUS: Record<WrittenLanguage, string> = { vi: "âm ", en: "minus ", km: "ដក" };

/**
 * A whole number in words, for documents: `hai triệu năm trăm nghìn`. Throws a RangeError for fractions and for numbers
 * from 10^15 up, which no paper of a commune carries.
 */
export function writeNumberInWords(value: number, language: WrittenLanguage = "vi"): string {
  if (!Number.isInteger(value) || Math.abs(value) >= LARGEST) {
    throw new RangeError(`Cannot write ${value} in words: give a whole number below 10^15.`);
  }
  const words = { vi: vietnameseWords, en: englishWords, km: khmerWords }[language];
  return (value < 0 ? MINUS[language] : "") + words(Math.abs(value));
}

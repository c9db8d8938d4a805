import type { LocalDate } from "../../calendar/local-date.ts";
import type { Values } from "../../domain/value.ts";
import type { Words } from "../../i18n/words.ts";
import { writeNumber, writtenLanguage } from "../../language/write-number.ts";
import { writeNumberInWords } from "../../language/write-number-in-words.ts";

/** What papers say, in one language: words under `papers`, numbers and days as they stand on paper. */
export type Say = {
  (key: string, values?: Values): string;
  number(value: number): string;
  /** "bằng chữ: hai triệu đồng" */
  inWords(amount: number): string;
  /** 05/01/2027 */
  day(date: LocalDate): string;
  /** The words of a code, or the code where a later version knows more than the words. */
  term(group: string, code: string): string;
  livelihood(code: string): string;
  /** The same from the words of the talk: `outreach_forms`. */
  word(group: string, code: string): string;
};

export function sayIn(words: Words, locale: string): Say {
  return sayBy((key, values) => words.text(locale, key, values), locale);
}

/** The same where only the look-up of a turn is at hand. */
export function sayBy(text: (key: string, values?: Values) => string, locale: string): Say {
  const language = writtenLanguage(locale);
  const say = (key: string, values: Values = {}): string => text(`papers.${key}`, values);
  /** A key that has no words comes back as it is. */
  const or = (key: string, code: string): string => {
    const said = text(key);
    return said === key ? code : said;
  };
  return Object.assign(say, {
    number: (value: number) => writeNumber(value, language),
    inWords: (amount: number) =>
      say("report.in_words", { words: writeNumberInWords(Math.round(amount), language) }),
    day: (date: LocalDate) => date.split("-").toReversed().join("/"),
    term: (group: string, code: string) => or(`papers.${group}.${code}`, code),
    livelihood: (code: string) => capital(or(`terms.livelihoods.${code}`, code)),
    word: (group: string, code: string) => or(`terms.${group}.${code}`, code),
  });
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}

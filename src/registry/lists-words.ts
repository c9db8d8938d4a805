import type { Values } from "../domain/value.ts";
import type { Words } from "../i18n/words.ts";
import type { FindingCode } from "./import/finding.ts";

/** What lists, their findings and cards say, in one language: the words under `lists`. */
export type ListWords = (key: string, values?: Values) => string;

export function listWords(words: Words, locale: string): ListWords {
  return (key, values = {}) => words.text(locale, `lists.${key}`, values);
}

/** A finding's reason and how to mend it, as one sentence; `saw` is what was in the cell, masked. */
export function findingText(say: ListWords, code: FindingCode, saw: string | null): string {
  return say(`findings.${code}`, { saw: saw === null ? "" : `"${saw}"` }).trim();
}

/** What a column holds, in words; a column that nobody understood has none. */
export function fieldText(words: Words, locale: string, field: string | null): string {
  return words.text(locale, `terms.list_fields.${field ?? "unknown"}`);
}

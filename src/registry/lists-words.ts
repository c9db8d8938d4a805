import type { Values } from "../domain/value.ts";
import type { Words } from "../i18n/words.ts";
import type { FindingCode } from "./import/finding.ts";

/** What lists, their findings and cards say, in one language: the words under `lists`. */
export type ListWords = (key: string, values?: Values) => string;

export function listWords(words: Words, locale: string): ListWords {
  return (key, values = {}) => words.text(locale, `lists.${key}`, values);
}

/** What a list says of each household beside its code, in the order in which communes write it: the words under `headings`. */
export const HOUSEHOLD_HEADINGS = [
  "head",
  "birth",
  "hamlet",
  "address",
  "phone",
  "class",
  "decision",
  "from",
] as const;

/** Findings of which `saw` is a number of ours, not what stood in a cell. */
const COUNTED: readonly FindingCode[] = [
  "members_skipped",
  "hidden_skipped",
  "other_rows",
  "no_hamlets_yet",
  "class_undated",
  "class_too_early",
  "class_before_standards",
];

/** A finding's reason and how to mend it, as one sentence; `saw` is what was in the cell, masked. */
export function findingText(say: ListWords, code: FindingCode, saw: string | null): string {
  const shown = saw === null || COUNTED.includes(code) ? (saw ?? "") : `"${saw}"`;
  return say(`findings.${code}`, { saw: shown }).trim();
}

/** What a column holds, in words; a column that nobody understood has none. */
export function fieldText(words: Words, locale: string, field: string | null): string {
  return words.text(locale, `terms.list_fields.${field ?? "unknown"}`);
}

/** Why a row was not taken. */
export const REFUSALS = [
  "no_name",
  "bad_name",
  "bad_birth",
  "bad_phone",
  "no_hamlet",
  "unknown_hamlet",
  "hidden_row",
  "unknown_code",
  "code_of_another",
  "lives_elsewhere",
  "several_fit",
  "repeated",
  "no_number",
  "two_classes",
] as const;
/** What should be looked at, though the row was taken. */
export const WARNINGS = [
  "class_undated",
  "class_too_early",
  "class_before_standards",
  "several_phones",
  "phone_of_another",
  "same_name_near",
  "no_hamlets_yet",
  "hidden_column_read",
  "class_unknown",
  "class_of_other_standard",
  "class_bad_day",
  "class_not_yours",
  "class_put_right",
  "class_against_record",
] as const;
/** What was left out on purpose. */
export const NOTES = [
  "not_kept",
  "no_headings",
  "hidden_sheet",
  "hidden_skipped",
  "hidden_column_left",
  "members_skipped",
  "end_of_list",
  "other_rows",
  "class_older",
  "now_left_poor",
  "now_left_near_poor",
  "now_relapsed",
  "now_new_case",
  "now_worse",
  "now_better",
] as const;

export type FindingCode = (typeof REFUSALS)[number] | (typeof WARNINGS)[number] | (typeof NOTES)[number];

/** One thing to know about a file that was imported. Personal data in `saw` is masked. */
export type Finding = {
  level: "refused" | "warning" | "note";
  code: FindingCode;
  sheet: string;
  row: number | null;
  /** Letters over the column, as Excel shows them. */
  column: string | null;
  saw: string | null;
};

/** The level that goes with a code. */
export function levelOf(code: FindingCode): Finding["level"] {
  if (REFUSALS.some((one) => one === code)) return "refused";
  return WARNINGS.some((one) => one === code) ? "warning" : "note";
}

const LONGEST_SEEN = 40;

/** Enough of what was in a cell to find it there, and not enough to know whose it is: `N***** V** A*`, `09******12`. */
export function masked(text: string): string {
  return text
    .slice(0, LONGEST_SEEN)
    .replace(/\d[\d .-]*\d|\d/g, (digits) =>
      digits.length < 5 ? digits : digits.slice(0, 2) + "*".repeat(digits.length - 4) + digits.slice(-2),
    )
    .replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => (word[0] ?? "") + "*".repeat(word.length - 1));
}

import type { FindingCode } from "../registry/import/finding.ts";

/** What each finding means and how to mend it; {} is what was in the cell, masked. */
const WORDS: Readonly<Record<FindingCode, string>> = {
  no_name: "there is no name: write the head's name, or empty the row",
  bad_name: "{} does not read as one person's full name: write it alone, without digits and brackets",
  bad_birth: "{} is no year of birth: write it like 1975 or 12/05/1975",
  bad_phone: "{} is no phone number of Viet Nam: write ten digits, such as 0901 234 567, or empty the cell",
  no_hamlet: "no hamlet is given: fill the hamlet's column",
  unknown_hamlet:
    "{} is no hamlet of this unit, or several: write it as in the record, or add it there first",
  hidden_row: "the row is hidden: say --hidden take or --hidden skip",
  unknown_code: "no household of this unit has this code: correct it, or empty the cell to add a new one",
  code_of_another: "this code belongs to a household of another name: correct the code or the name",
  lives_elsewhere:
    "this household is recorded in another hamlet: correct the hamlet, or have it moved there first",
  several_fit:
    "several households in the record fit: give the year of birth, the phone or the household's code",
  repeated: "the same household as in row {}: delete one, or tell them apart by year of birth or phone",
  several_phones: "{} are several phone numbers: the first was taken",
  phone_of_another: "another household has the same phone: look whether they are one",
  same_name_near: "a household of the same name is near: look whether they are one",
  no_hamlets_yet: "the unit has no hamlets in the record: {} households were filed under the unit itself",
  not_kept:
    "{}: this column is not kept; sensitive columns are never stored, and --column says what an unknown one holds",
  no_headings: "no row of headings was found: this sheet was not read",
  hidden_sheet: "the sheet is hidden: it was not read; --hidden take reads it",
  hidden_skipped: "{} hidden rows were left out",
  members_skipped: "{} rows of family members were left out: heads only are kept",
  end_of_list: "the list ends here: signatures begin",
  other_rows: "{} rows that are no households were left out",
};

/** A finding's reason and how to mend it, as one sentence. */
export function wordsFor(code: FindingCode, saw: string | null): string {
  return WORDS[code].replace("{}", saw === null ? "" : `"${saw}"`).trim();
}

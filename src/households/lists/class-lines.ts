import { CLASSES } from "../../domain/classification.ts";
import type { Words } from "../../i18n/words.ts";
import type { ImportReport } from "../../registry/import/import-report.ts";
import type { ListWords } from "../../registry/lists-words.ts";

const TRANSITIONS = ["left_poor", "left_near_poor", "relapsed", "new_case", "worse", "better"] as const;

/** What becomes of the classes that a list gives, a line each; null for a list that gives none. */
export function classLines(
  { sheets, classes }: ImportReport,
  words: Words,
  locale: string,
  say: ListWords,
): string | null {
  const { entered, transitions, older, same, undated } = classes;
  const line = (key: string, count = 0, what = ""): string[] =>
    count === 0 ? [] : [say(`classes.${key}`, { what, count })];
  const counted = [
    ...CLASSES.flatMap((one) =>
      line("count", entered[one], words.text(locale, `terms.household_class.${one}`)),
    ),
    ...TRANSITIONS.flatMap((one) =>
      line("change", transitions[one], words.text(locale, `terms.transitions.${one}`)),
    ),
    ...line("older", older),
    ...line("same", same),
    ...line("undated", undated),
  ];
  if (counted.length === 0) return null;
  const by = sheets.flatMap(({ decision: { no, from } }) =>
    from === null ? [] : [say(no === null ? "classes.from" : "classes.by", { no, from })],
  );
  // Sheets of several decisions: the lines count them together.
  return [...new Set(by), ...counted].join("\n");
}

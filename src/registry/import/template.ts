import type { WrittenSheet } from "../../documents/written-sheet.ts";
import { HOUSEHOLD_HEADINGS, type ListWords } from "../lists-words.ts";

const HEADINGS = ["number", ...HOUSEHOLD_HEADINGS, "code"] as const;
/** What stands over the headings: the decision behind the list, and how the columns are written. */
const TITLE = ["title", "by", "class", "how"] as const;

/** An empty list to fill in. */
export function template(say: ListWords): WrittenSheet[] {
  const title = TITLE.map((line) => [say(`template.${line}`)]);
  const headings = HEADINGS.map((heading) => say(`headings.${heading}`));
  return [{ name: say("sheet"), headings: title.length + 1, rows: [...title, headings] }];
}

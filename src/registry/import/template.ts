import type { WrittenSheet } from "../../documents/written-sheet.ts";
import type { ListWords } from "../lists-words.ts";

/** The headings that are kept, in the order in which communes write them. */
const HEADINGS = ["number", "head", "birth", "hamlet", "address", "phone", "code"] as const;

/** An empty list to fill in. */
export function template(say: ListWords): WrittenSheet[] {
  return [{ name: say("sheet"), headings: 1, rows: [HEADINGS.map((heading) => say(`headings.${heading}`))] }];
}

import { columnOf } from "./table.ts";
import type { Zip } from "./zip-directory.ts";

/** Merged cells: rows from 1, columns from 0, both ends within. `text` is filled in when the first row is met. */
export type Merge = { top: number; bottom: number; left: number; right: number; text: string };

const MOST_MERGES = 20_000;
const LONGEST_TAG = 200;

/**
 * The merged ranges of a sheet, by their first row. They stand behind the rows in the file, hence a pass of its own, which
 * looks for the one tag instead of parsing everything twice.
 */
export async function readMerges(zip: Zip, part: string): Promise<Merge[]> {
  const merges: Merge[] = [];
  let rest = "";
  for await (const piece of zip.read(part)) {
    const text = rest + piece.toString("latin1");
    for (const [, from = "", to = ""] of text.matchAll(
      /mergeCell [^>]*?ref="([A-Z]+\d+):([A-Z]+\d+)"[^>]*>/g,
    )) {
      const merge = mergeOf(from, to);
      if (merge !== null && merges.length < MOST_MERGES) merges.push(merge);
    }
    // A tag that is cut by the end of the piece is found in the next; a whole one is not found twice.
    const open = text.lastIndexOf("<");
    rest = open > text.lastIndexOf(">") ? text.slice(open).slice(0, LONGEST_TAG) : "";
  }
  return merges.toSorted((a, b) => a.top - b.top);
}

function mergeOf(from: string, to: string): Merge | null {
  const [left, right] = [columnOf(from), columnOf(to)];
  const [top, bottom] = [Number(/\d+$/.exec(from)?.[0]), Number(/\d+$/.exec(to)?.[0])];
  return left === null || right === null ? null : { top, bottom, left, right, text: "" };
}

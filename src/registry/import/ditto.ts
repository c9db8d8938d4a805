import type { TableRow } from "../../documents/table.ts";
import { fold } from "../../language/normalise.ts";
import type { Field } from "./columns.ts";
import type { MatchedColumn } from "./find-headings.ts";

/** What stands for "as above": `nt`, `-nt-`, `như trên`, `〃`, `"`, `//`. */
const DITTO = /^(?:-? ?(?:nt|n ?t|nhu tren|nt nhu tren) ?-?|-? ?(?:["'〃″]|''|,,|\/\/) ?-?)$/;
/** What neighbours in a list share. Two people have no name, year or phone in common by a mark. */
const SHARED: readonly Field[] = ["hamlet", "address", "classification", "decision", "class_from"];

/** A row with the texts of the row above where its cells say "as above". */
export function withoutDittos(
  row: TableRow,
  above: readonly string[],
  columns: readonly MatchedColumn[],
): TableRow {
  const marked = columns.filter(
    ({ field, column }) =>
      field !== null &&
      SHARED.includes(field) &&
      DITTO.test(fold(row.cells[column] ?? "").replace(/\.$/, "")),
  );
  if (marked.length === 0) return row;
  const cells = [...row.cells];
  for (const { column } of marked) cells[column] = above[column] ?? "";
  return { ...row, cells };
}

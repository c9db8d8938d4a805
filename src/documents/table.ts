/** One row of a table as people see it: every cell is text, a date is `dd/mm/yyyy`, a number has no separators. */
export type TableRow = {
  /** Counted from 1, as Excel shows it; a line of a .csv counts the same way. */
  number: number;
  hidden: boolean;
  /** From column A on; an empty cell is "". */
  cells: readonly string[];
  /** Columns (from 0) whose text comes from a merged cell that begins in a row above. */
  fromAbove: ReadonlySet<number>;
  /** Columns (from 0) that the sheet does not show; the same for each of its rows. */
  hiddenColumns: ReadonlySet<number>;
};

export type Sheet = {
  name: string;
  hidden: boolean;
  /** Reads the rows from the file one after the other; empty rows may be left out. */
  rows(): AsyncIterable<TableRow>;
};

export type Table = { sheets: readonly Sheet[]; close(): Promise<void> };

/** The widest table that is read; columns beyond are formatting, not data. */
export const MOST_COLUMNS = 200;
/** The longest text of a cell that is kept. */
export const LONGEST_CELL = 2000;
/** The largest file that is opened. */
export const LARGEST_FILE = 50 * 1024 * 1024;

/** `A` for 0, `AB` for 27: the letters over a column. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** The column (from 0) of a reference such as `AB12` or of letters alone; null where there are none. */
export function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

import type { LocalDate } from "../calendar/local-date.ts";

/** A text stays a text, whatever it looks like (codes, phones); a number can be added up, a day sorted. */
export type Cell = string | number | { day: LocalDate };

/** A sheet of a file that is written: a workbook's, or a part of a .csv. */
export type WrittenSheet = {
  name: string;
  /** Rows of cells; the first `headings` of them are set in bold. */
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
  headings: number;
  /** Widths of the columns in characters; those that are not said are 22 wide. */
  widths?: readonly number[];
};

/** A sheet of a file that is written: a workbook's, or a part of a .csv. */
export type WrittenSheet = {
  name: string;
  /** Rows of text; the first `headings` of them are set in bold. */
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  headings: number;
};

/** A number of things: `3 con bò` is `{ value: 3, unit: "con", of: "bò" }`. */
export type Quantity = {
  value: number;
  /** Spelt as in the table of units, where one was written or is plain from what is counted. */
  unit: string | null;
  /** What is counted, as it was written. */
  of: string | null;
};

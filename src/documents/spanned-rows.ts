import { LONGEST_CELL, MOST_COLUMNS, type TableRow } from "./table.ts";

/** A cell that may reach over columns to its right and rows below it. */
export type SpannedCell = { text: string; columns: number; rows: number };

const NONE: ReadonlySet<number> = new Set();

/** Lays out rows whose cells reach over others: each place that a cell covers carries its text, as in a workbook. */
export class SpannedRows {
  readonly #reaching = new Map<number, { text: string; left: number }>();
  #number = 0;

  /** The next row. */
  row(given: readonly SpannedCell[], hidden = false): TableRow {
    this.#number += 1;
    const cells: string[] = [];
    const fromAbove = new Set<number>();
    for (const [column, reaching] of this.#reaching) {
      cells[column] = reaching.text;
      if (reaching.text !== "") fromAbove.add(column);
      reaching.left -= 1;
      if (reaching.left === 0) this.#reaching.delete(column);
    }
    let column = 0;
    for (const { text, columns, rows } of given) {
      while (cells[column] !== undefined) column += 1;
      for (const end = column + columns; column < end && column < MOST_COLUMNS; column += 1) {
        cells[column] = text.slice(0, LONGEST_CELL).normalize("NFC");
        if (rows > 1) this.#reaching.set(column, { text: cells[column] ?? "", left: rows - 1 });
      }
    }
    return {
      number: this.#number,
      hidden,
      cells: Array.from(cells, (text: string | undefined) => text ?? ""),
      fromAbove,
      hiddenColumns: NONE,
    };
  }

  /** Rows with nothing in them, which are not handed on. */
  skip(rows: number): void {
    this.#number += rows;
    for (const [column, reaching] of this.#reaching) {
      reaching.left -= rows;
      if (reaching.left <= 0) this.#reaching.delete(column);
    }
  }
}

/** A number of rows or columns as an attribute gives it. */
export function spanOf(text: string | undefined): number {
  const span = Number(text ?? 1);
  return Number.isInteger(span) && span >= 1 ? span : 1;
}

import { fromDayNumber } from "../calendar/local-date.ts";
import { columnOf, LONGEST_CELL, MOST_COLUMNS, type TableRow } from "./table.ts";
import { readMerges, type Merge } from "./xlsx-merges.ts";
import { readXml, type XmlEvent } from "./xml.ts";
import type { Zip } from "./zip-directory.ts";

/** What cells refer to. */
export type Book = { texts: readonly string[]; dateStyles: ReadonlySet<number>; from1904: boolean };

type OpenCell = { column: number; type: string; style: number; value: string };
type OpenRow = { number: number; hidden: boolean; cells: string[]; next: number };

/**
 * The rows of a sheet, one after the other. Each cell of a merged range carries the text of the range's first cell, and a
 * hidden row says so.
 */
export async function* readRows(zip: Zip, part: string, book: Book): AsyncGenerator<TableRow> {
  const fill = filler(await readMerges(zip, part));
  const reader = new RowReader(book);
  for await (const events of readXml(zip.read(part)))
    for (const event of events) {
      const row = reader.take(event);
      if (row !== null) yield { ...fill(row), hiddenColumns: reader.hiddenColumns };
    }
}

class RowReader {
  /** Known before the first row: the columns stand in front of the rows in the file. */
  readonly hiddenColumns = new Set<number>();
  readonly #book: Book;
  #row: OpenRow | null = null;
  #cell: OpenCell | null = null;
  #inValue = false;
  #last = 0;

  constructor(book: Book) {
    this.#book = book;
  }

  /** A finished row, or null while one is under way. */
  take(event: XmlEvent): OpenRow | null {
    if (event.kind === "text") {
      if (this.#inValue && this.#cell !== null && this.#cell.value.length < LONGEST_CELL)
        this.#cell.value += event.text;
      return null;
    }
    if (event.kind === "open") {
      this.#open(event.name, event.attributes);
      return null;
    }
    return this.#close(event.name);
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "col" && /^(?:1|true)$/.test(attributes["hidden"] ?? ""))
      for (let column = Number(attributes["min"]); column <= Number(attributes["max"]); column += 1) {
        if (column > MOST_COLUMNS) break;
        this.hiddenColumns.add(column - 1);
      }
    if (name === "row") {
      const number = Number(attributes["r"] ?? this.#last + 1);
      const hidden = /^(?:1|true)$/.test(attributes["hidden"] ?? "") || attributes["ht"] === "0";
      this.#row = { number, hidden, cells: [], next: 0 };
      this.#last = number;
    }
    if (name === "c" && this.#row !== null) {
      const column = columnOf(attributes["r"] ?? "") ?? this.#row.next;
      this.#row.next = column + 1;
      this.#cell = { column, type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? 0), value: "" };
    }
    if (name === "v" || name === "t") this.#inValue = true;
  }

  #close(name: string): OpenRow | null {
    if (name === "v" || name === "t") this.#inValue = false;
    if (name === "c" && this.#row !== null && this.#cell !== null) {
      if (this.#cell.column < MOST_COLUMNS)
        this.#row.cells[this.#cell.column] = textOf(this.#cell, this.#book).slice(0, LONGEST_CELL);
      this.#cell = null;
    }
    if (name !== "row") return null;
    const row = this.#row;
    this.#row = null;
    return row;
  }
}

function textOf({ type, style, value }: OpenCell, book: Book): string {
  switch (type) {
    case "s":
      return book.texts[Number(value)] ?? "";
    case "n": {
      const number = Number(value);
      if (value === "" || !Number.isFinite(number)) return "";
      if (book.dateStyles.has(style)) return dayOf(number, book.from1904);
      // The file keeps 0.1 + 0.2 as it is in memory; fifteen digits are what Excel shows.
      return Number.isInteger(number) ? number.toFixed(0) : String(Number(number.toPrecision(15)));
    }
    case "d":
      return /^\d{4}-\d{2}-\d{2}/.test(value) ? dayMonthYear(value.slice(0, 10)) : value;
    case "e":
      return "";
    default:
      return value;
  }
}

/**
 * A serial number as the day that Excel shows. It counts from 1899-12-30, because it takes 1900 for a leap year; the first
 * two months of 1900 are one day off in it. Small numbers in a date format are years that were formatted by mistake.
 */
function dayOf(serial: number, from1904: boolean): string {
  if (serial >= 1900 && serial <= 2100 && Number.isInteger(serial)) return String(serial);
  const days = Math.floor(serial) - (from1904 ? 24_107 : 25_569);
  if (days < -40_000 || days > 80_000) return String(serial);
  return dayMonthYear(fromDayNumber(days < -25_508 && !from1904 ? days + 1 : days));
}

function dayMonthYear(date: string): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** Hands the texts of merged cells to the rows that they cover; rows come in order, so each range is looked at in its time. */
function filler(merges: readonly Merge[]): (row: OpenRow) => Omit<TableRow, "hiddenColumns"> {
  let next = 0;
  let active: Merge[] = [];
  return (row) => {
    for (let merge = merges[next]; merge !== undefined && merge.top <= row.number; merge = merges[next]) {
      active.push(merge);
      next += 1;
    }
    active = active.filter(({ bottom }) => bottom >= row.number);
    const fromAbove = new Set<number>();
    for (const merge of active) {
      if (row.number === merge.top) merge.text = row.cells[merge.left] ?? "";
      if (merge.text === "") continue;
      for (let column = merge.left; column <= Math.min(merge.right, MOST_COLUMNS - 1); column += 1) {
        row.cells[column] = merge.text;
        if (row.number > merge.top) fromAbove.add(column);
      }
    }
    const cells = Array.from(row.cells, (text: string | undefined) => (text ?? "").normalize("NFC"));
    return { number: row.number, hidden: row.hidden, cells, fromAbove };
  };
}

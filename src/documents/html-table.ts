import { readFile } from "node:fs/promises";
import { AppError } from "../domain/app-error.ts";
import { piecesOf } from "./html-pieces.ts";
import { SpannedRows, spanOf, type SpannedCell } from "./spanned-rows.ts";
import { LONGEST_CELL, type Table, type TableRow } from "./table.ts";

const LARGEST = 20 * 1024 * 1024;
/** Of one text without a tag so much is looked at, blanks and references among it; a cell keeps less. */
const LONGEST_TEXT = 10 * LONGEST_CELL;
const NAMED = new Map([
  ["nbsp", " "],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
  ["check", "\u2713"],
]);
const MARKS = new Map([
  ["grave", "\u0300"],
  ["acute", "\u0301"],
  ["circ", "\u0302"],
  ["tilde", "\u0303"],
]);

/**
 * Opens a table of a web page, also one that bears the name of a workbook, as other programs of the state give them out:
 * one sheet of all its tables, the text around them as rows of one cell.
 */
export async function openHtml(path: string): Promise<Table> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST)
    throw new AppError(
      "file_too_large",
      "This web page is larger than the 20 MB that are read: open it in Excel, save it as .xlsx, and import that.",
      1,
    );
  const page = decoded(bytes);
  if (!isTable(page))
    throw new AppError(
      "not_a_table",
      "This is no list that can be read: save it as .xlsx or .csv, and import that.",
      1,
    );
  return {
    sheets: [
      {
        name: "",
        hidden: false,
        async *rows() {
          yield* rowsOf(page);
        },
      },
    ],
    close: async () => undefined,
  };
}

function decoded(bytes: Buffer): string {
  const said = /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 2048).toString("latin1"))?.[1];
  for (const label of [said ?? "utf-8", "utf-8"])
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // Another one than it says.
    }
  return new TextDecoder("windows-1258").decode(bytes);
}

function isTable(page: string): boolean {
  for (const { cells } of rowsOf(page)) if (cells.length > 1) return true;
  return false;
}

/** Row by row: what a page of cells that reach over many others would be as a whole fits into no memory. */
function* rowsOf(page: string): Generator<TableRow> {
  const reader = new PageReader();
  for (const piece of piecesOf(page)) {
    if (piece.kind === "text") reader.text(textOf(piece.text.slice(0, LONGEST_TEXT)));
    else if (piece.kind === "close") reader.close(piece.name);
    else reader.open(piece.name, piece.attributes);
    if (reader.hasRows) yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

/** What browsers forgive is forgiven: rows and cells that are never closed. A table within a cell is that cell's text. */
class PageReader {
  #rows: TableRow[] = [];
  readonly #layout = new SpannedRows();
  #depth = 0;
  #cells: SpannedCell[] | null = null;
  #hidden = false;
  #cell: SpannedCell | null = null;
  #around = "";

  get hasRows(): boolean {
    return this.#rows.length > 0;
  }

  text(text: string): void {
    if (this.#cell !== null) this.#cell.text = joined(this.#cell.text, text);
    else if (this.#cells === null) this.#around = joined(this.#around, text);
  }

  open(name: string, attributes: string): void {
    if (name === "br") this.text("\n");
    if (/^(?:p|div|h\d|li)$/.test(name)) this.#break();
    if (name === "table") {
      // Outside of a cell it is the next one, and the one before was never closed.
      if (this.#cell === null) this.#endRow();
      this.#depth = this.#cell === null ? 1 : this.#depth + 1;
    }
    if (this.#depth > 1) return;
    if (name === "tr") {
      this.#endRow();
      this.#cells = [];
      this.#hidden = /display\s*:\s*none|height\s*[:=]\s*["']?0(?![.\d])/i.test(attributes);
    }
    if (name === "td" || name === "th") {
      this.#endCell();
      const [columns, rows] = ["colspan", "rowspan"].map((span) =>
        spanOf(new RegExp(`${span}\\s*=\\s*["']?(\\d{1,5})`, "i").exec(attributes)?.[1]),
      );
      this.#cells ??= [];
      this.#cell = { text: "", columns: columns ?? 1, rows: rows ?? 1 };
    }
  }

  close(name: string): void {
    if (/^(?:p|div|h\d|li)$/.test(name)) this.#break();
    if (name === "table") this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth > 1 || (name === "table" && this.#depth > 0)) return;
    if (name === "td" || name === "th") this.#endCell();
    if (name === "tr" || name === "table") this.#endRow();
  }

  end(): void {
    this.#endRow();
    this.#break();
  }

  /** The rows that are whole by now, each once. */
  take(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #endCell(): void {
    if (this.#cell !== null) this.#cells?.push({ ...this.#cell, text: tidy(this.#cell.text) });
    this.#cell = null;
  }

  #endRow(): void {
    this.#endCell();
    this.#break();
    if (this.#cells !== null && this.#cells.length > 0)
      this.#rows.push(this.#layout.row(this.#cells, this.#hidden));
    this.#cells = null;
  }

  /** Ends a paragraph: outside of tables it is a row of one cell, such as a title. */
  #break(): void {
    if (this.#cell !== null) this.#cell.text = joined(this.#cell.text, "\n");
    const text = tidy(this.#around);
    this.#around = "";
    if (text !== "") this.#rows.push(this.#layout.row([{ text, columns: 1, rows: 1 }]));
  }
}

/** What is longer than a cell keeps is not gathered. */
function joined(text: string, more: string): string {
  return text.length < LONGEST_TEXT ? text + more : text;
}

/** Spaces and line ends of the page's own text mean nothing. */
function textOf(piece: string): string {
  return piece
    .replace(/[\s\u00a0]+/g, " ")
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|\w{2,8});/gi, (all, name: string) => {
      const code = name.startsWith("#") ? Number(name.slice(1).replace(/^x/i, "0x")) : null;
      if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      const [, letter = "", mark = ""] = /^([a-z])(grave|acute|circ|tilde)$/i.exec(name) ?? [];
      return (
        NAMED.get(name.toLowerCase()) ??
        (letter === "" ? all : (letter + (MARKS.get(mark) ?? "")).normalize("NFC"))
      );
    });
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/[ \u00a0]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

import { SpannedRows, spanOf } from "./spanned-rows.ts";
import { LONGEST_CELL, MOST_COLUMNS, type Table, type TableRow } from "./table.ts";
import { readXml, type XmlEvent } from "./xml.ts";
import type { Zip } from "./zip-directory.ts";

const PART = "word/document.xml";
type Cell = { text: string; columns: number; goesOn: boolean };

/** The tables of a Word file as one sheet; paragraphs around them are rows of one cell, such as a title. */
export function docxTable(zip: Zip): Table {
  return {
    sheets: [{ name: "", hidden: false, rows: () => rowsOf(zip) }],
    close: () => zip.close(),
  };
}

/** Whether an archive is a Word file. */
export function isDocx(names: readonly string[]): boolean {
  return names.includes(PART);
}

async function* rowsOf(zip: Zip): AsyncGenerator<TableRow> {
  const reader = new WordReader();
  for await (const events of readXml(zip.read(PART)))
    for (const event of events) {
      const row = reader.take(event);
      if (row !== null) yield row;
    }
}

class WordReader {
  readonly #layout = new SpannedRows();
  /** The texts of the row above, by column: a cell that goes on from there says so, and how far it reaches is not said. */
  #above: readonly string[] = [];
  #depth = 0;
  #cells: Cell[] = [];
  #cell: Cell | null = null;
  #around = "";
  #inText = false;
  /** A picture's text is given twice, once for programs that cannot draw it. */
  #fallback = 0;

  take(event: XmlEvent): TableRow | null {
    if (event.kind === "text") {
      if (this.#inText && this.#fallback === 0) this.#add(event.text);
      return null;
    }
    const { name } = event;
    if (name === "t") this.#inText = event.kind === "open";
    if (name === "Fallback") this.#fallback += event.kind === "open" ? 1 : -1;
    if (event.kind === "open") {
      this.#open(name, event.attributes);
      return null;
    }
    return this.#close(name);
  }

  #add(text: string): void {
    if (this.#cell === null) this.#around = (this.#around + text).slice(0, LONGEST_CELL);
    else if (this.#cell.text.length < LONGEST_CELL) this.#cell.text += text;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes["w:val"];
    if (name === "tbl") this.#depth += 1;
    if (name === "br" || name === "cr") this.#add("\n");
    if (name === "tab" && this.#inText) this.#add(" ");
    if (this.#depth !== 1) return;
    if (name === "tr") this.#cells = [];
    if (name === "tc") this.#cell = { text: "", columns: 1, goesOn: false };
    if (name === "gridSpan" && this.#cell !== null)
      this.#cell.columns = Math.min(spanOf(value), MOST_COLUMNS);
    if (name === "vMerge" && this.#cell !== null) this.#cell.goesOn = value !== "restart";
  }

  #close(name: string): TableRow | null {
    if (name === "p") {
      if (this.#cell !== null) this.#cell.text += "\n";
      else if (this.#depth === 0) return this.#paragraph();
    }
    if (name === "tbl") this.#depth -= 1;
    if (this.#depth !== 1) return null;
    if (name === "tc" && this.#cell !== null) {
      if (this.#cells.length < MOST_COLUMNS) this.#cells.push(this.#cell);
      this.#cell = null;
    }
    return name === "tr" ? this.#row() : null;
  }

  #paragraph(): TableRow | null {
    const text = this.#around.replace(/\s+/g, " ").trim();
    this.#around = "";
    return text === "" ? null : this.#layout.row([{ text, columns: 1, rows: 1 }]);
  }

  #row(): TableRow {
    const fromAbove = new Set<number>();
    const cells = this.#cells.flatMap(({ text, columns, goesOn }) =>
      Array.from({ length: columns }, () => ({ text, goesOn })),
    );
    const texts = cells.map(({ text, goesOn }, column) => {
      if (!goesOn) return text.trim();
      fromAbove.add(column);
      return this.#above[column] ?? "";
    });
    this.#above = texts;
    return { ...this.#layout.row(texts.map((text) => ({ text, columns: 1, rows: 1 }))), fromAbove };
  }
}

import { SpannedRows, spanOf, type SpannedCell } from "./spanned-rows.ts";
import { LONGEST_CELL, MOST_COLUMNS, type Table, type TableRow } from "./table.ts";
import { readXml, type XmlEvent } from "./xml.ts";
import { broken, type Zip } from "./zip-directory.ts";

const PART = "content.xml";
const MOST_SHEETS = 100;
/** Rows that are alike and not empty are written once with their number; more than this is formatting. */
const MOST_ALIKE = 1000;

/** Whether an archive is a workbook of LibreOffice. */
export function isOds(names: readonly string[]): boolean {
  return names.includes(PART) && names.includes("mimetype");
}

/** The sheets of an .ods workbook; rows are read when asked for. OpenDocument 1.3, part 3. */
export async function odsTable(zip: Zip): Promise<Table> {
  const sheets: { name: string; hidden: boolean }[] = [];
  /** The styles of sheets that are not shown; they stand before the sheets. */
  const unseen = new Set<string | undefined>();
  let style: string | undefined;
  for await (const events of readXml(zip.read(PART)))
    for (const event of events) {
      if (event.kind !== "open") continue;
      const of = event.attributes;
      if (event.name === "style") style = of["style:name"];
      if (event.name === "table-properties" && of["table:display"] === "false") unseen.add(style);
      if (event.name === "table") {
        const given = of["table:style-name"];
        sheets.push({ name: of["table:name"] ?? "", hidden: given !== undefined && unseen.has(given) });
      }
      if (sheets.length > MOST_SHEETS) throw broken();
    }
  return {
    sheets: sheets.map((sheet, index) => ({ ...sheet, rows: () => rowsOf(zip, index) })),
    close: () => zip.close(),
  };
}

async function* rowsOf(zip: Zip, index: number): AsyncGenerator<TableRow> {
  const reader = new SheetReader(index);
  for await (const events of readXml(zip.read(PART)))
    for (const event of events) {
      yield* reader.take(event);
      if (reader.done) return;
    }
}

type Cell = SpannedCell & { alike: number; value: string | null };

class SheetReader {
  done = false;
  readonly #index: number;
  readonly #layout = new SpannedRows();
  #sheet = -1;
  #row: { alike: number; hidden: boolean; cells: SpannedCell[] } | null = null;
  #cell: Cell | null = null;
  #paragraphs = 0;
  /** Within a note to a cell, which is none of its text. */
  #notes = 0;

  constructor(index: number) {
    this.#index = index;
  }

  take(event: XmlEvent): TableRow[] {
    if (event.kind !== "text" && event.name === "table") {
      if (event.kind === "open") this.#sheet += 1;
      else if (this.#sheet === this.#index) this.done = true;
      return [];
    }
    if (this.#sheet !== this.#index) return [];
    if (event.kind === "text") {
      const { length } = this.#cell?.text ?? "";
      if (this.#cell !== null && this.#paragraphs > 0 && this.#notes === 0 && length < LONGEST_CELL)
        this.#cell.text += event.text;
      return [];
    }
    if (event.kind === "close") return this.#close(event.name);
    this.#open(event.name, event.attributes);
    return [];
  }

  #open(name: string, of: Readonly<Record<string, string>>): void {
    if (name === "annotation") this.#notes += 1;
    if (name === "table-row")
      this.#row = {
        alike: spanOf(of["table:number-rows-repeated"]),
        hidden: /^(?:collapse|filter)$/.test(of["table:visibility"] ?? ""),
        cells: [],
      };
    if (name === "table-cell")
      this.#cell = {
        text: "",
        columns: spanOf(of["table:number-columns-spanned"]),
        rows: spanOf(of["table:number-rows-spanned"]),
        alike: spanOf(of["table:number-columns-repeated"]),
        value: valueOf(of),
      };
    if (name === "p") {
      if (this.#cell !== null && this.#cell.text !== "" && this.#notes === 0) this.#cell.text += "\n";
      this.#paragraphs += 1;
    }
    if (this.#cell !== null && (name === "s" || name === "tab")) this.#cell.text += " ";
    if (this.#cell !== null && name === "line-break") this.#cell.text += "\n";
  }

  #close(name: string): TableRow[] {
    if (name === "annotation") this.#notes -= 1;
    if (name === "p") this.#paragraphs -= 1;
    if (name === "table-cell" && this.#cell !== null) {
      const { text, value, alike, columns, rows } = this.#cell;
      const cell = { text: value ?? text.trim(), columns, rows };
      const room = MOST_COLUMNS - (this.#row?.cells.length ?? 0);
      for (let one = 0; one < Math.min(alike, room); one += 1) this.#row?.cells.push(cell);
      this.#cell = null;
    }
    const row = this.#row;
    if (name !== "table-row" || row === null) return [];
    this.#row = null;
    if (row.cells.every(({ text }) => text === "")) {
      const [first] = row.alike === 1 ? [this.#layout.row(row.cells, row.hidden)] : [];
      if (first === undefined) this.#layout.skip(row.alike);
      return first === undefined ? [] : [first];
    }
    const rows = Array.from({ length: Math.min(row.alike, MOST_ALIKE) }, () =>
      this.#layout.row(row.cells, row.hidden),
    );
    this.#layout.skip(row.alike - rows.length);
    return rows;
  }
}

/** What a cell holds where its text only shows it: a whole number, a day as `dd/mm/yyyy`. */
function valueOf(of: Readonly<Record<string, string>>): string | null {
  const [year, month, day] = (of["office:date-value"] ?? "").slice(0, 10).split("-");
  if (year !== undefined && month !== undefined && day !== undefined) return `${day}/${month}/${year}`;
  const number = Number(of["office:value"]);
  if (of["office:value-type"] !== "float" || !Number.isFinite(number)) return null;
  return Number.isInteger(number) ? number.toFixed(0) : String(Number(number.toPrecision(15)));
}

import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";

/** One row as it was written: by the name of its column, with the line where it stands (in JSON, its place in the list). */
export type UnitFileRow = { line: number; values: Readonly<Record<string, string>> };

export const UNIT_COLUMNS = ["code", "name", "type", "parent", "valid_from", "aliases", "document"] as const;
export type UnitColumn = (typeof UNIT_COLUMNS)[number];

const HEADINGS: ReadonlyMap<string, UnitColumn> = new Map<string, UnitColumn>([
  ...UNIT_COLUMNS.map((column): [string, UnitColumn] => [column, column]),
  ["parent_code", "parent"],
  ["from", "valid_from"],
  ["ma", "code"],
  ["ten", "name"],
  ["loai", "type"],
  ["thuoc", "parent"],
  ["tu ngay", "valid_from"],
  ["ten cu", "aliases"],
  ["van ban", "document"],
]);

const JsonRows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

/**
 * Reads a list of places: JSON (a list of objects), or CSV with a line of headings, separated by commas, semicolons or
 * tabs. Throws an AppError where it is neither, or a column is missing that every row needs.
 */
export function readUnitFile(text: string): UnitFileRow[] {
  const plain = text.replace(/^\uFEFF/, "");
  const rows = /^\s*[[{]/.test(plain) ? jsonRows(plain) : csvRows(plain);
  if (rows.length === 0) throw bad("The file has no row. Write one place a line below the headings.");
  const columns = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const missing = (["name", "type", "parent", "valid_from"] as const).filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw bad(
      `The file has no column ${missing.join(", ")}. Its headings are ${UNIT_COLUMNS.join(", ")}; the first and the last two may be left out.`,
    );
  return rows;
}

function jsonRows(text: string): UnitFileRow[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw bad(`The file is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  const parsed = JsonRows.safeParse(list);
  if (!parsed.success) throw bad('The JSON is no list of objects with texts: write it like [{"name": …}].');
  return parsed.data.map((row, index) => ({
    line: index + 1,
    values: Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        const column = columnOf(name);
        return column === undefined ? [] : [[column, String(value ?? "").trim()]];
      }),
    ),
  }));
}

function csvRows(text: string): UnitFileRow[] {
  const [headings, ...records] = csvRecords(text);
  const columns = headings?.cells.map(columnOf) ?? [];
  return records.flatMap(({ line, cells }) => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const values = columns.flatMap((column, at) =>
      column === undefined ? [] : [[column, (cells[at] ?? "").trim()] as const],
    );
    return [{ line, values: Object.fromEntries(values) }];
  });
}

type CsvRecord = { line: number; cells: string[] };

/** Cells as RFC 4180 has them: a quoted one may hold separators, doubled quotes and line breaks. */
function csvRecords(text: string): CsvRecord[] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = [";", "\t"].find((one) => first.includes(one)) ?? ",";
  const records: CsvRecord[] = [];
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|((?!")[^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`,
    "gy",
  );
  for (let at = 0; at < text.length;) {
    cell.lastIndex = at;
    const match = cell.exec(text);
    if (match === null)
      throw bad(`Line ${line}: a quotation mark is not closed, or something stands behind it.`);
    const [whole, quoted, bare, end] = match;
    record.cells.push((quoted?.replaceAll('""', '"') ?? bare ?? "").normalize("NFC"));
    line += (whole.match(/\r?\n|\r/g) ?? []).length;
    at += whole.length;
    if (end === separator) continue;
    records.push(record);
    record = { line, cells: [] };
  }
  if (record.cells.length > 0) records.push(record);
  return records;
}

function columnOf(heading: string): UnitColumn | undefined {
  return HEADINGS.get(fold(heading).replaceAll("-", "_"));
}

function bad(message: string): AppError {
  return new AppError("bad_file", message, 1);
}

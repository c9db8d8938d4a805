import { open, stat } from "node:fs/promises";
import { AppError } from "../domain/app-error.ts";
import { openCsv } from "./csv.ts";
import { inUnicode } from "./in-unicode.ts";
import { LARGEST_FILE, type Table } from "./table.ts";
import { openXlsx } from "./xlsx-book.ts";

/**
 * Opens a list that somebody made: .xlsx or .csv, told apart by what is in it and not by its name. What is neither, or is
 * too large, ends with an AppError that says how to save it instead.
 */
export async function openTable(path: string): Promise<Table> {
  const table = await opened(path);
  return { ...table, sheets: table.sheets.map(inUnicode) };
}

async function opened(path: string): Promise<Table> {
  const start = await startOf(path);
  if (start.readUInt32BE(0) === 0x504b0304) return openXlsx(path);
  if (start.readUInt32BE(0) === 0xd0cf11e0)
    throw new AppError(
      "old_or_locked_workbook",
      "This is an old .xls file or one with a password: open it in Excel, take the password off, save it as .xlsx, and import that.",
      1,
    );
  if (/^(?:%PDF|\{\\rtf|(?:\xef\xbb\xbf)?\s*<[!?a-z]|\x89PNG|\xff\xd8\xff)/i.test(start.toString("latin1")))
    throw new AppError(
      "not_a_table",
      "This is no list that can be read: save it as .xlsx or .csv, and import that.",
      1,
    );
  return openCsv(path);
}

async function startOf(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile())
    throw new AppError("no_such_file", `There is no file ${path}: look at how its name is written.`, 1);
  if (found.size > LARGEST_FILE)
    throw new AppError(
      "file_too_large",
      `This file has ${Math.round(found.size / 1024 / 1024)} MB, more than the 50 MB that are read: leave pictures and other sheets out, or split it.`,
      1,
    );
  if (found.size === 0)
    throw new AppError("empty_file", "This file is empty: choose the one that has the list.", 1);
  const file = await open(path, "r");
  try {
    const start = Buffer.alloc(8);
    await file.read(start, 0, 8, 0);
    return start;
  } finally {
    await file.close();
  }
}

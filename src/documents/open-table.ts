import { open, stat } from "node:fs/promises";
import { AppError } from "../domain/app-error.ts";
import { openCsv } from "./csv.ts";
import { docxTable, isDocx } from "./docx-table.ts";
import { openHtml } from "./html-table.ts";
import { isOds, odsTable } from "./ods-book.ts";
import { inUnicode } from "./in-unicode.ts";
import { LARGEST_FILE, type Sheet, type Table } from "./table.ts";
import { openXlsx } from "./xlsx-book.ts";
import { openZip } from "./zip-directory.ts";

/** What no record can keep: a page or a .csv may bring it. */
const UNKEPT = /\0|\p{Cs}/gu;

/** Bytes of a file that tell what it is; a page may begin with blanks. */
const SNIFFED = 256;

/**
 * Opens a list that somebody made: a workbook of Excel (.xlsx) or LibreOffice (.ods), a .csv, a table of Word (.docx) or of
 * a web page, told apart by what is in it and not by its name. What is none of them, or is too large, ends with an AppError
 * that says how to save it instead.
 */
export async function openTable(path: string): Promise<Table> {
  const table = await opened(path);
  return { ...table, sheets: table.sheets.map(inUnicode).map(kept) };
}

function kept(sheet: Sheet): Sheet {
  return {
    ...sheet,
    async *rows() {
      for await (const row of sheet.rows())
        yield { ...row, cells: row.cells.map((cell) => cell.replace(UNKEPT, "")) };
    },
  };
}

async function opened(path: string): Promise<Table> {
  const start = await startOf(path);
  if (start.readUInt32BE(0) === 0x504b0304) return openArchive(path);
  if (start.readUInt32BE(0) === 0xd0cf11e0)
    throw new AppError(
      "old_or_locked_workbook",
      "This is an old .xls file or one with a password: open it in Excel, take the password off, save it as .xlsx, and import that.",
      1,
    );
  if (/^(?:\xef\xbb\xbf)?\s*<[!?a-z]/i.test(start.toString("latin1"))) return openHtml(path);
  if (/^(?:%PDF|\{\\rtf|MIME-Ver|\x89PNG|\xff\xd8\xff)/i.test(start.toString("latin1")))
    throw new AppError(
      "not_a_table",
      "This is no list that can be read: save it as .xlsx or .csv, and import that.",
      1,
    );
  return openCsv(path);
}

async function openArchive(path: string): Promise<Table> {
  const zip = await openZip(path);
  if (isDocx(zip.names)) return docxTable(zip);
  if (isOds(zip.names))
    return odsTable(zip).catch(async (error: unknown) => {
      await zip.close();
      throw error;
    });
  await zip.close();
  return openXlsx(path);
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
    const start = Buffer.alloc(SNIFFED);
    await file.read(start, 0, SNIFFED, 0);
    return start;
  } finally {
    await file.close();
  }
}

import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { AppError } from "../domain/app-error.ts";
import { csvText } from "./csv-text.ts";
import type { WrittenSheet } from "./written-sheet.ts";
import { workbookPieces } from "./xlsx-pieces.ts";

/**
 * Writes sheets to an .xlsx or .csv file, by the ending of its name; in a .csv they follow one another. Rows are taken one
 * at a time. The file appears under its name when it is whole; an AppError says what to do where it cannot be written.
 */
export async function writeTable(path: string, sheets: readonly WrittenSheet[], now: Date): Promise<void> {
  const ending = /\.(xlsx|csv)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined)
    throw new AppError("no_such_format", `Give ${path} a name that ends with .xlsx or .csv.`, 1);
  const partial = `${path}.part`;
  try {
    const pieces = ending === "csv" ? csvText(sheets) : workbookPieces(sheets, now);
    const file = createWriteStream(partial, { flags: "w", mode: 0o600 });
    // Heard here, or a folder that does not exist would end the program.
    const done = finished(file);
    done.catch(() => undefined);
    try {
      for await (const piece of pieces)
        if (!file.write(piece)) await Promise.race([once(file, "drain"), done]);
    } finally {
      file.end();
    }
    await done;
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (
      error instanceof Error &&
      "code" in error &&
      typeof error.code === "string" &&
      /^E[A-Z]+$/.test(error.code)
    )
      throw new AppError(
        "cannot_write",
        `${path} cannot be written (${error.code}): choose another folder.`,
        2,
        error,
      );
    throw error;
  }
}

import { csvText } from "./csv-text.ts";
import type { WrittenSheet } from "./written-sheet.ts";
import { workbookPieces } from "./xlsx-pieces.ts";

/** A list as a file in memory: its name with its ending, and what it is. */
export type TableFile = { name: string; mime: string; bytes: Uint8Array };

/** What a channel can carry as a list: Zalo takes no .xlsx. */
export function listEnding(channel: string): "xlsx" | "csv" {
  return channel.startsWith("zalo") ? "csv" : "xlsx";
}

/** Sheets as an .xlsx or .csv file in memory, for lists that a chat can carry; `name` comes without its ending. */
export async function tableFile(
  name: string,
  ending: "xlsx" | "csv",
  sheets: readonly WrittenSheet[],
  now: Date,
): Promise<TableFile> {
  const pieces: Buffer[] = [];
  for await (const piece of ending === "csv" ? csvText(sheets) : workbookPieces(sheets, now))
    pieces.push(Buffer.from(piece));
  return {
    name: `${name}.${ending}`,
    mime: ending === "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: Buffer.concat(pieces),
  };
}

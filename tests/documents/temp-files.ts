import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTable } from "../../src/documents/open-table.ts";

/** A folder for one test file's files, and how to take it away. */
export async function tempFolder(): Promise<{ at: (name: string) => string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-documents-"));
  return {
    at: (name) => join(folder, name),
    remove: async () => rm(folder, { recursive: true, force: true }),
  };
}

/** All rows of a file: sheet by sheet, the cells of each row. */
export async function readAll(path: string): Promise<Record<string, string[][]>> {
  const table = await openTable(path);
  const read: Record<string, string[][]> = {};
  try {
    for (const sheet of table.sheets) {
      const rows: string[][] = [];
      for await (const row of sheet.rows()) rows.push([...row.cells]);
      read[sheet.name] = rows;
    }
  } finally {
    await table.close();
  }
  return read;
}

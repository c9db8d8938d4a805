import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { AppError } from "../../domain/app-error.ts";
import { copied, quoted } from "./dump.ts";
import type { BackupTable, Frame } from "./frames.ts";

/**
 * Copies the rows of a backup into tables made as they were, in the caller's transaction, and lets the numbering go on
 * where it stood. Returns the number of rows; rejects where a table got fewer or more of them than the backup says.
 */
export async function load(client: ClientBase, frames: AsyncGenerator<Frame>): Promise<number> {
  let all = 0;
  for (;;) {
    const next = await frames.next();
    if (next.done === true || next.value.kind === "end") return all;
    const frame = next.value;
    if (frame.kind === "head")
      for (const { name, value } of frame.head.sequences)
        await client.query("SELECT setval($1::regclass, $2::bigint)", [`public.${quoted(name)}`, value]);
    else if (frame.kind === "table") all += await loadTable(client, frame.table, frames);
    else throw new Error(`the backup has ${frame.kind} where a table should begin`);
  }
}

async function loadTable(
  client: ClientBase,
  table: BackupTable,
  frames: AsyncGenerator<Frame>,
): Promise<number> {
  let promised = -1;
  async function* rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const next = await frames.next();
      if (next.done === true || next.value.kind !== "rows") {
        if (next.done !== true && next.value.kind === "table_end") promised = next.value.rows;
        return;
      }
      yield next.value.bytes;
    }
  }
  const into = client.query(copyFrom(`COPY ${copied(table)} FROM STDIN`));
  await pipeline(rows(), into);
  if (into.rowCount !== promised)
    throw new AppError(
      "rows_missing",
      `The backup promises ${promised} rows of ${table.name} and holds ${into.rowCount}: take another backup.`,
    );
  return promised;
}

import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Client } from "pg";
import { AppError } from "../../domain/app-error.ts";
import { dump } from "./dump.ts";
import { seal, type BackupSecret } from "./sealed-stream.ts";

/** What a backup holds: the state of this moment, in so many rows. */
export type BackupPoint = { at: Date; tables: number; rows: number };

/**
 * Writes everything in the database at `url` into one encrypted file, while the program may go on working. The file
 * gets its name when it is whole and on the disk; before that it ends in `.part`. Rejects with an AppError where the
 * name is taken, or the disk or the database fails; then nothing is left behind.
 */
export async function writeBackup(
  url: string,
  file: string,
  given: { secret: BackupSecret; encryptionKey: string; now: Date },
): Promise<BackupPoint> {
  if (existsSync(file))
    throw new AppError("backup_exists", `${file} is there already: choose another name, or move it away.`, 1);
  const client = new Client({ connectionString: url, application_name: "sinh-ke backup" });
  // A connection that breaks fails the query under way; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  const part = `${file}.part`;
  const point: BackupPoint = { at: given.now, tables: 0, rows: 0 };
  const count = (_table: string, rows: number): void => {
    point.tables += 1;
    point.rows += rows;
  };
  try {
    await pipeline(
      Readable.from(dump(client, { encryptionKey: given.encryptionKey, now: given.now, count })),
      createGzip(),
      (packed) => seal(packed, given.secret),
      createWriteStream(part, { mode: 0o600, flush: true }),
    );
    await rename(part, file);
    return point;
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError(
      "backup_failed",
      `The backup could not be written (${error instanceof Error ? error.message : String(error)}): check the folder, the room on its disk and the database, and try again.`,
      2,
      error,
    );
  } finally {
    await client.end();
  }
}

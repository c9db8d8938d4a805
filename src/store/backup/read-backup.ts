import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "../../domain/app-error.ts";
import type { BackupPoint } from "./backup.ts";
import { readFrames, type BackupHead, type Frame } from "./frames.ts";
import { unseal, type BackupSecret } from "./sealed-stream.ts";

/** The pieces of a backup in their order; an AppError where it cannot be opened or is not whole. */
export async function* readBackup(file: string, secret: BackupSecret): AsyncGenerator<Frame> {
  const plain = createGunzip();
  // A failure of any of the streams is thrown by the last one, where it is read.
  pipeline(Readable.from(unseal(createReadStream(file), secret)), plain, () => undefined);
  try {
    yield* readFrames(plain);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "backup_not_read",
      `The backup cannot be read (${error instanceof Error ? error.message : String(error)}): check the name and that you may read it.`,
      1,
      error,
    );
  }
}

/** Reads a backup to its end without a database, and tells what it holds: what can be read so can be restored. */
export async function checkBackup(
  file: string,
  secret: BackupSecret,
): Promise<{ head: BackupHead; point: BackupPoint }> {
  let head: BackupHead | null = null;
  let tables = 0;
  let rows = 0;
  for await (const frame of readBackup(file, secret)) {
    if (frame.kind === "head") head = frame.head;
    if (frame.kind === "table") tables += 1;
    if (frame.kind === "table_end") rows += frame.rows;
  }
  if (head === null)
    throw new AppError("backup_without_head", "The backup says not what it is: take another.", 1);
  return { head, point: { at: head.at, tables, rows } };
}

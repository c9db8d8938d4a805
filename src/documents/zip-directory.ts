import { open, type FileHandle } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { pipeline, Readable } from "node:stream";
import { AppError } from "../domain/app-error.ts";

const MEGABYTE = 1024 * 1024;
/** What a workbook may be once it is unpacked; 20,000 households of 20 columns are some 30 MB. */
const LARGEST_UNPACKED = 400 * MEGABYTE;
/** Tables pack well, seldom beyond 60 times; what packs better than this was made to harm. */
const BEST_PACKING = 250;
const PIECE = 64 * 1024;
const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

type Entry = { method: number; packed: number; size: number; at: number };

export type Zip = {
  names: readonly string[];
  /** Unpacks a file piece by piece. Ends with an AppError where it is larger than its directory says. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

/**
 * Opens a zip archive and reads its directory only. What claims to unpack to more than 400 MB, or packs better than any
 * table does, is refused before anything is unpacked. APPNOTE.TXT 6.3.10, without Zip64, which no workbook needs.
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path, "r");
  try {
    const entries = await readDirectory(file);
    return {
      names: [...entries.keys()],
      read: (name) => unpack(file, entries.get(name)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== DIRECTORY_END) end -= 1;
  if (end < 0) throw broken();
  const [count, length, from] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (from + length > size) throw broken();
  const directory = await readAt(file, from, length);
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let at = 0, read = 0; read < count; read += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken();
    const nameLength = directory.readUInt16LE(at + 28);
    const entry = {
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    };
    total += entry.size;
    if (total > LARGEST_UNPACKED || (entry.size > MEGABYTE && entry.size > entry.packed * BEST_PACKING))
      throw new AppError(
        "unpacks_too_large",
        "This file unpacks to far more than a list of households: save the sheet that you need as a new .xlsx file, and import that.",
        1,
      );
    entries.set(directory.toString("utf8", at + 46, at + 46 + nameLength).replace(/^\//, ""), entry);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function* unpack(file: FileHandle, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined) throw broken();
  const header = await readAt(file, entry.at, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw broken();
  if (entry.packed === 0) return;
  const from = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (entry.method !== 0 && entry.method !== 8) throw broken();
  const packed = Readable.from(stored(file, from, entry.packed));
  // The callback hears of the failure that the loop below throws, too.
  const pieces = entry.method === 0 ? packed : pipeline(packed, createInflateRaw(), () => undefined);
  let unpacked = 0;
  try {
    for await (const piece of pieces) {
      if (!Buffer.isBuffer(piece)) throw broken();
      unpacked += piece.length;
      // The directory lied: it is what the limits were checked by.
      if (unpacked > entry.size) throw broken();
      yield piece;
    }
  } catch (error) {
    throw error instanceof AppError ? error : broken(error);
  } finally {
    packed.destroy();
  }
}

/** Not a stream of the file's own: that would close the file when it ends. */
async function* stored(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE) {
    const piece = await readAt(file, from + at, Math.min(PIECE, length - at));
    if (piece.length === 0) return;
    yield piece;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The sentence for a file that is no whole workbook. */
export function broken(cause?: unknown): AppError {
  return new AppError(
    "broken_workbook",
    "This file is not a whole Excel workbook: open it in Excel, save it again as .xlsx, and import that.",
    1,
    cause,
  );
}

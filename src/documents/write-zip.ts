import { crc32, createDeflateRaw } from "node:zlib";
import { Readable } from "node:stream";
import { HOUR_MS } from "../calendar/local-date.ts";

export type ZipPart = { name: string; pieces: AsyncIterable<string> | Iterable<string> };

type Written = { name: Buffer; crc: number; packed: number; size: number; at: number };

/** Sizes follow the data, and names are UTF-8: APPNOTE.TXT 6.3.10, 4.4.4. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;

/** The bytes of a zip archive, packed piece by piece; nothing larger than 4 GB. */
export async function* zipPieces(parts: readonly ZipPart[], now: Date): AsyncGenerator<Buffer> {
  const time = dosTime(now);
  const written: Written[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, "utf8");
    const entry = { name, crc: 0, packed: 0, size: 0, at };
    const local = Buffer.concat([
      numbers(["4", 0x04034b50], ...common(time, entry), ["2", name.length], ["2", 0]),
      name,
    ]);
    yield local;
    for await (const piece of deflated(part, entry)) yield piece;
    yield numbers(["4", 0x08074b50], ["4", entry.crc], ["4", entry.packed], ["4", entry.size]);
    at += local.length + entry.packed + 16;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map((entry) => directoryEntry(time, entry)));
  yield directory;
  const count = written.length;
  yield numbers(
    ["4", 0x06054b50],
    ["4", 0],
    ["2", count],
    ["2", count],
    ["4", directory.length],
    ["4", at],
    ["2", 0],
  );
}

async function* deflated({ pieces }: ZipPart, entry: Written): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const text of pieces) {
      const piece = Buffer.from(text, "utf8");
      entry.crc = crc32(piece, entry.crc);
      entry.size += piece.length;
      yield piece;
    }
  }
  const source = Readable.from(counted());
  const packer = createDeflateRaw();
  source.once("error", (error) => packer.destroy(error));
  for await (const piece of source.pipe(packer)) {
    if (!Buffer.isBuffer(piece)) continue;
    entry.packed += piece.length;
    yield piece;
  }
}

function directoryEntry(time: number, entry: Written): Buffer {
  return Buffer.concat([
    numbers(
      ["4", 0x02014b50],
      ["2", VERSION],
      ...common(time, entry),
      ["2", entry.name.length],
      ["2", 0],
      ["2", 0],
      ["2", 0],
      ["2", 0],
      ["4", 0],
      ["4", entry.at],
    ),
    entry.name,
  ]);
}

type Field = readonly ["2" | "4", number];

function common(time: number, { crc, packed, size }: Written): Field[] {
  return [
    ["2", VERSION],
    ["2", FLAGS],
    ["2", DEFLATED],
    ["4", time],
    ["4", crc],
    ["4", packed],
    ["4", size],
  ];
}

/** Numbers of two or four bytes, the lowest byte first. */
function numbers(...fields: Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + Number(width), 0));
  let at = 0;
  for (const [width, value] of fields) {
    at = width === "2" ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  }
  return bytes;
}

/** Date and time of Viet Nam in the four bytes of MS-DOS, to two seconds. */
function dosTime(now: Date): number {
  const local = new Date(now.getTime() + 7 * HOUR_MS);
  const date = ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate();
  const time = (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1);
  return date * 0x10000 + time;
}

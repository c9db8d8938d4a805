import { tableOf, type Tables } from "./true-type.ts";

/** One drawn letter: its outline and its advance width and left side bearing. */
export type Glyph = { outline: Buffer; metrics: Buffer };

const METRICS = 4;
const COMPOUND_MORE = 0x0020;
const COMPOUND_WORDS = 0x0001;
const COMPOUND_SCALES: readonly (readonly [number, number])[] = [
  [0x0008, 2],
  [0x0040, 4],
  [0x0080, 8],
];

/** All glyphs of a font, in their order. */
export function glyphsOf(tables: Tables): Glyph[] {
  const count = tableOf(tables, "maxp").readUInt16BE(4);
  const long = tableOf(tables, "head").readInt16BE(50) === 1;
  const [loca, glyf, hmtx] = [tableOf(tables, "loca"), tableOf(tables, "glyf"), tableOf(tables, "hmtx")];
  const wide = tableOf(tables, "hhea").readUInt16BE(34);
  const offset = (index: number): number =>
    long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2;
  return Array.from({ length: count }, (_, index) => {
    const metrics = Buffer.alloc(METRICS);
    // Glyphs behind the last full entry share its width.
    hmtx.copy(metrics, 0, Math.min(index, wide - 1) * METRICS, Math.min(index, wide - 1) * METRICS + METRICS);
    if (index >= wide) hmtx.copy(metrics, 2, wide * METRICS + (index - wide) * 2);
    return { outline: Buffer.from(glyf.subarray(offset(index), offset(index + 1))), metrics };
  });
}

/** Moves what a compound glyph is put together from, `by` so many places on. A simple glyph stays as it is. */
export function shiftParts({ outline }: Glyph, by: number): void {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return;
  for (let at = 10; ;) {
    const flags = outline.readUInt16BE(at);
    outline.writeUInt16BE(outline.readUInt16BE(at + 2) + by, at + 2);
    if ((flags & COMPOUND_MORE) === 0) return;
    at += 4 + ((flags & COMPOUND_WORDS) === 0 ? 2 : 4);
    at += COMPOUND_SCALES.find(([flag]) => (flags & flag) !== 0)?.[1] ?? 0;
  }
}

/** Which glyph stands for which character (format 4 of the table `cmap`: all that these fonts use). */
export function charactersOf(tables: Tables): Map<number, number> {
  const cmap = tableOf(tables, "cmap");
  const found = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(at) === 4) readSegments(cmap.subarray(at), found);
  }
  return found;
}

function readSegments(table: Buffer, found: Map<number, number>): void {
  const bytes = table.readUInt16BE(6);
  const [ends, starts, deltas, ranges] = [14, 16 + bytes, 16 + 2 * bytes, 16 + 3 * bytes];
  for (let at = 0; at < bytes; at += 2) {
    const range = table.readUInt16BE(ranges + at);
    for (let code = table.readUInt16BE(starts + at); code <= table.readUInt16BE(ends + at); code++) {
      if (code === 0xffff) return;
      const delta = table.readUInt16BE(deltas + at);
      const inRange = ranges + at + range + 2 * (code - table.readUInt16BE(starts + at));
      const glyph = range === 0 ? code : table.readUInt16BE(inRange);
      if (glyph !== 0) found.set(code, (glyph + delta) & 0xffff);
    }
  }
}

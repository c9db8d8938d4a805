import { charactersOf, glyphsOf, shiftParts, type Glyph } from "./glyphs.ts";
import { tableOf, type Tables } from "./true-type.ts";

/** What a plain text needs; kerning and the rest refer to glyphs by number and are left out. */
const TAKEN_OVER = ["OS/2", "name", "post"] as const;

/**
 * Joins the parts that a family is delivered in to one font, since a renderer that looks for each letter in another file
 * loses some of `Đường` on the way. Where two parts have a character, the earlier one draws it. Names and line heights are
 * those of the first part.
 */
export function joinFonts(parts: readonly Tables[]): Tables {
  const [base] = parts;
  if (base === undefined) throw new Error("There is no font to join.");
  const glyphs: Glyph[] = [];
  const characters = new Map<number, number>();
  for (const part of parts) {
    const from = glyphs.length;
    const own = glyphsOf(part);
    for (const glyph of own) shiftParts(glyph, from);
    glyphs.push(...own);
    for (const [code, glyph] of charactersOf(part))
      if (!characters.has(code)) characters.set(code, glyph + from);
  }
  const head = Buffer.from(tableOf(base, "head"));
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(tableOf(base, "hhea"));
  hhea.writeUInt16BE(glyphs.length, 34);
  const maxp = Buffer.from(tableOf(base, "maxp"));
  // Limits of points and contours: as large as the largest part's.
  for (let at = 6; at + 2 <= maxp.length; at += 2)
    maxp.writeUInt16BE(Math.max(...parts.map((part) => tableOf(part, "maxp").readUInt16BE(at))), at);
  maxp.writeUInt16BE(glyphs.length, 4);
  return new Map([
    ...TAKEN_OVER.map((tag): [string, Buffer] => [tag, tableOf(base, tag)]),
    ["head", head],
    ["hhea", hhea],
    ["maxp", maxp],
    ["hmtx", Buffer.concat(glyphs.map(({ metrics }) => metrics))],
    ...outlines(glyphs),
    ["cmap", characterMap(characters)],
  ]);
}

function outlines(glyphs: readonly Glyph[]): [string, Buffer][] {
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  const drawn: Buffer[] = [];
  let offset = 0;
  for (const [index, { outline }] of glyphs.entries()) {
    loca.writeUInt32BE(offset, index * 4);
    const padding = (4 - (outline.length % 4)) % 4;
    drawn.push(outline, Buffer.alloc(padding));
    offset += outline.length + padding;
  }
  loca.writeUInt32BE(offset, glyphs.length * 4);
  return [
    ["loca", loca],
    ["glyf", Buffer.concat(drawn)],
  ];
}

/** Format 12: one group for each character, which is plain and long enough. */
function characterMap(characters: ReadonlyMap<number, number>): Buffer {
  const sorted = [...characters].toSorted(([a], [b]) => a - b);
  const table = Buffer.alloc(12 + 16 + sorted.length * 12);
  table.writeUInt16BE(1, 2);
  // Windows, full Unicode.
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(16 + sorted.length * 12, 16);
  table.writeUInt32BE(sorted.length, 24);
  for (const [index, [code, glyph]] of sorted.entries()) {
    const at = 28 + index * 12;
    table.writeUInt32BE(code, at);
    table.writeUInt32BE(code, at + 4);
    table.writeUInt32BE(glyph, at + 8);
  }
  return table;
}

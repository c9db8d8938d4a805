const HEADER = 12;
const DROPPED = new Set(["EXIF", "XMP "]);
/** Bits of VP8X that say that EXIF and XMP are there (RFC 9649, section 2.7). */
const SAYS_DROPPED = 0x08 | 0x04;

/** A WebP (RFC 9649) without EXIF and XMP, and without what follows its end. */
export function cleanWebp(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < HEADER) return Buffer.from(view);
  const last = Math.min(view.length, 8 + view.readUInt32LE(4));
  const kept: Buffer[] = [];
  let at = HEADER;
  while (at + 8 <= last) {
    const size = view.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > last) break;
    const type = view.subarray(at, at + 4).toString("latin1");
    const chunk = Buffer.from(view.subarray(at, Math.min(end, last)));
    if (type === "VP8X" && chunk.length > 8) chunk.writeUInt8(chunk.readUInt8(8) & ~SAYS_DROPPED, 8);
    if (!DROPPED.has(type)) kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from(view.subarray(0, HEADER));
  header.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([header, body]);
}

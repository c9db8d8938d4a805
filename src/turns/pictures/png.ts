const SIGNATURE_LENGTH = 8;
const DROPPED = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);

/** A PNG (W3C PNG, third edition) without EXIF, texts and time, and without what follows its end. */
export function cleanPng(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [view.subarray(0, SIGNATURE_LENGTH)];
  let at = SIGNATURE_LENGTH;
  while (at + 12 <= view.length) {
    const end = at + 12 + view.readUInt32BE(at);
    if (end > view.length) break;
    const type = view.subarray(at + 4, at + 8).toString("latin1");
    if (!DROPPED.has(type)) kept.push(view.subarray(at, end));
    if (type === "IEND") break;
    at = end;
  }
  return Buffer.concat(kept);
}

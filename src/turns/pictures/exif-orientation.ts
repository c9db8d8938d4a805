const EXIF = "Exif\0\0";
const ORIENTATION = 0x0112;
const SHORT = 3;

/** Which way up a picture is (1 to 8), from the first directory of an APP1 segment with EXIF; null where it does not say. */
export function orientationOf(segment: Uint8Array): number | null {
  const bytes = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength);
  if (bytes.subarray(4, 10).toString("latin1") !== EXIF) return null;
  const tiff = bytes.subarray(10);
  if (tiff.length < 14) return null;
  const little = tiff.subarray(0, 2).toString("latin1") === "II";
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return null;
  const entries = short(directory);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An APP1 segment with EXIF that says which way up the picture is, and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const segment = Buffer.alloc(36);
  segment.set([0xff, 0xe1], 0);
  segment.writeUInt16BE(segment.length - 2, 2);
  segment.write(`${EXIF}MM`, 4, "latin1");
  segment.writeUInt16BE(42, 12);
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(ORIENTATION, 20);
  segment.writeUInt16BE(SHORT, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return segment;
}

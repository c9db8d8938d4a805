import { isLocalDate, type LocalDate } from "../../calendar/local-date.ts";

const EXIF = "Exif\0\0";
/** DateTime of the first directory, the pointer to the EXIF directory, and its DateTimeOriginal (Exif 2.32, 4.6). */
const CHANGED_AT = 0x0132;
const EXIF_DIRECTORY = 0x8769;
const TAKEN_AT = 0x9003;
/** The segment stands among the first of a JPEG; nothing further back is searched. */
const SEARCHED = 256 * 1024;

/**
 * The day on which a JPEG says that it was taken, by the camera's own calendar; null where it does not say. The only thing of
 * what a camera writes that is kept, and only the day of it.
 */
export function takenOn(bytes: Uint8Array): LocalDate | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SEARCHED));
  const at = head.indexOf(EXIF, 0, "latin1");
  if (head[0] !== 0xff || head[1] !== 0xd8 || at < 0) return null;
  const tiff = head.subarray(at + EXIF.length);
  if (tiff.length < 14) return null;
  const little = tiff.subarray(0, 2).toString("latin1") === "II";
  const inside = valueIn(tiff, little, longAt(tiff, little, 4), EXIF_DIRECTORY);
  const original = inside === null ? null : valueIn(tiff, little, inside, TAKEN_AT);
  const text = original ?? valueIn(tiff, little, longAt(tiff, little, 4), CHANGED_AT);
  return text === null ? null : dayAt(tiff, text);
}

/** The value, or the place of the value, of a tag in the directory at `start`. */
function valueIn(tiff: Buffer, little: boolean, start: number, tag: number): number | null {
  if (start + 2 > tiff.length) return null;
  const entries = little ? tiff.readUInt16LE(start) : tiff.readUInt16BE(start);
  for (let entry = 0; entry < entries; entry++) {
    const at = start + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    if ((little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) === tag) return longAt(tiff, little, at + 8);
  }
  return null;
}

function longAt(tiff: Buffer, little: boolean, at: number): number {
  return little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
}

/** "2026:11:23 08:15:00" at `at`. */
function dayAt(tiff: Buffer, at: number): LocalDate | null {
  if (at + 10 > tiff.length) return null;
  const day = tiff
    .subarray(at, at + 10)
    .toString("latin1")
    .replaceAll(":", "-");
  return isLocalDate(day) ? day : null;
}

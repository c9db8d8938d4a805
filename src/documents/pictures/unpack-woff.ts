import { inflateSync } from "node:zlib";
import type { Tables } from "./true-type.ts";

const WOFF = 0x774f4646;
const HEADER = 44;
const ENTRY = 20;

/**
 * The tables of a font in WOFF 1.0 (W3C, 2012), inflated. A file of another kind is a mistake in the installation and
 * throws.
 */
export function unpackWoff(woff: Buffer): Tables {
  if (woff.length < HEADER || woff.readUInt32BE(0) !== WOFF)
    throw new Error("The font is no WOFF 1.0 file; install the packages again with npm ci.");
  return new Map(
    Array.from({ length: woff.readUInt16BE(12) }, (_, index) => tableAt(woff, HEADER + index * ENTRY)),
  );
}

function tableAt(woff: Buffer, at: number): [string, Buffer] {
  const offset = woff.readUInt32BE(at + 4);
  const packed = woff.readUInt32BE(at + 8);
  const stored = woff.subarray(offset, offset + packed);
  const whole = packed === woff.readUInt32BE(at + 12) ? stored : inflateSync(stored);
  return [woff.toString("latin1", at, at + 4), whole];
}

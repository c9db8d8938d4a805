import { createHash } from "node:crypto";

/** An id that is the same for the same key wherever it is made (UUID of version 5, RFC 9562), so that an import can run twice. */
export function stableId(key: string): string {
  const hash = createHash("sha1").update(`unit:${key}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

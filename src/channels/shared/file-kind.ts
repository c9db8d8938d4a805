/** What the first bytes say; a vendor's header and a person's file name can be wrong. */
const SIGNATURES: readonly [mime: string, at: number, bytes: string][] = [
  ["image/jpeg", 0, "\xFF\xD8\xFF"],
  ["image/png", 0, "\x89PNG\r\n\x1A\n"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["application/pdf", 0, "%PDF-"],
  ["audio/ogg", 0, "OggS"],
  ["audio/amr", 0, "#!AMR"],
  ["image/heic", 4, "ftyphei"],
  ["image/heic", 4, "ftypmif1"],
  ["image/avif", 4, "ftypavif"],
  ["image/tiff", 0, "II*\0"],
  ["image/tiff", 0, "MM\0*"],
  ["video/mp4", 4, "ftyp"],
];

/** The kind of a file by its first bytes, or `otherwise`. */
export function sniffMime(bytes: Uint8Array, otherwise: string): string {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  return SIGNATURES.find(([, at, signature]) => head.startsWith(signature, at))?.[0] ?? otherwise;
}

/** Pictures that a phone shows in the talk; people often send them as files to keep them sharp. */
export function isPicture(mime: string | undefined): boolean {
  return mime !== undefined && /^image\/(?:jpe?g|png|webp|heic|heif)$/i.test(mime);
}

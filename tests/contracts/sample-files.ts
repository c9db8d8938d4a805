/** A JPEG of 2 by 1 pixels: the marks and the frame that programs look at, no picture. */
export const JPEG = Buffer.from(
  "ffd8ffe000104a46494600010100000100010000ffc0000b080001000201011100ffd9",
  "hex",
);

/** The smallest thing that calls itself a PDF. */
export const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

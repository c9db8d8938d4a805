import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openZip } from "../../../src/documents/zip-directory.ts";

/** The text of one file inside a Word file. */
export async function partOf(docx: Uint8Array, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-docx-"));
  try {
    await writeFile(join(folder, "paper.docx"), docx);
    const zip = await openZip(join(folder, "paper.docx"));
    try {
      const pieces: Buffer[] = [];
      for await (const piece of zip.read(name)) pieces.push(piece);
      return Buffer.concat(pieces).toString("utf8");
    } finally {
      await zip.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

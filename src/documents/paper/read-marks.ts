import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../domain/app-error.ts";
import { readXml, type XmlEvent } from "../xml.ts";
import { openZip } from "../zip-directory.ts";

/** The written parts of a Word file of ours: which paper they belong to, and the text below each marked heading. */
export type MarkedParts = { paper: string; parts: ReadonlyMap<string, string> };

/** `_sk_0123456789ab_strengths`: see `bookmarkOf` in the reports. */
const MARK = /^_sk_([0-9a-f]{12})_([a-z_]+)$/;
/** A dotted line that nobody wrote over. */
const NOTHING = /^[\s.…]*$/;

/**
 * Reads what stands below the marked headings of a Word file, as it came back from Word, LibreOffice or a phone. Null
 * where it is no Word file, or has none of our marks.
 */
export async function readMarkedParts(docx: Uint8Array): Promise<MarkedParts | null> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-word-"));
  try {
    const path = join(folder, "paper.docx");
    await writeFile(path, docx, { mode: 0o600 });
    const zip = await openZip(path);
    try {
      const reader = new PartReader();
      for await (const events of readXml(zip.read("word/document.xml")))
        for (const event of events) reader.take(event);
      return reader.read();
    } finally {
      await zip.close();
    }
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class PartReader {
  #paper: string | null = null;
  #part: string | null = null;
  #heading = false;
  #inText = false;
  #line = "";
  readonly #lines = new Map<string, string[]>();

  take(event: XmlEvent): void {
    if (event.kind === "text") {
      if (this.#inText) this.#line += event.text;
      return;
    }
    if (event.kind === "open") this.#open(event);
    else if (event.name === "t") this.#inText = false;
    else if (event.name === "p") this.#endParagraph();
  }

  read(): MarkedParts | null {
    if (this.#paper === null) return null;
    const parts = [...this.#lines].map(([part, lines]): [string, string] => {
      const text = lines.filter((line) => !NOTHING.test(line)).join("\n");
      return [part, text];
    });
    return { paper: this.#paper, parts: new Map(parts) };
  }

  #open({ name, attributes }: Extract<XmlEvent, { kind: "open" }>): void {
    switch (name) {
      case "t":
        this.#inText = true;
        break;
      case "tab":
        this.#line += " ";
        break;
      case "br":
        this.#line += "\n";
        break;
      case "tbl":
        // The table with recipients and signature ends the last part.
        this.#part = null;
        break;
      case "bookmarkStart":
        this.#mark(attributes["w:name"] ?? attributes["name"] ?? "");
        break;
    }
  }

  #mark(name: string): void {
    const [, paper, part] = MARK.exec(name) ?? [];
    if (paper === undefined || part === undefined) return;
    this.#paper ??= paper;
    this.#part = part;
    this.#heading = true;
    if (!this.#lines.has(part)) this.#lines.set(part, []);
  }

  #endParagraph(): void {
    const line = this.#line.trim();
    this.#line = "";
    if (this.#heading) {
      this.#heading = false;
      return;
    }
    if (this.#part !== null && line !== "") this.#lines.get(this.#part)?.push(line);
  }
}

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether LibreOffice and the reader of PDF are here. In CI they must be; elsewhere what needs them is not asked. */
export async function hasLibreOffice(): Promise<boolean> {
  try {
    await run("soffice", ["--version"]);
    await run("pdftotext", ["-v"]);
    return true;
  } catch (error) {
    if (process.env["CI"] !== undefined && process.env["CI"] !== "")
      throw new Error("LibreOffice and poppler-utils must be there in CI: see .ci/run", { cause: error });
    process.stderr.write("LibreOffice is not here: what papers look like on the page was not looked at.\n");
    return false;
  }
}

/** The text of each page as LibreOffice lays it out, the spaces of its columns kept. */
export async function pagesOf(docx: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-pages-"));
  try {
    await writeFile(join(folder, "paper.docx"), docx);
    // A profile of its own, so that two tests at once do not wait for each other's lock.
    await run("soffice", [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      "--convert-to",
      "pdf",
      "--outdir",
      folder,
      join(folder, "paper.docx"),
    ]);
    await run("pdftotext", ["-layout", join(folder, "paper.pdf"), join(folder, "paper.txt")]);
    const text = await readFile(join(folder, "paper.txt"), "utf8");
    return text.split("\f").slice(0, -1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

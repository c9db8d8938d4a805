import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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

/** Whether Calc is here too, for what is asked of workbooks. */
export async function hasCalc(): Promise<boolean> {
  const { stdout } = await run("sh", [
    "-c",
    'ls "$(dirname "$(readlink -f "$(command -v soffice)")")"/libsclo.* || true',
  ]).catch(() => ({ stdout: "" }));
  if (stdout === "")
    process.stderr.write("LibreOffice Calc is not here: workbooks were not opened with it.\n");
  return stdout !== "";
}

/** The text of each page of these papers as LibreOffice lays them out, the spaces of its columns kept. */
export async function pagesOf(papers: readonly Uint8Array[]): Promise<string[][]> {
  return converted(papers, "docx", "pdf", async (folder) =>
    Promise.all(
      papers.map(async (_, at) => {
        await run("pdftotext", ["-layout", join(folder, `file-${at}.pdf`), join(folder, `file-${at}.txt`)]);
        const text = await readFile(join(folder, `file-${at}.txt`), "utf8");
        return text.split("\f").slice(0, -1);
      }),
    ),
  );
}

/**
 * What LibreOffice Calc reads in a workbook, by the names of its sheets: as it shows it, a tab between cells, texts in
 * quotes, everything else without (wiki.documentfoundation.org, Documentation/DevGuide/Spreadsheet_Documents, filter options of CSV).
 */
export async function sheetsOf(workbook: Uint8Array): Promise<Record<string, string[]>> {
  const asShown = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,true,false,true,false,false,-1";
  return converted([workbook], "xlsx", asShown, async (folder) => {
    const sheets: Record<string, string[]> = {};
    for (const name of await readdir(folder)) {
      const sheet = /^file-0-(.*)\.csv$/.exec(name)?.[1];
      if (sheet !== undefined)
        sheets[sheet.normalize("NFC")] = (await readFile(join(folder, name), "utf8")).trimEnd().split("\n");
    }
    return sheets;
  });
}

async function converted<T>(
  files: readonly Uint8Array[],
  ending: string,
  to: string,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-pages-"));
  try {
    const paths = files.map((_, at) => join(folder, `file-${at}.${ending}`));
    await Promise.all(files.map((bytes, at) => writeFile(paths[at] ?? "", bytes)));
    // A profile of its own, so that two tests at once do not wait for each other's lock.
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    // The names of sheets become names of files, which a machine without a language would spoil.
    await run("soffice", [profile, "--headless", "--convert-to", to, "--outdir", folder, ...paths], {
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
    return await read(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { posix } from "node:path";
import { AppError } from "../domain/app-error.ts";
import { LONGEST_CELL, type Table } from "./table.ts";
import { readRows } from "./xlsx-rows.ts";
import { readXml, type XmlEvent } from "./xml.ts";
import { broken, openZip, type Zip } from "./zip-directory.ts";

const MOST_SHEETS = 100;
/** Characters of all distinct texts of a workbook, which are held in memory while it is read. */
const MOST_SHARED_TEXT = 60_000_000;
/** Formats that are dates without saying so: ECMA-376 part 1, 18.8.30, with those of East Asian locales. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 30, 36, 50, 57]);

/** Opens an .xlsx workbook: its list of sheets, its texts and which styles are dates. Rows are read when asked for. */
export async function openXlsx(path: string): Promise<Table> {
  const zip = await openZip(path);
  try {
    const targets = await targetsOf(zip);
    const { sheets, from1904 } = await sheetsOf(zip);
    const shared = zip.names.find((name) => /^xl\/sharedStrings\.xml$/i.test(name));
    const styles = zip.names.find((name) => /^xl\/styles\.xml$/i.test(name));
    const book = {
      texts: shared === undefined ? [] : await sharedTexts(zip, shared),
      dateStyles: styles === undefined ? new Set<number>() : await dateStylesOf(zip, styles),
      from1904,
    };
    return {
      sheets: sheets.flatMap(({ name, hidden, id }) => {
        const part = targets.get(id);
        // Charts and macros are listed as sheets, too; they have no rows.
        if (part === undefined || !/worksheets\//i.test(part)) return [];
        return [{ name, hidden, rows: () => readRows(zip, part, book) }];
      }),
      close: () => zip.close(),
    };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

async function* eventsOf(zip: Zip, name: string): AsyncGenerator<XmlEvent> {
  for await (const events of readXml(zip.read(name))) yield* events;
}

async function targetsOf(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  if (!zip.names.includes("xl/workbook.xml"))
    throw new AppError(
      "not_a_workbook",
      "This is no Excel workbook: save the list as .xlsx or .csv, and import that.",
      1,
    );
  for await (const event of eventsOf(zip, "xl/_rels/workbook.xml.rels")) {
    if (event.kind !== "open" || event.name !== "Relationship") continue;
    const { Id = "", Target = "" } = event.attributes;
    targets.set(Id, Target.startsWith("/") ? Target.slice(1) : posix.join("xl", Target));
  }
  return targets;
}

async function sheetsOf(
  zip: Zip,
): Promise<{ sheets: { name: string; hidden: boolean; id: string }[]; from1904: boolean }> {
  const sheets = [];
  let from1904 = false;
  for await (const event of eventsOf(zip, "xl/workbook.xml")) {
    if (event.kind !== "open") continue;
    if (event.name === "workbookPr") from1904 = /^(?:1|true)$/.test(event.attributes["date1904"] ?? "");
    if (event.name !== "sheet") continue;
    const { name = "", state = "visible" } = event.attributes;
    const id = Object.entries(event.attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? "";
    sheets.push({ name, hidden: state !== "visible", id });
    if (sheets.length > MOST_SHEETS) throw broken();
  }
  return { sheets, from1904 };
}

async function sharedTexts(zip: Zip, part: string): Promise<string[]> {
  const texts: string[] = [];
  let [open, phonetic, characters] = ["", false, 0];
  let inText = false;
  for await (const event of eventsOf(zip, part)) {
    if (event.kind === "text" && inText && !phonetic && open.length < LONGEST_CELL) open += event.text;
    if (event.kind === "text") continue;
    if (event.name === "t") inText = event.kind === "open";
    if (event.name === "rPh") phonetic = event.kind === "open";
    if (event.name !== "si") continue;
    if (event.kind === "open") open = "";
    else {
      texts.push(open.slice(0, LONGEST_CELL));
      characters += open.length;
      if (characters > MOST_SHARED_TEXT) throw broken();
    }
  }
  return texts;
}

async function dateStylesOf(zip: Zip, part: string): Promise<Set<number>> {
  const ownDates = new Set<number>();
  const styles = new Set<number>();
  let [inCellStyles, index] = [false, 0];
  for await (const event of eventsOf(zip, part)) {
    if (event.kind === "text") continue;
    if (event.name === "cellXfs") inCellStyles = event.kind === "open";
    if (event.kind !== "open") continue;
    if (event.name === "numFmt" && isDateFormat(event.attributes["formatCode"] ?? ""))
      ownDates.add(Number(event.attributes["numFmtId"]));
    if (event.name !== "xf" || !inCellStyles) continue;
    const format = Number(event.attributes["numFmtId"] ?? 0);
    if (DATE_FORMATS.has(format) || ownDates.has(format)) styles.add(index);
    index += 1;
  }
  return styles;
}

/** Whether a format shows a day or a year, leaving aside quoted text, colours and conditions. */
function isDateFormat(code: string): boolean {
  return /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ""));
}

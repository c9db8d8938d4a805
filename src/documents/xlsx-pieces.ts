import { dayNumber } from "../calendar/local-date.ts";
import { columnLetters } from "./table.ts";
import { harmless } from "./harmless-text.ts";
import type { Cell, WrittenSheet } from "./written-sheet.ts";
import { zipPieces, type ZipPart } from "./write-zip.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const COLUMN_WIDTH = 22;
const CHUNK = 64 * 1024;

/** The bytes of an .xlsx workbook, made row by row. ECMA-376 part 1, 18.3; text cells run no formula. */
export function workbookPieces(sheets: readonly WrittenSheet[], now: Date): AsyncGenerator<Buffer> {
  const parts: ZipPart[] = [
    { name: "[Content_Types].xml", pieces: [contentTypes(sheets.length)] },
    {
      name: "_rels/.rels",
      pieces: [relationships([{ type: "officeDocument", target: "xl/workbook.xml" }])],
    },
    { name: "xl/workbook.xml", pieces: [workbook(sheets)] },
    {
      name: "xl/_rels/workbook.xml.rels",
      pieces: [
        relationships([
          ...sheets.map((_, index) => ({ type: "worksheet", target: `worksheets/sheet${index + 1}.xml` })),
          { type: "styles", target: "styles.xml" },
        ]),
      ],
    },
    { name: "xl/styles.xml", pieces: [STYLES] },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      pieces: sheetPieces(sheet),
    })),
  ];
  return zipPieces(parts, now);
}

/** The first number of formats of one's own: ECMA-376 part 1, 18.8.30. */
const DAY_FORMAT = 164;
/** What a workbook counts 1970-01-01 as: its days begin at 1899-12-30, since it takes 1900 for a leap year. */
const DAY_ONE = 25_569;

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="${DAY_FORMAT}" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>${numberStyle(3, 0)}${numberStyle(3, 1)}${numberStyle(DAY_FORMAT, 0)}${numberStyle(DAY_FORMAT, 1)}${numberStyle(4, 0)}${numberStyle(4, 1)}</cellXfs></styleSheet>`;

/** Built-in format 3 is `#,##0`, 4 is `#,##0.00`: Excel shows it as its reader writes numbers. */
function numberStyle(format: number, font: number): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
}

function contentTypes(sheets: number): string {
  const each = Array.from({ length: sheets }, (_, index) =>
    override(`worksheets/sheet${index + 1}.xml`, "worksheet"),
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("workbook.xml", "sheet.main")}${override("styles.xml", "styles")}${each.join("")}</Types>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
}

function relationships(list: readonly { type: string; target: string }[]): string {
  const each = list.map(
    ({ type, target }, index) =>
      `<Relationship Id="r${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function workbook(sheets: readonly WrittenSheet[]): string {
  const each = sheets.map(
    ({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each.join("")}</sheets></workbook>`;
}

async function* sheetPieces({ rows, headings, widths = [] }: WrittenSheet): AsyncGenerator<string> {
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><cols>${columns(widths)}</cols><sheetData>`;
  let number = 0;
  for await (const row of rows) {
    number += 1;
    text += rowText(row, number, number <= headings);
    if (text.length < CHUNK) continue;
    yield text;
    text = "";
  }
  yield `${text}</sheetData></worksheet>`;
}

const MOST_COLUMNS = 40;

function col(first: number, last: number, width: number): string {
  return `<col min="${first}" max="${last}" width="${width}" customWidth="1"/>`;
}

function columns(widths: readonly number[]): string {
  const each = widths.map((width, at) => col(at + 1, at + 1, width));
  return [...each, col(widths.length + 1, MOST_COLUMNS, COLUMN_WIDTH)].join("");
}

function rowText(row: readonly Cell[], number: number, bold: boolean): string {
  const cells = row.map((cell, column) => {
    if (cell === "") return "";
    const place = `r="${columnLetters(column)}${number}"`;
    if (typeof cell === "number")
      return `<c ${place} s="${(Number.isInteger(cell) ? 2 : 6) + (bold ? 1 : 0)}"><v>${cell}</v></c>`;
    return typeof cell === "object"
      ? `<c ${place} s="${bold ? 5 : 4}"><v>${dayNumber(cell.day) + DAY_ONE}</v></c>`
      : `<c ${place} s="${bold ? 1 : 0}" t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(cell))}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join("")}</row>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

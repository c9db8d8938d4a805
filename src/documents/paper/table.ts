import {
  AlignmentType,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { SIZE, TEXT_WIDTH, mm } from "./measures.ts";
import type { PaperTable } from "./paper.ts";

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

/** A table of so few rows stays on one page. */
const SHORT = 7;

/**
 * A table over the whole width; its heading stands again on every page, no row is torn apart, and a short one goes to the
 * next page as a whole.
 */
export function tableOf(table: PaperTable, width: number): Table {
  const size = width > TEXT_WIDTH ? SIZE.lyingTable : SIZE.table;
  const total = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => Math.floor((column.width / total) * width));
  const heading = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map(({ title }, at) =>
      cellOf(title, widths[at] ?? 0, { size, bold: true, align: "center", keepNext: true }),
    ),
  });
  const empty = table.rows.length === 0 && table.none !== undefined;
  const short = table.rows.length <= SHORT;
  const last = table.rows.length - 1;
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      heading,
      ...table.rows.map((row, at) =>
        rowOf(row, table, widths, {
          size,
          bold: table.sum === true && at === last,
          // The row before a sum stays with it.
          keepNext: at < last && (short || (table.sum === true && at === last - 1)),
        }),
      ),
      ...(empty ? [new TableRow({ children: [spanning(table.none ?? "", widths, size)] })] : []),
    ],
  });
}

/** Height of a row that is signed in. */
const SIGNED = mm(10);

type Look = { size: number; bold: boolean; keepNext: boolean };

function rowOf(row: PaperTable["rows"][number], table: PaperTable, widths: number[], look: Look): TableRow {
  return new TableRow({
    cantSplit: true,
    ...(table.roomy === true ? { height: { value: SIGNED, rule: HeightRule.ATLEAST } } : {}),
    children: table.columns.map(({ align = "left" }, at) => {
      const cell = row[at] ?? "";
      return cellOf(typeof cell === "string" ? cell : cell.text, widths[at] ?? 0, { ...look, align });
    }),
  });
}

function cellOf(
  text: string,
  width: number,
  { align, ...look }: Look & { align: keyof typeof ALIGN },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 70, right: 70, top: 30, bottom: 30 },
    children: [inCell(text, look, ALIGN[align])],
  });
}

function spanning(text: string, widths: number[], size: number): TableCell {
  return new TableCell({
    columnSpan: widths.length,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    margins: { left: 70, right: 70, top: 30, bottom: 30 },
    children: [inCell(text, { size, bold: false, keepNext: false }, AlignmentType.CENTER)],
  });
}

function inCell(
  text: string,
  { size, bold, keepNext }: Look,
  alignment: (typeof ALIGN)[keyof typeof ALIGN],
): Paragraph {
  return new Paragraph({
    alignment,
    keepNext,
    spacing: { before: 0, after: 0, line: 240, lineRule: "auto" },
    indent: { firstLine: 0 },
    children: [new TextRun({ text, size, bold })],
  });
}

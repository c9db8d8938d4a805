import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { SIZE, TEXT_WIDTH } from "./measures.ts";
import type { Paper } from "./paper.ts";

/** Quốc hiệu has to stand on one line, which takes more of the width than the union's tiêu đề. */
const LEFT_SHARE = { union: 0.42, state: 0.39 } as const;

/** The head of a paper: issuer and number at the left, the form's own lines and the date at the right. */
export function headOf(paper: Paper): Table {
  const left = Math.round(TEXT_WIDTH * LEFT_SHARE[paper.form]);
  const widths: Widths = [left, TEXT_WIDTH - left];
  const right = paper.form === "union" ? unionLines(paper, widths[1]) : countryLines(paper, widths[1]);
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: NO_BORDERS,
    rows: [
      row(widths, issuerLines(paper, widths[0]), right),
      row(
        widths,
        [
          ...(paper.number === null ? [] : [line(paper.number, SIZE.number)]),
          ...(paper.about === null ? [] : [line(paper.about, SIZE.number)]),
          ...(paper.number === null && paper.about === null ? [line("", SIZE.number)] : []),
        ],
        [line(paper.placeAndDate, SIZE.date, { italics: true })],
      ),
    ],
  });
}

function issuerLines({ form, issuer }: Paper, width: number): Paragraph[] {
  const size = form === "union" ? SIZE.unionIssuer : SIZE.issuer;
  return [
    ...(issuer.above === null ? [] : [line(issuer.above, size)]),
    ...issuer.name.split("\n").map((name) => line(name, size, { bold: true })),
    form === "union" ? line("***", size, { bold: true }) : rule(width, 0.4),
  ];
}

/** "ĐOÀN TNCS HỒ CHÍ MINH", 15 pt bold with a line under it (Hướng dẫn 29-HD/TWĐTN-VP). */
function unionLines({ words: { motto } }: Paper, width: number): Paragraph[] {
  return [line(motto.union, SIZE.union, { bold: true }), rule(width, 0.8)];
}

/** Quốc hiệu and tiêu ngữ; the line under it is as long as the tiêu ngữ (NĐ 30/2020, Phụ lục I, II.1). */
function countryLines({ words: { motto } }: Paper, width: number): Paragraph[] {
  return [
    line(motto.country, SIZE.country, { bold: true }),
    line(motto.motto, SIZE.motto, { bold: true }),
    rule(width, 0.66),
  ];
}

function line(text: string, size: number, how: { bold?: boolean; italics?: boolean } = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0, line: 240, lineRule: "auto" },
    indent: { firstLine: 0 },
    children: [new TextRun({ text, size, ...how })],
  });
}

/** A thin line over `share` of a cell's width, in its middle. */
function rule(width: number, share: number): Paragraph {
  const side = Math.round((width * (1 - share)) / 2);
  return new Paragraph({
    spacing: { before: 20, after: 0, line: 120, lineRule: "exact" },
    indent: { left: side, right: side, firstLine: 0 },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: "000000" } },
    children: [],
  });
}

type Widths = [left: number, right: number];

function row([leftWidth, rightWidth]: Widths, left: Paragraph[], right: Paragraph[]): TableRow {
  return new TableRow({ children: [cell(left, leftWidth), cell(right, rightWidth)] });
}

function cell(children: Paragraph[], width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.TOP,
    margins: { left: 0, right: 0 },
    children,
  });
}

const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };
/** A table that only holds things in their places. */
export const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};

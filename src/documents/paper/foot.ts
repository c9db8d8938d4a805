import { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from "docx";
import { NO_BORDERS } from "./head.ts";
import { SIZE, TEXT_WIDTH } from "./measures.ts";
import type { Paper, Signature } from "./paper.ts";

const LEFT = Math.round(TEXT_WIDTH * 0.48);
const RIGHT = TEXT_WIDTH - LEFT;
/** Lines left free for signature and stamp. */
const ROOM = 4;

/** The foot: recipients or a second signature at the left, who signs at the right. It is never torn apart. */
export function footOf({ recipients, signatures }: Paper): Table | null {
  const [first, second] = signatures;
  if (recipients === null && first === undefined) return null;
  const left = recipients === null ? signatureLines(second) : recipientLines(recipients);
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [LEFT, RIGHT],
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [cell(left, LEFT), cell(signatureLines(first), RIGHT)],
      }),
    ],
  });
}

/** "Nơi nhận:" 12 pt bold italic, the list 11 pt (NĐ 30/2020, Phụ lục I, II.9). */
function recipientLines({ label, lines }: NonNullable<Paper["recipients"]>): Paragraph[] {
  return [
    plain(label, { size: SIZE.recipientsLabel, bold: true, italics: true }, AlignmentType.LEFT),
    ...lines.map((line) => plain(line, { size: SIZE.recipients }, AlignmentType.LEFT)),
  ];
}

/** On whose behalf and in what office, bold capitals; room for the stamp; the full name without a title. */
function signatureLines(signature: Signature | undefined): Paragraph[] {
  if (signature === undefined) return [plain("", { size: SIZE.body }, AlignmentType.CENTER)];
  return [
    ...signature.lines.map((line) => plain(line, { size: SIZE.body, bold: true }, AlignmentType.CENTER)),
    ...Array.from({ length: ROOM }, () => plain("", { size: SIZE.body }, AlignmentType.CENTER)),
    plain(signature.name ?? "", { size: SIZE.body, bold: true }, AlignmentType.CENTER),
  ];
}

function plain(
  text: string,
  how: { size: number; bold?: boolean; italics?: boolean },
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
): Paragraph {
  return new Paragraph({
    alignment,
    keepNext: true,
    spacing: { before: 0, after: 0, line: 240, lineRule: "auto" },
    indent: { firstLine: 0 },
    children: [new TextRun({ text, ...how })],
  });
}

function cell(children: Paragraph[], width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { left: 0, right: 0 },
    children,
  });
}

import { AlignmentType, BookmarkEnd, BookmarkStart, ImageRun, Paragraph, TextRun, type Table } from "docx";
import { SIZE, mm } from "./measures.ts";
import type { Block } from "./paper.ts";
import { tableOf } from "./table.ts";

/** First line of a paragraph; NĐ 30/2020, Phụ lục I, II.6: 1 cm or 1.27 cm. */
const FIRST_LINE = mm(12.7);
const SPACING = { before: 0, after: 120, line: 276, lineRule: "auto" } as const;

/** Bookmarks of one document are told apart by numbers. */
export type Marks = { next: number };

/** The blocks of a paper or annex as Word's paragraphs and tables, `width` twips wide. */
export function bodyOf(
  blocks: readonly Block[],
  width: number,
  marks: Marks,
  /** Whether the foot with the signature follows: it never stands on a page alone. */
  signed = false,
): (Paragraph | Table)[] {
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1];
    return oneBlock(block, { width, marks, keepNext: next === undefined ? signed : next.kind === "table" });
  });
}

type Around = { width: number; marks: Marks; keepNext: boolean };

function oneBlock(block: Block, { width, marks, keepNext }: Around): (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading":
      return [headingOf(block, marks)];
    case "text": {
      const lines = block.text.split("\n");
      return lines.map((text, at) => textOf({ ...block, text }, keepNext && at === lines.length - 1));
    }
    case "items":
      return block.items.map((item) => textOf({ kind: "text", text: `- ${item}` }));
    case "table":
      return [tableOf(block.table, width), gap()];
    case "picture":
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 120, after: 60 },
          children: [
            new ImageRun({
              type: "png",
              data: Buffer.from(block.png),
              transformation: { width: block.width, height: block.height },
              altText: { name: block.caption, title: block.caption, description: block.caption },
            }),
          ],
        }),
        textOf({ kind: "text", text: block.caption, italic: true, align: "center" }),
      ];
    default:
      return block satisfies never;
  }
}

/** A heading that carries a mark is what the written part below it is found by when the file comes back. */
function headingOf(block: Extract<Block, { kind: "heading" }>, marks: Marks): Paragraph {
  const run = new TextRun({
    text: block.text,
    size: SIZE.body,
    bold: block.level <= 2,
    italics: block.level === 3,
  });
  const children =
    block.mark === undefined
      ? [run]
      : [new BookmarkStart(block.mark, ++marks.next), run, new BookmarkEnd(marks.next)];
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    keepNext: true,
    spacing: { ...SPACING, before: block.level === 1 ? 120 : 80 },
    indent: { firstLine: FIRST_LINE },
    children,
  });
}

function textOf(block: Extract<Block, { kind: "text" }>, keepNext = false): Paragraph {
  const centred = block.align === "center";
  return new Paragraph({
    keepNext,
    alignment: centred
      ? AlignmentType.CENTER
      : block.align === "left"
        ? AlignmentType.LEFT
        : AlignmentType.JUSTIFIED,
    spacing: SPACING,
    indent: { firstLine: centred ? 0 : FIRST_LINE },
    children: [
      new TextRun({
        text: block.text,
        size: SIZE.body,
        italics: block.italic ?? false,
        bold: block.bold ?? false,
      }),
    ],
  });
}

/** Between a table and what follows it. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { before: 0, after: 60, line: 120, lineRule: "exact" }, children: [] });
}

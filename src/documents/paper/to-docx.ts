import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type ISectionOptions,
} from "docx";
import { bodyOf, type Marks } from "./body.ts";
import { footOf } from "./foot.ts";
import { headOf } from "./head.ts";
import { A4, FONT, LYING_WIDTH, MARGINS, SIZE, TEXT_WIDTH, mm } from "./measures.ts";
import type { Annex, Paper } from "./paper.ts";

type Page = NonNullable<NonNullable<ISectionOptions["properties"]>["page"]>;

export const DOCX_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * The paper as a Word file: A4, Times New Roman, page numbers in the top margin from the second page on, annexes on pages
 * of their own. The same paper gives the same text; Word's own time stamps come from the system.
 */
export async function paperToDocx(paper: Paper): Promise<Uint8Array> {
  const marks: Marks = { next: 0 };
  const foot = footOf(paper);
  const main: ISectionOptions = {
    properties: { titlePage: true, page: upright() },
    headers: { default: pageNumber(), first: nothing() },
    footers: { default: new Footer({ children: [] }) },
    children: [
      headOf(paper),
      ...titleOf(paper),
      ...addressed(paper),
      ...bodyOf(paper.body, TEXT_WIDTH, marks, foot !== null),
      ...(foot === null ? [] : [spacer(120, true), foot]),
    ],
  };
  const document = new Document({
    title: paper.about_file.title,
    creator: paper.issuer.name.replaceAll("\n", " "),
    lastModifiedBy: paper.issuer.name.replaceAll("\n", " "),
    customProperties:
      paper.about_file.mark === null ? [] : [{ name: "sinh-ke", value: paper.about_file.mark }],
    styles: {
      default: {
        document: { run: { font: FONT, size: SIZE.body, color: "000000", language: { value: "vi-VN" } } },
      },
    },
    sections: [main, ...paper.annexes.map((annex) => annexOf(annex, marks))],
  });
  return Packer.toBuffer(document);
}

function upright(): Page {
  return { size: { ...A4 }, margin: { ...MARGINS, header: mm(10), footer: mm(10) } };
}

/** Lying tables are read with the binding at the top. */
function lying(): Page {
  return {
    size: { ...A4, orientation: PageOrientation.LANDSCAPE },
    margin: { top: mm(25), bottom: mm(15), left: mm(20), right: mm(20), header: mm(10), footer: mm(10) },
  };
}

function annexOf(annex: Annex, marks: Marks): ISectionOptions {
  const width = annex.landscape ? LYING_WIDTH : TEXT_WIDTH;
  return {
    properties: { page: annex.landscape ? lying() : upright() },
    headers: { default: pageNumber() },
    footers: { default: new Footer({ children: [] }) },
    children: [
      centred(annex.heading, { bold: true }),
      centred(annex.title, { bold: true }),
      ...(annex.note === null ? [] : [centred(annex.note, { italics: true })]),
      spacer(120),
      ...bodyOf(annex.body, width, marks),
    ],
  };
}

/** "BÁO CÁO" and the trích yếu, bold and centred, a line of a third of its width under it. */
function titleOf({ kind, subject }: Paper): Paragraph[] {
  if (kind === null) return [spacer(120)];
  const side = Math.round(TEXT_WIDTH * 0.4);
  return [
    spacer(200),
    centred(kind, { bold: true }),
    ...(subject === null ? [] : subject.split("\n").map((line) => centred(line, { bold: true }))),
    new Paragraph({
      indent: { left: side, right: side },
      spacing: { before: 40, after: 160, line: 120, lineRule: "exact" },
      border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: "000000" } },
      children: [],
    }),
  ];
}

function addressed({ to }: Paper): Paragraph[] {
  if (to === null || to.names.length === 0) return [];
  const [only] = to.names;
  if (to.names.length === 1) return [centred(`${to.label} ${only}`, {}), spacer(80)];
  return [
    left(to.label, mm(35)),
    ...to.names.map((name, at) => left(`- ${name}${at === to.names.length - 1 ? "." : ";"}`, mm(45))),
    spacer(80),
  ];
}

function left(text: string, indent: number): Paragraph {
  return new Paragraph({
    indent: { left: indent },
    spacing: { before: 20, after: 20 },
    children: [new TextRun({ text, size: SIZE.body })],
  });
}

function centred(text: string, how: { bold?: boolean; italics?: boolean }): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0, line: 264, lineRule: "auto" },
    children: [new TextRun({ text, size: SIZE.kind, ...how })],
  });
}

function spacer(twips: number, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: { before: 0, after: 0, line: twips, lineRule: "exact" },
    children: [],
  });
}

function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.page })],
      }),
    ],
  });
}

function nothing(): Header {
  return new Header({ children: [new Paragraph({ children: [] })] });
}

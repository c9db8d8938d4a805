import { encode } from "uqr";
import { fontFiles } from "./pictures/fonts.ts";

/** One card: whom it is for, the lines below, and what each QR code holds with the words over it. */
export type Card = {
  title: string;
  name: string;
  place: string;
  code: string;
  how: string;
  once: string;
  codes: readonly { over: string; text: string }[];
};

/** A4 in points, two columns of four cards; the lines between them are where to cut. No printer reaches the very edge. */
const PAGE = { width: 595.28, height: 841.89 };
const EDGE = 20;
const COLUMNS = 2;
const ROWS = 4;
const MARGIN = 14;
const QR = 78;

/** Cards as an A4 PDF, eight a page, in a font with every Vietnamese letter. */
export async function cardSheet(cards: readonly Card[]): Promise<Buffer> {
  const [regular, bold] = await fontFiles();
  if (regular === undefined || bold === undefined) throw new Error("the fonts of pictures are not there");
  // Loaded with the first sheet: a start draws none.
  const { default: PdfPaper } = await import("pdfkit");
  const paper = new PdfPaper({ size: "A4", margin: 0, autoFirstPage: false });
  const pieces: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    paper.on("data", (piece: Buffer) => pieces.push(piece));
    paper.on("end", resolve);
    paper.on("error", reject);
  });
  paper.registerFont("regular", regular);
  paper.registerFont("bold", bold);
  const [width, height] = [(PAGE.width - 2 * EDGE) / COLUMNS, (PAGE.height - 2 * EDGE) / ROWS];
  cards.forEach((card, index) => {
    const place = index % (COLUMNS * ROWS);
    if (place === 0) paper.addPage();
    draw(paper, card, {
      x: EDGE + (place % COLUMNS) * width,
      y: EDGE + Math.floor(place / COLUMNS) * height,
      width,
      height,
    });
  });
  if (cards.length === 0) paper.addPage();
  paper.end();
  await done;
  return Buffer.concat(pieces);
}

type Box = { x: number; y: number; width: number; height: number };

function draw(paper: PDFKit.PDFDocument, card: Card, { x, y, width, height }: Box): void {
  paper
    .rect(x, y, width, height)
    .lineWidth(0.5)
    .dash(3, { space: 3 })
    .strokeColor("#999999")
    .stroke()
    .undash();
  const left = x + MARGIN;
  const across = width - 2 * MARGIN;
  const line = (font: "regular" | "bold", size: number, text: string, top: number, room: number): void => {
    paper.font(font).fontSize(size).fillColor("#111111");
    paper.text(text, left, top, { width: across, height: room, ellipsis: true, lineGap: 0 });
  };
  line("regular", 8, card.title, y + MARGIN, 10);
  // A name is never cut short: a long one is written smaller.
  line("bold", card.name.length > 26 ? 10 : 13, card.name, y + MARGIN + 12, 18);
  line("regular", 9, card.place, y + MARGIN + 30, 12);
  line("bold", 15, card.code, y + MARGIN + 46, 20);
  line("regular", 7.5, card.how, y + MARGIN + 68, 22);
  card.codes.forEach(({ over, text }, index) => {
    const at = { x: left + index * (QR + 26), y: y + MARGIN + 87 };
    if (over !== "") {
      paper.font("regular").fontSize(7).fillColor("#111111");
      paper.text(over, at.x, at.y - 1, { width: QR, height: 9 });
    }
    drawCode(paper, text, at.x, at.y + 7, QR - 12);
  });
  line("regular", 7, card.once, y + height - MARGIN - 10, 10);
}

/** A QR code as squares, with the quiet zone that scanners need around it (ISO/IEC 18004, four modules). */
function drawCode(paper: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const { data, size: modules } = encode(text, { ecc: "M", border: 4 });
  const step = size / modules;
  paper.fillColor("#000000");
  data.forEach((row, down) =>
    row.forEach((dark, across) => {
      if (dark) paper.rect(x + across * step, y + down * step, step + 0.02, step + 0.02);
    }),
  );
  paper.fill();
}

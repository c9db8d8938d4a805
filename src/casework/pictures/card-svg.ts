import { escapeXml, linesOf, textBlock } from "../../documents/pictures/svg-text.ts";

/** What stands on a plan card, in the words of its reader. */
export type Card = {
  title: string;
  house: string;
  goal: string | null;
  stepsTitle: string;
  steps: readonly { when: string; what: string }[];
  figures: readonly { label: string; value: string }[];
  /** Steps done, and all. */
  done: number;
  all: number;
  progress: string;
  foot: string;
};

export const CARD_WIDTH = 900;
const HEIGHT = 1200;
const GREEN = "#15803d";
const SOFT = "#dcfce7";
const MARGIN = 50;

/** The card as a drawing: large letters, the next steps with their dates, how far it is. A family keeps it in its chat. */
export function cardSvg(card: Card): string {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${HEIGHT}" role="img" aria-label="${escapeXml(card.title)}">`,
    `<rect width="${CARD_WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<rect width="${CARD_WIDTH}" height="210" fill="${GREEN}"/>`,
    sprout(CARD_WIDTH - 150, 105),
    textBlock(linesOf(card.title, 54, 640, 2), { x: MARGIN, y: 90, size: 54, bold: true, fill: "#ffffff" }),
    textBlock([card.house], { x: MARGIN, y: 190, size: 32, fill: SOFT }),
  ];
  let y = 275;
  if (card.goal !== null) {
    const lines = linesOf(card.goal, 34, CARD_WIDTH - 2 * MARGIN, 2);
    parts.push(textBlock(lines, { x: MARGIN, y, size: 34, fill: "#374151" }));
    y += lines.length * 44 + 16;
  }
  parts.push(bar(y, card));
  y += 130;
  parts.push(textBlock([card.stepsTitle], { x: MARGIN, y, size: 38, bold: true, fill: GREEN }));
  y += 30;
  for (const [index, step] of card.steps.entries()) {
    parts.push(stepBox(y, index + 1, step));
    y += 150;
  }
  for (const { label, value } of card.figures) {
    y += 52;
    parts.push(textBlock([label], { x: MARGIN, y, size: 32, fill: "#374151" }));
    parts.push(textBlock([value], { x: CARD_WIDTH - MARGIN, y, size: 34, bold: true, anchor: "end" }));
  }
  parts.push(textBlock([card.foot], { x: MARGIN, y: HEIGHT - 40, size: 26, fill: "#6b7280" }), "</svg>");
  return parts.join("");
}

function stepBox(y: number, number: number, { when, what }: Card["steps"][number]): string {
  return [
    `<rect x="${MARGIN}" y="${y}" width="${CARD_WIDTH - 2 * MARGIN}" height="130" rx="22" fill="${SOFT}"/>`,
    `<circle cx="${MARGIN + 62}" cy="${y + 65}" r="40" fill="${GREEN}"/>`,
    textBlock([String(number)], {
      x: MARGIN + 62,
      y: y + 80,
      size: 44,
      bold: true,
      fill: "#ffffff",
      anchor: "middle",
    }),
    textBlock([when], { x: MARGIN + 130, y: y + 45, size: 30, fill: "#166534" }),
    textBlock(linesOf(what, 32, CARD_WIDTH - 2 * MARGIN - 160, 2), {
      x: MARGIN + 130,
      y: y + 82,
      size: 32,
      bold: true,
    }),
  ].join("");
}

function bar(y: number, { done, all, progress }: Card): string {
  const width = CARD_WIDTH - 2 * MARGIN;
  const filled = all === 0 ? 0 : Math.round((width * done) / all);
  return [
    textBlock([progress], { x: MARGIN, y: y + 10, size: 32, bold: true }),
    `<rect x="${MARGIN}" y="${y + 30}" width="${width}" height="34" rx="17" fill="#e5e7eb"/>`,
    filled === 0
      ? ""
      : `<rect x="${MARGIN}" y="${y + 30}" width="${Math.max(filled, 34)}" height="34" rx="17" fill="${GREEN}"/>`,
  ].join("");
}

/** Two leaves on a stalk: a sign for who does not read. */
function sprout(x: number, y: number): string {
  return (
    `<g transform="translate(${x} ${y})" fill="${SOFT}"><rect x="-5" y="-10" width="10" height="80" rx="5"/>` +
    `<path d="M0 0 C-70 -10 -80 -60 -70 -80 C-20 -75 0 -50 0 0Z"/><path d="M0 15 C60 5 75 -40 66 -62 C20 -55 0 -30 0 15Z"/></g>`
  );
}

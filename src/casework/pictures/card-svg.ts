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
const GREEN = "#15803d";
const SOFT = "#dcfce7";
const MARGIN = 50;

/** What a title line and a line of a step take; a box is as tall as what stands in it. */
const TITLE_LINE = 70;
const STEP_LINE = 42;

/** The card as a drawing: large letters, the next steps with their dates, how far it is. A family keeps it in its chat. */
export function cardSvg(card: Card): string {
  const title = linesOf(card.title, 54, 640, 2);
  const house = 90 + (title.length - 1) * TITLE_LINE + 62;
  const head = house + 36;
  const parts = [
    `<rect width="${CARD_WIDTH}" height="${head}" fill="${GREEN}"/>`,
    sprout(CARD_WIDTH - 150, head / 2),
    textBlock(title, { x: MARGIN, y: 90, size: 54, bold: true, fill: "#ffffff" }),
    textBlock([card.house], { x: MARGIN, y: house, size: 34, fill: SOFT }),
  ];
  let y = head + 65;
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
    const what = linesOf(step.what, 32, CARD_WIDTH - 2 * MARGIN - 160, 2);
    const height = 76 + what.length * STEP_LINE;
    parts.push(stepBox({ y, height }, index + 1, { when: step.when, what }));
    y += height + 20;
  }
  for (const { label, value } of card.figures) {
    y += 52;
    parts.push(textBlock([label], { x: MARGIN, y, size: 32, fill: "#374151" }));
    parts.push(textBlock([value], { x: CARD_WIDTH - MARGIN, y, size: 34, bold: true, anchor: "end" }));
  }
  y += 78;
  parts.push(textBlock([card.foot], { x: MARGIN, y, size: 28, fill: "#6b7280" }));
  const height = y + 40;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${height}" role="img" aria-label="${escapeXml(card.title)}">`,
    `<rect width="${CARD_WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
  ].join("");
}

function stepBox(
  { y, height }: { y: number; height: number },
  number: number,
  { when, what }: { when: string; what: readonly string[] },
): string {
  return [
    `<rect x="${MARGIN}" y="${y}" width="${CARD_WIDTH - 2 * MARGIN}" height="${height}" rx="22" fill="${SOFT}"/>`,
    `<circle cx="${MARGIN + 62}" cy="${y + height / 2}" r="40" fill="${GREEN}"/>`,
    textBlock([String(number)], {
      x: MARGIN + 62,
      y: y + height / 2 + 15,
      size: 44,
      bold: true,
      fill: "#ffffff",
      anchor: "middle",
    }),
    textBlock([when], { x: MARGIN + 130, y: y + 46, size: 30, fill: "#166534" }),
    textBlock(what, { x: MARGIN + 130, y: y + 90, size: 32, bold: true }),
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

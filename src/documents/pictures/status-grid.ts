import { COLOURS } from "./colours.ts";
import { evenLines, linesOf, textBlock } from "./svg-text.ts";

export type GridCell = { name: string; colour: string };
/** A grid of units, each in the colour of how it stands; the legend says how many there are of each, in words and numbers. */
export type StatusGrid = {
  title: string;
  cells: readonly GridCell[];
  legend: readonly { colour: string; text: string }[];
};

const WIDTH = 1080;
const MARGIN = 32;
const GAP = 10;
const TITLE = 40;
const LEGEND = 36;
const CELL = { height: 92, letter: 30 } as const;

/** The grid as SVG, 1,080 pixels wide, so that names can be read on a small phone; as tall as it has to be. */
export function statusGrid({ title, cells, legend }: StatusGrid): { svg: string; width: number } {
  const columns = cells.length > 40 ? 4 : 3;
  const cellWidth = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
  const titleLines = linesOf(title, TITLE, WIDTH - 2 * MARGIN, 2);
  const top = MARGIN + titleLines.length * TITLE * 1.3 + 48;
  const legendTop = top + legend.length * LEGEND * 1.6 + 12;
  const rows = Math.ceil(cells.length / columns);
  const height = legendTop + rows * (CELL.height + GAP) + MARGIN;
  const drawn = cells.map(({ name, colour }, at) => {
    const x = MARGIN + (at % columns) * (cellWidth + GAP);
    const y = legendTop + Math.floor(at / columns) * (CELL.height + GAP);
    const lines = evenLines(name, CELL.letter, cellWidth - 20, 2);
    const first = y + CELL.height / 2 + CELL.letter * 0.35 - (lines.length - 1) * CELL.letter * 0.65;
    return (
      `<rect x="${x}" y="${y}" width="${cellWidth}" height="${CELL.height}" rx="10" fill="${colour}"/>` +
      textBlock(lines, {
        x: x + cellWidth / 2,
        y: Math.round(first),
        size: CELL.letter,
        bold: true,
        fill: colour === COLOURS.quiet ? COLOURS.ink : "#ffffff",
        anchor: "middle",
      })
    );
  });
  const explained = legend.map(
    ({ colour, text }, at) =>
      `<rect x="${MARGIN}" y="${top + at * LEGEND * 1.6 - LEGEND * 0.8}" width="${LEGEND}" height="${LEGEND}" rx="6" fill="${colour}"/>` +
      textBlock([text], { x: MARGIN + LEGEND + 14, y: Math.round(top + at * LEGEND * 1.6), size: LEGEND }),
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${Math.round(height)}" viewBox="0 0 ${WIDTH} ${Math.round(height)}">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>` +
    textBlock(titleLines, { x: MARGIN, y: MARGIN + TITLE, size: TITLE, bold: true }) +
    explained.join("") +
    drawn.join("") +
    "</svg>";
  return { svg, width: WIDTH };
}

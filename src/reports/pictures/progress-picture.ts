import { barChart } from "../../documents/pictures/bar-chart.ts";
import { COLOURS } from "../../documents/pictures/colours.ts";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import type { Say } from "../paper/say.ts";

/** How far something is: `done` of `all`, counted in things where nothing else is said. */
export type Progress = { name: string; done: number; all: number; measure?: "percent" | "money" };

const WIDTH = 1080;
const ROW = 96;
const ENOUGH = 0.9;
const HALF = 0.5;

/** Progress as lying bars in hundredths, each with its numbers: green from nine tenths on, red below a half. */
export async function drawProgress(rows: readonly Progress[], say: Say): Promise<Buffer> {
  const svg = await barChart({
    bars: rows.map((row) => {
      const { name, done, all } = row;
      const share = all === 0 ? 0 : Math.min(1, done / all);
      return {
        name,
        value: share * 100,
        label: labelOf(row, say),
        colour: share >= ENOUGH ? COLOURS.good : share >= HALF ? COLOURS.warn : COLOURS.bad,
      };
    }),
    width: WIDTH,
    height: rows.length * ROW + 60,
    lying: true,
    letter: 34,
    most: 100,
  });
  return svgToPng(svg, WIDTH);
}

/** "115/270", "92,5%/100%", "330/500 triệu": short enough to stand behind its bar. */
function labelOf({ done, all, measure }: Progress, say: Say): string {
  const of = (write: (value: number) => string): string => `${write(done)}/${write(all)}`;
  if (measure === "percent") return of((value) => `${say.number(value)}%`);
  if (measure !== "money") return of((value) => say.number(value));
  return say("lists.millions", { amount: of((value) => say.number(Math.round(value / 100_000) / 10)) });
}

/** Money by where it came from, the largest first; the label carries the sum in words of millions. */
export async function drawSources(
  sources: readonly { source: string; amount: number }[],
  say: Say,
): Promise<Buffer> {
  const svg = await barChart({
    bars: sources.map(({ source, amount }) => ({
      name: say.term("sources", source),
      value: amount,
      label: say("lists.millions", { amount: Math.round(amount / 100_000) / 10 }),
    })),
    width: WIDTH,
    height: Math.max(2, sources.length) * ROW + 60,
    lying: true,
    letter: 34,
  });
  return svgToPng(svg, WIDTH);
}

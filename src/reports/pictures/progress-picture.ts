import { barChart } from "../../documents/pictures/bar-chart.ts";
import { COLOURS } from "../../documents/pictures/colours.ts";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import type { Say } from "../paper/say.ts";

/** How far something is: `done` of `all`. */
export type Progress = { name: string; done: number; all: number };

const WIDTH = 1080;
const ROW = 96;
const ENOUGH = 0.9;
const HALF = 0.5;

/** Progress as lying bars in hundredths, each with its numbers: green from nine tenths on, red below a half. */
export async function drawProgress(rows: readonly Progress[], say: Say): Promise<Buffer> {
  const svg = await barChart({
    bars: rows.map(({ name, done, all }) => {
      const share = all === 0 ? 0 : Math.min(1, done / all);
      return {
        name,
        value: share * 100,
        label: `${say.number(done)}/${say.number(all)}`,
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

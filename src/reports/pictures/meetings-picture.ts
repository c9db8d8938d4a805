import { barChart } from "../../documents/pictures/bar-chart.ts";
import { COLOURS } from "../../documents/pictures/colours.ts";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import { quarterLabel } from "../quarter-words.ts";
import type { Say } from "../paper/say.ts";
import type { QuarterRow } from "../report-data.ts";

/** Meetings by quarter; a quarter in which not every unit has met stands out. Twice as many pixels as asked for. */
export async function drawMeetings(
  quarters: readonly QuarterRow[],
  say: Say,
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  const svg = await barChart({
    bars: quarters.map(({ id, meetings, met, not_met }) => ({
      name: quarterLabel(id, say),
      value: meetings,
      label: `${say.number(meetings)} (${met.length}/${met.length + not_met.length})`,
      colour: not_met.length === 0 ? COLOURS.good : COLOURS.warn,
    })),
    width: width * 2,
    height: height * 2,
    letter: 28,
  });
  return svgToPng(svg, width * 2);
}

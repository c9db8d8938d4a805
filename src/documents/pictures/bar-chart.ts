import type { init } from "echarts/core";
import { COLOURS } from "./colours.ts";
import { PICTURE_FONT } from "./fonts.ts";
import { evenLines } from "./svg-text.ts";

/** A bar: its name under or beside it, its value, and the words over it (the value as people write it). */
export type Bar = { name: string; value: number; label: string; colour?: string };
/** What is drawn, in pixels; letters are sized for a picture that is looked at on a phone of half that width. */
export type BarChartSpec = {
  bars: readonly Bar[];
  width: number;
  height: number;
  lying?: boolean;
  letter?: number;
  most?: number;
};

/** Share of the width that names beside lying bars may take; a longer one breaks, and ends in an ellipsis. */
const LYING_NAMES = 0.42;
/** Widths of a bold digit, as a share of its size. */
const DIGIT = 0.62;

/** What the longest number needs behind the longest bar, so that no number leaves the picture. */
function roomFor(bars: readonly Bar[], letter: number, width: number): number {
  const longest = Math.max(8, ...bars.map(({ label }) => label.length));
  return Math.min(width * 0.4, Math.round((longest + 1) * letter * DIGIT));
}

/** A bar chart as SVG, each bar with its number; drawn on the server, without a browser. */
export async function barChart({
  bars,
  width,
  height,
  lying = false,
  letter = 22,
  most,
}: BarChartSpec): Promise<string> {
  const makeChart = await library();
  const chart = makeChart(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    const text = { fontFamily: PICTURE_FONT, fontSize: letter, color: COLOURS.ink };
    const names = {
      type: "category" as const,
      data: bars.map(({ name }) =>
        lying ? evenLines(name, letter, width * LYING_NAMES, 2).join("\n") : name,
      ),
      inverse: lying,
      axisTick: { show: false },
      // Room for what stands above and below Vietnamese letters.
      axisLabel: { ...text, interval: 0, lineHeight: letter * 1.25 },
    };
    const values = {
      type: "value" as const,
      show: false,
      min: 0,
      ...(most === undefined ? {} : { max: most }),
    };
    chart.setOption({
      animation: false,
      textStyle: text,
      grid: {
        left: 12,
        right: lying ? roomFor(bars, letter, width) : 12,
        top: letter * 2,
        bottom: 8,
        outerBoundsMode: "same",
        outerBoundsContain: "axisLabel",
      },
      xAxis: lying ? values : names,
      yAxis: lying ? names : values,
      series: [
        {
          type: "bar",
          barMaxWidth: lying ? letter * 1.8 : letter * 4,
          data: bars.map(({ value, label, colour = COLOURS.main }) => ({
            value,
            itemStyle: { color: colour, borderRadius: 4 },
            label: {
              ...text,
              show: true,
              position: lying ? "right" : "top",
              fontWeight: 700,
              formatter: () => label,
            },
          })),
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Loaded with the first picture: it is the largest part of the program, and a start or a command draws none. */
async function library(): Promise<typeof init> {
  const [core, { BarChart }, { GridComponent }, { SVGRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  core.use([BarChart, GridComponent, SVGRenderer]);
  return core.init;
}

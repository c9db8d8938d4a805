import { BarChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { PICTURE_FONT } from "./fonts.ts";

use([BarChart, GridComponent, SVGRenderer]);

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

export const COLOURS = {
  main: "#1d4ed8",
  good: "#15803d",
  warn: "#b45309",
  bad: "#b91c1c",
  quiet: "#cbd5e1",
  ink: "#1f2937",
} as const;

/** A bar chart as SVG, each bar with its number; drawn on the server, without a browser. */
export function barChart({ bars, width, height, lying = false, letter = 22, most }: BarChartSpec): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    const text = { fontFamily: PICTURE_FONT, fontSize: letter, color: COLOURS.ink };
    const names = {
      type: "category" as const,
      data: bars.map(({ name }) => name),
      inverse: lying,
      axisTick: { show: false },
      axisLabel: { ...text, interval: 0 },
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
        right: lying ? letter * 5 : 12,
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

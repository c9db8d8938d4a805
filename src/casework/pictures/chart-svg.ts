import { textBlock } from "../../documents/pictures/svg-text.ts";

/** Six months of a household's book, in the words of its reader. */
export type BookChart = {
  title: string;
  income: string;
  cost: string;
  months: readonly { label: string; income: number; cost: number; shown: string }[];
};

export const CHART_WIDTH = 900;
const HEIGHT = 640;
const BOTTOM = 500;
const TOP = 170;
const COLOURS = { income: "#15803d", cost: "#d97706" };

/** Bars side by side, income and cost, with the month below and the gain above; drawn large enough for a small screen. */
export function chartSvg(chart: BookChart): string {
  const most = Math.max(1, ...chart.months.flatMap(({ income, cost }) => [income, cost]));
  const slot = (CHART_WIDTH - 100) / Math.max(chart.months.length, 1);
  const bars = chart.months.map(({ label, income, cost, shown }, index) => {
    const x = 50 + index * slot;
    return [
      column(x + slot * 0.14, slot * 0.34, (income / most) * (BOTTOM - TOP), COLOURS.income),
      column(x + slot * 0.52, slot * 0.34, (cost / most) * (BOTTOM - TOP), COLOURS.cost),
      textBlock([label], { x: x + slot / 2, y: BOTTOM + 42, size: 28, bold: true, anchor: "middle" }),
      textBlock([shown], { x: x + slot / 2, y: BOTTOM + 80, size: 28, anchor: "middle", fill: "#374151" }),
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH}" height="${HEIGHT}">`,
    `<rect width="${CHART_WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    textBlock([chart.title], { x: 50, y: 70, size: 38, bold: true }),
    `<rect x="50" y="98" width="26" height="26" fill="${COLOURS.income}"/>`,
    textBlock([chart.income], { x: 86, y: 121, size: 28 }),
    `<rect x="300" y="98" width="26" height="26" fill="${COLOURS.cost}"/>`,
    textBlock([chart.cost], { x: 336, y: 121, size: 28 }),
    ...bars,
    `<rect x="50" y="${BOTTOM}" width="${CHART_WIDTH - 100}" height="3" fill="#9ca3af"/>`,
    "</svg>",
  ].join("");
}

function column(x: number, width: number, height: number, fill: string): string {
  const tall = Math.round(height);
  return tall <= 0
    ? ""
    : `<rect x="${Math.round(x)}" y="${BOTTOM - tall}" width="${Math.round(width)}" height="${tall}" rx="6" fill="${fill}"/>`;
}

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { computeLunarYears, type ComputedLunarYear } from "./lunar-years.ts";

/** Lunar years that the table holds: 1/1/1900 lies in the lunar year 1899. */
export const FIRST_LUNAR_YEAR = 1899;
export const LAST_LUNAR_YEAR = 2100;

/** Rows of `src/calendar/lunar-table.ts`, computed anew from the positions of sun and moon. */
export function lunarTableRows(first = FIRST_LUNAR_YEAR, last = LAST_LUNAR_YEAR): string[] {
  return computeLunarYears(first, last).map(writeRow);
}

function writeRow({ start, leapMonth, lengths }: ComputedLunarYear): string {
  const newYear = new Date(start * 86_400_000).toISOString().slice(0, 10);
  return `${newYear} ${leapMonth} ${lengths.map((days) => (days === 30 ? "L" : "s")).join("")}`;
}

function writeFile(rows: string[]): string {
  return `/**
 * The Vietnamese lunar calendar, one row a lunar year from ${FIRST_LUNAR_YEAR} on: mùng 1 Tết, the month that is repeated
 * (0: none), and its months in turn, L of 30 and s of 29 days.
 *
 * Written by \`scripts/make-lunar-table.ts\`: change that, and run \`npx jiti scripts/make-lunar-table.ts\`.
 */
export const FIRST_LUNAR_YEAR = ${FIRST_LUNAR_YEAR};

export const LUNAR_YEARS: readonly string[] = [
${rows.map((row) => `  "${row}",`).join("\n")}
];
`;
}

const TARGET = fileURLToPath(new URL("../src/calendar/lunar-table.ts", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, writeFile(lunarTableRows()));

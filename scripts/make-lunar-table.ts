import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { computeLunarYears, type ComputedLunarYear } from "./lunar-astronomy.ts";

/** Lunar years that the table holds: 1/1/1900 lies in the lunar year 1899. */
export const FIRST_LUNAR_YEAR = 1899;
export const LAST_LUNAR_YEAR = 2100;

/** The rows of `src/calendar/lunar-table.ts`, computed anew from the positions of sun and moon. */
export function lunarTableRows(): string[] {
  return computeLunarYears(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR).map(writeRow);
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
 * Written by \`scripts/make-lunar-table.ts\`: change that, and run it with Node 22.18 or later.
 */
export const FIRST_LUNAR_YEAR = ${FIRST_LUNAR_YEAR};

export const LUNAR_YEARS: readonly string[] = [
${rows.map((row) => `  "${row}",`).join("\n")}
];
`;
}

const TARGET = fileURLToPath(new URL("../src/calendar/lunar-table.ts", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, writeFile(lunarTableRows()));

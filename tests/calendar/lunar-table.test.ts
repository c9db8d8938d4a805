import { expect, test } from "vitest";
import { lunarTableRows } from "../../scripts/make-lunar-table.ts";
import { FIRST_LUNAR_YEAR, LUNAR_YEARS } from "../../src/calendar/lunar-table.ts";

// The whole table takes 15 s to compute, so these are the years in which a shortcut would show: a new moon or an
// equinox within a minute of midnight, a leap month that China has elsewhere, two months without a principal term.
test.each([
  [1938, "equinox 29 s before midnight, so month 8 is repeated, not 7"],
  [1944, "new moon 27 s before midnight"],
  [1967, "new moon 3 s after midnight"],
  [1985, "Tết a month before China's"],
  [2030, "Tết a day before China's"],
  [2033, "a month without a principal term that is not the leap month"],
  [2072, "new moon a minute before midnight"],
])("the row of %i is what the sky says (%s)", (year) => {
  expect(LUNAR_YEARS[year - FIRST_LUNAR_YEAR]).toBe(lunarTableRows(year, year)[0]);
});

test("each lunar year ends where the next begins", () => {
  for (const [index, row] of LUNAR_YEARS.slice(0, -1).entries()) {
    const [newYear = "", leap, lengths = ""] = row.split(" ");
    const days = lengths.split("").reduce((sum, letter) => sum + (letter === "L" ? 30 : 29), 0);
    const next = new Date(Date.parse(newYear) + days * 86_400_000).toISOString().slice(0, 10);
    expect(LUNAR_YEARS[index + 1]?.slice(0, 10)).toBe(next);
    expect(lengths).toHaveLength(leap === "0" ? 12 : 13);
  }
});

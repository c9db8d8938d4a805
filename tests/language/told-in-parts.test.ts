import { expect, test } from "vitest";
import { entriesInParts } from "../../src/language/told-in-parts.ts";

const NOW = new Date("2026-11-24T02:00:00Z");

test.each([
  [
    "hôm qua bán 2 con heo được 5tr, chết 1 con, mai em đi bình dương làm tới tháng 2 mới về",
    ["sold heo 5000000 2026-11-23: bán 2 con heo được 5tr", "died heo - 2026-11-23: heo: chết 1 con"],
  ],
  ["em muốn vay vốn nuôi bò, gà chết 5 con", ["died gà - 2026-11-24: gà chết 5 con"]],
  ["mai em đi bình dương, tới tết mới về", []],
  // A line that tells of nothing else is read as a whole.
  ["bán 2 con heo được 5tr", []],
])("%s", (line, told) => {
  expect(
    entriesInParts(line, { now: NOW }).map(
      ({ entry, item, amount, date, said }) => `${entry} ${item} ${amount ?? "-"} ${date}: ${said}`,
    ),
  ).toEqual(told);
});

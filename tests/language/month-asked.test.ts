import { expect, test } from "vitest";
import { monthAsked } from "../../src/language/month-asked.ts";

test.each([
  ["tháng trước tôi ghi gì", "2026-10"],
  ["coi lai so thang truoc", "2026-10"],
  ["tháng rồi bán được bao nhiêu", "2026-10"],
  ["tháng 9 bán được bao nhiêu", "2026-09"],
  ["so thang 9", "2026-09"],
  ["sổ t9", "2026-09"],
  ["tháng 12 ghi gì", "2025-12"],
  ["sổ tháng 9 năm ngoái", "2025-09"],
  ["sổ tháng 9/2025", "2025-09"],
  // This one, one to come, a stretch, a day.
  ["tháng này bán được bao nhiêu", null],
  ["tháng 11 tôi ghi gì", null],
  ["sổ tháng 12/2026", null],
  ["mấy tháng trước bán được bao nhiêu", null],
  ["3 tháng rồi tui ghi gì", null],
  ["15 tháng 9 bán gì", null],
  ["coi sổ", null],
])("%s: %s", (line, month) => {
  expect(monthAsked(line, "2026-11-24")).toBe(month);
});

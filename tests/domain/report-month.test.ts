import { describe, expect, it } from "vitest";
import { reportMonth } from "../../src/domain/report-month.ts";

describe("the month that a report is about", () => {
  it.each([
    ["2026-11-28", "2026-09-01", [], "2026-11"],
    ["2026-12-05", "2026-09-01", [], "2026-11"],
    ["2026-12-06", "2026-09-01", [], "2026-12"],
    ["2026-12-02", "2026-09-01", ["2026-11"], "2026-12"],
    ["2026-12-02", "2026-12-01", [], "2026-12"],
    ["2026-12-02", "2026-11-30", [], "2026-11"],
    ["2027-01-03", "2026-09-01", ["2026-11"], "2026-12"],
  ])("on %s, running since %s, reported %j: %s", (today, since, reported, month) => {
    expect(reportMonth(today, since, reported)).toBe(month);
  });
});

import { expect, test } from "vitest";
import { reportNamed } from "../../src/language/report-named.ts";

test.each([
  ["bao cao 30/5", "half_year"],
  ["báo cáo 30.05 nộp chưa", "half_year"],
  ["bc 6 tháng đầu năm", "half_year"],
  ["báo cáo sáu tháng", "half_year"],
  ["xem báo cáo nửa năm trước", "half_year"],
  ["báo cáo 30/11", "year"],
  ["báo cáo năm 2026", "year"],
  ["báo cáo cuối năm", "year"],
  ["báo cáo", null],
  ["báo cáo 30/5 với 30/11", null],
  ["báo cáo 130/5", null],
])("%s: %s", (line, named) => {
  expect(reportNamed(line)).toBe(named);
});

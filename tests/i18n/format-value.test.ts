import { describe, expect, test } from "vitest";
import type { Value } from "../../src/domain/value.ts";
import { formatValue, isFormat, type Format } from "../../src/i18n/format-value.ts";

const CASES: readonly [Value, Format | null, string, string][] = [
  [2_500_000, "money", "2.500.000\u00A0đ", "2,500,000\u00A0đ"],
  [0, "money", "0\u00A0đ", "0\u00A0đ"],
  ["2026-12-01", "date", "thứ Ba, 1/12/2026", "Tuesday, 1/12/2026"],
  ["2026-12-01", "day", "1/12/2026", "1/12/2026"],
  ["2026-12", "month", "12/2026", "12/2026"],
  ["2026-02-01", "month", "2/2026", "2/2026"],
  ["2026-Q4", "period", "IV/2026", "Q4/2026"],
  ["2027-H1", "period", "đầu năm 2027", "(first half of 2027)"],
  ["2026-Y", "period", "2026", "2026"],
  ["2026-11", "period", "11/2026", "11/2026"],
  [1234.5, "number", "1.234,5", "1,234.5"],
  [3000, "area", "3.000 m²", "3,000 m²"],
  [{ value: 20, unit: "con", of: null }, "quantity", "20 con", "20 con"],
  [{ value: 2, unit: "chục", of: "trứng" }, "quantity", "2 chục trứng", "2 chục trứng"],
  ["+84912345678", "phone", "0912 345 678", "0912 345 678"],
  [{ hour: 7, minute: 5 }, "time", "7:05", "7:05"],
  [{ hour: 19 }, "time", "19:00", "19:00"],
  [1968, "year", "1968", "1968"],
  ["yes", "yes_no", "<yes>", "<yes>"],
  ["not_yet", "yes_no", "<not_yet>", "<not_yet>"],
  [{ file: "f1" }, "photo", "<photo_received>", "<photo_received>"],
  ["trà sen", null, "trà sen", "trà sen"],
  [1000, null, "1.000", "1,000"],
  [true, null, "<yes>", "<yes>"],
  [false, null, "<no>", "<no>"],
  [{ id: "cow", label: "Nuôi bò" }, null, "Nuôi bò", "Nuôi bò"],
  [{ id: "h1", name: "Năm" }, null, "Năm", "Năm"],
];

function word(key: string): string {
  return `<${key}>`;
}

describe("a value as people read it", () => {
  test.each(CASES)("%j as %s", (value, format, vi, en) => {
    expect(formatValue(value, format, "vi", word)).toBe(vi);
    expect(formatValue(value, format, "en", word)).toBe(en);
  });

  test("a list is read out", () => {
    expect(formatValue(["bò", "dê", "heo"], null, "vi")).toBe("bò, dê và heo");
    expect(formatValue(["bò", "dê"], null, "en")).toBe("bò and dê");
    expect(formatValue([], null, "vi")).toBe("");
  });

  test.each([null, ""])("%j is a dash in every format", (value) => {
    for (const format of [null, "money", "date", "phone", "year", "photo"] as const)
      expect(formatValue(value, format, "vi")).toBe("–");
  });

  test("what does not fit its format is written as it is", () => {
    expect(formatValue("khoảng năm triệu", "money", "vi")).toBe("khoảng năm triệu");
    expect(formatValue("hôm nào đó", "date", "vi")).toBe("hôm nào đó");
    expect(formatValue("2026-02-31", "date", "vi")).toBe("2026-02-31");
    expect(formatValue("114", "phone", "vi")).toBe("114");
    expect(formatValue(7, "yes_no", "vi")).toBe("7");
  });

  test("a language without rules of its own is written as Vietnamese", () => {
    expect(formatValue(1000, "number", "xx")).toBe("1.000");
  });

  test("formats are known by name", () => {
    expect(isFormat("money")).toBe(true);
    expect(isFormat("livelihoods")).toBe(false);
    expect(isFormat("toString")).toBe(false);
  });
});

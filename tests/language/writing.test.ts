import { describe, expect, it } from "vitest";
import { writeList } from "../../src/language/write-list.ts";
import { writeMoney, writeMoneyInWords } from "../../src/language/write-money.ts";
import { writeNumber } from "../../src/language/write-number.ts";
import { writeNumberInWords } from "../../src/language/write-number-in-words.ts";
import { writeQuantity } from "../../src/language/write-quantity.ts";

describe("money", () => {
  it.each([
    [12_000_000, "vi", "12.000.000\u00A0đ"],
    [2_500_000, "km", "2.500.000\u00A0đ"],
    [12_000_000, "en", "12,000,000\u00A0đ"],
    [0, "vi", "0\u00A0đ"],
    [-500_000, "vi", "-500.000\u00A0đ"],
    [1234.6, "vi", "1.235\u00A0đ"],
  ] as const)("%d in %s is %s", (dong, language, expected) => {
    expect(writeMoney(dong, language)).toBe(expected);
  });

  it("in words", () => {
    expect(writeMoneyInWords(12_000_000)).toBe("mười hai triệu đồng");
    expect(writeMoneyInWords(2_500_000)).toBe("hai triệu năm trăm nghìn đồng");
    expect(writeMoneyInWords(2_500_000, "en")).toBe("two million five hundred thousand dong");
    expect(writeMoneyInWords(2_000_000, "km")).toBe("ពីរលានដុង");
  });
});

describe("numbers in words", () => {
  it.each([
    [0, "không"],
    [4, "bốn"],
    [14, "mười bốn"],
    [15, "mười lăm"],
    [21, "hai mươi mốt"],
    [24, "hai mươi tư"],
    [105, "một trăm linh năm"],
    [111, "một trăm mười một"],
    [1005, "một nghìn không trăm linh năm"],
    [1_000_200, "một triệu không nghìn hai trăm"],
    [1_050_000, "một triệu không trăm năm mươi nghìn"],
    [2_000_000_000, "hai tỷ"],
    [1_200_000_000_000, "một nghìn hai trăm tỷ"],
    [-5, "âm năm"],
  ])("%d is %s", (value, words) => {
    expect(writeNumberInWords(value)).toBe(words);
  });

  it.each([
    [21, "twenty-one"],
    [105, "one hundred five"],
    [1_234_567, "one million two hundred thirty-four thousand five hundred sixty-seven"],
  ])("%d is %s in English", (value, words) => {
    expect(writeNumberInWords(value, "en")).toBe(words);
  });

  it.each([
    [7, "ប្រាំពីរ"],
    [25, "ម្ភៃប្រាំ"],
    [130_000, "មួយសែនបីម៉ឺន"],
  ])("%d is %s in Khmer", (value, words) => {
    expect(writeNumberInWords(value, "km")).toBe(words);
  });

  it("refuses what it cannot write", () => {
    expect(() => writeNumberInWords(1.5)).toThrow(RangeError);
    expect(() => writeNumberInWords(1e15)).toThrow(RangeError);
  });
});

describe("numbers, quantities, lists", () => {
  it("use the signs of the language", () => {
    expect(writeNumber(1234.5)).toBe("1.234,5");
    expect(writeNumber(1234.5, "en")).toBe("1,234.5");
    expect(writeNumber(0.005)).toBe("0,01");
    expect(writeNumber(-0.001)).toBe("0");
  });

  it("keep the units of the place", () => {
    expect(writeQuantity({ value: 2.5, unit: "tấn", of: "lúa" })).toBe("2,5 tấn lúa");
    expect(writeQuantity({ value: 3, unit: null, of: "dừa" }, "en")).toBe("3 dừa");
  });

  it.each([
    [[], ""],
    [["bò"], "bò"],
    [["bò", "heo"], "bò và heo"],
    [["bò", "heo", "gà"], "bò, heo và gà"],
  ])("%j becomes %j", (items, expected) => {
    expect(writeList(items)).toBe(expected);
  });

  it("join in English and Khmer", () => {
    expect(writeList(["a", "b"], "en")).toBe("a and b");
    expect(writeList(["a", "b"], "km")).toBe("a និង b");
  });
});

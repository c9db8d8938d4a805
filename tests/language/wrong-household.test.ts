import { describe, expect, it } from "vitest";
import { isOnlyAnother, readWrongHousehold } from "../../src/language/wrong-household.ts";

describe("the household at hand is not the one that is meant", () => {
  it.each([
    ["không phải hộ đó", null],
    ["khong phai ho do", null],
    ["hổng phải nhà này đâu em", null],
    ["ủa lộn hộ rồi", null],
    ["lon ho roi em oi", null],
    ["nhầm nhà", null],
    ["chết, ghi nhầm hộ rồi", null],
    ["nhap nham ho", null],
    ["hộ khác chớ", null],
    ["ho khac cho", null],
    ["Dạ sai hộ rồi ạ", null],
    ["wrong household", null],
    ["lộn hộ rồi, cô Bảy chớ", "cô bảy chớ"],
    ["không phải hộ đó, chú Út mà", "chú út mà"],
    ["nhầm người rồi Nguyễn Văn Lộc", "nguyễn văn lộc"],
    ["hộ khác chớ, hộ bà Chín", "hộ bà chín"],
    // Whether hers is the wrong one or the right one is asked.
    ["ghi lộn nhà chị Ngọc", null],
    ["nham ho co Sau qua ho co Bay", null],
    ["nhầm nhà, chị Ngọc", "chị ngọc"],
  ])("%s", (typed, line) => {
    expect(readWrongHousehold(typed)).toEqual({ line });
  });

  it.each([
    "bán cho nhà khác 3 con",
    "không phải",
    "nhà khác bán 3 con heo được 12tr",
    "nhầm rồi",
    "hộ nghèo",
    "nhà nhầm giống heo",
    "lớn họ rồi",
    "không phải 4 triệu mà 5 triệu",
    "nhận hộ khẩu",
    "nhà khác cũng ngập",
    "nhà khác cũng bán cho cô Tư",
    "hộ này không phải hộ nghèo",
    "hộ này không phải hộ cận nghèo",
    "cho nhà này vay vốn",
  ])("is not said by: %s", (typed) => {
    expect(readWrongHousehold(typed)).toBeNull();
  });
});

it("may be the answer where any words are: nhà khác", () => {
  expect(["nhà khác", "Ho khac"].map(isOnlyAnother)).toEqual([true, true]);
  expect(["hộ khác chớ", "lộn nhà rồi"].map(isOnlyAnother)).toEqual([false, false]);
});

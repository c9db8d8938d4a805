import { describe, expect, it } from "vitest";
import { figureDenied, objectionIn } from "../../src/language/figure-denied.ts";

const TR = 1_000_000;

describe("a figure that is said not to be so", () => {
  it.each([
    ["k phai 6tr, co 5tr thoi", 6 * TR, 5 * TR],
    ["không phải 6 triệu, có 5 triệu thôi", 6 * TR, 5 * TR],
    ["3 con de ban co 5tr thoi, khong phai 6tr", 6 * TR, 5 * TR],
    ["hôm qua bán 4tr5 chứ k phải 5tr", 5 * TR, 4.5 * TR],
    ["đâu có bán 6 triệu, 5 triệu à", 6 * TR, 5 * TR],
    ["hổng phải 6 triệu", 6 * TR, null],
    ["cán bộ ghi sai rồi, bán dê có 5tr thôi", null, 5 * TR],
    ["ghi lộn rồi em, 450 ngàn mới đúng", null, 450_000],
    ["dạ sai rồi, 5tr", null, 5 * TR],
  ])("%s", (line, denied, claimed) => {
    expect(figureDenied(line)).toEqual({ denied, claimed });
  });

  it.each([
    "bán 3 con dê 6tr",
    "không bán được, còn nợ 6tr",
    "không phải hôm qua, hôm kia bán 6tr mà mua 5tr",
    "ghi sai",
    "con heo không có bệnh",
    "hông có tiền, vay 10 triệu được không",
    "có 5tr thôi",
  ])("not: %s", (line) => {
    expect(figureDenied(line)).toBeNull();
  });
});

describe("an objection in somebody's words", () => {
  it.each(["heo chưa bán, ghi sai rồi", "k phai 6tr, co 5tr thoi", "hông có bán con dê nào hết"])(
    "%s",
    (line) => {
      expect(objectionIn(line)).toBe(line);
    },
  );
  it.each(["không đúng", "sai rồi", "đúng rồi em", "bán 3 con dê 6 triệu"])("not: %s", (line) => {
    expect(objectionIn(line)).toBeNull();
  });
});

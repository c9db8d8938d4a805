import { describe, expect, it } from "vitest";
import { purposeIn, tellsOfLoan } from "../../src/language/loan-told.ts";

describe("a loan that is told of", () => {
  it.each([
    ["chú Bền vay 15 triệu mua 2 con dê, hạn trả 5/12/2027", "mua 2 con dê"],
    ["chu Ben moi vay NHCSXH 20 trieu nuoi bo", "nuoi bo"],
    ["hộ cô Sáu được vay 30 triệu để sửa chuồng trả trong 3 năm", "để sửa chuồng"],
    ["tui vay ngân hàng chính sách 15tr rồi", null],
    ["ngân hàng gia hạn rồi", null],
    ["chua co tien tra ngan hang", null],
    ["tui trả hết nợ rồi nghen", null],
  ])("%s", (line, purpose) => {
    expect(tellsOfLoan(line)).toBe(true);
    expect(purposeIn(line)).toBe(purpose);
  });

  it.each([
    "tui muốn vay 20 triệu nuôi bò",
    "vay 20 triệu mỗi tháng trả bao nhiêu",
    "xin vay 10tr",
    "vay 20 triệu được không em?",
    "vay vốn",
    "tui trả hết nợ rồi, tài khoản 0123456789012",
    "vay ngân hàng 20 triệu",
    "em vay 20 triệu nuôi bò",
    "cho tui mượn 500 ngàn",
    "bán 3 con dê 6 triệu trả nợ",
  ])("not: %s", (line) => {
    expect(tellsOfLoan(line)).toBe(false);
  });
});

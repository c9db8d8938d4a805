import { describe, expect, it } from "vitest";
import { holdsAccountNumber } from "../../src/language/account-number.ts";

describe("numbers of accounts, cards and papers", () => {
  it.each([
    "stk 0123456789012 agribank",
    "so tai khoan 071100012345",
    "9704 1234 5678 9012",
    "thẻ ATM 123456",
    "083068001234",
    "chuyển vô 1903 5678 9123 45 nha",
    "stk 0912345678",
  ])("are found in: %s", (text) => {
    expect(holdsAccountNumber(text)).toBe(true);
  });

  it.each([
    "cần 15.000.000 đồng",
    "vay 15000000",
    "15000000đ để mua bò",
    "gọi 0912 345 678 nha",
    "ngày 23-11-2026 họp",
    "2 con bò, 3 công đất",
    "từ 1/12/2026 tới 15/12/2026",
    "thẻ bảo hiểm hết hạn 30.11.2026",
  ])("are not: %s", (text) => {
    expect(holdsAccountNumber(text)).toBe(false);
  });
});

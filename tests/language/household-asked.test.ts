import { describe, expect, test } from "vitest";
import { householdAsked } from "../../src/language/household-asked.ts";

describe("the household that a short line asks about", () => {
  test.each([
    ["hộ cô Sáu", "ho co sau"],
    ["nhà anh Út sao rồi?", "nha anh ut"],
    ["coi giùm tui nha chu Ba the nao", "nha chu ba"],
    ["tìm Lê Văn Bền", "le van ben"],
    ["em ơi, coi hộ bà Mười ấp 3", "ho ba muoi ap 3"],
    ["H4829173", "h4829173"],
    ["0912 345 678", "0912 345 678"],
  ])("%j asks for %j", (line, asked) => {
    expect(householdAsked(line)).toBe(asked);
  });

  test.each(["", "   ", "tìm", "0", "12", "hôm qua tôi có ghé mà không gặp ai ở nhà hết", "x".repeat(200)])(
    "%j asks for nobody",
    (line) => {
      expect(householdAsked(line)).toBeNull();
    },
  );
});

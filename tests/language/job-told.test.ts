import { expect, test } from "vitest";
import { readJobTold } from "../../src/language/job-told.ts";

test.each([
  ["con tui xin được việc ở khu công nghiệp rồi", "con tui", "khu công nghiệp", null],
  [
    "con chị Ngọc xin được việc ở khu công nghiệp Giao Long rồi, lương 7 triệu",
    "con chị Ngọc",
    "khu công nghiệp Giao Long",
    7_000_000,
  ],
  [
    "con gai tui di lam cong nhan o cong ty may roi luong thang 6tr5",
    "con gai tui",
    "cong ty may",
    6_500_000,
  ],
  ["di lam cong nhan roi", null, null, null],
  ["dạ em ơi chồng tui mới được nhận vô làm ở Bình Dương", "chồng tui", "Bình Dương", null],
  ["hôm nay trời mưa", null, null, null],
])("what a line says of work that was found: %s", (line, who, where, wage) => {
  expect(readJobTold(line)).toEqual({ who, where, wage });
});

import { expect, test } from "vitest";
import { namingIn, withoutSubject, wordsNaming } from "../../src/language/named-household.ts";

test.each([
  ["cấp mã cho cô Sáu", "Nguyễn Thị Sáu", 1],
  ["cap ma cho co sau", "Nguyễn Thị Sáu", 1],
  ["hộ cô Sáu muốn vay vốn", "Nguyễn Thị Sáu", 1],
  ["nhà chú Văn Út bị ngập", "Phạm Văn Út", 2],
  ["thăm Nguyễn Thị Sáu rồi", "Nguyễn Thị Sáu", 3],
  ["tham nguyen thi sau roi", "Nguyễn Thị Sáu", 3],
  // The word before it, or its marks, make it something else.
  ["sáu giờ sáng mai", "Nguyễn Thị Sáu", 0],
  ["có sáu hộ chưa báo", "Nguyễn Thị Sáu", 0],
  ["cô Năm tới chưa", "Nguyễn Văn Nam", 0],
  ["chị Thị bán heo", "Nguyễn Thị Sáu", 0],
  ["hộ nào chưa báo tháng này", "Nguyễn Thị Sáu", 0],
  ["", "Nguyễn Thị Sáu", 0],
])("%s names %s by %i words", (line, name, words) => {
  expect(wordsNaming(namingIn(line), name)).toBe(words);
});

test.each([
  ["cô Sáu bán 3 con heo", "bán 3 con heo"],
  ["hộ chú Út mua cám hết 450 ngàn", "mua cám hết 450 ngàn"],
  ["chị Mỹ Hạnh bán 2.5 tạ lúa", "bán 2.5 tạ lúa"],
])("%s without who it is about: %s", (line, left) => {
  expect(withoutSubject(line)).toContain(left);
});

test("a line that begins with nobody is left alone, and so is one that is too long to be an entry", () => {
  expect(withoutSubject("bán 3 con heo cho cô Sáu")).toEqual([]);
  expect(withoutSubject(`cô Sáu ${"bán heo ".repeat(100)}`)).toEqual([]);
});

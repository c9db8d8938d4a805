import { expect, test } from "vitest";
import { callsSomebody, namingIn, placesNaming, withoutSubject } from "../../src/language/named-household.ts";

test.each([
  ["cấp mã cho cô Sáu", "Nguyễn Thị Sáu", [1]],
  ["cap ma cho co sau", "Nguyễn Thị Sáu", [1]],
  ["cấp mã cho cô 6", "Nguyễn Thị Sáu", [1]],
  ["hộ cô Sáu muốn vay vốn", "Nguyễn Thị Sáu", [1]],
  ["nhà chú Văn Út bị ngập", "Phạm Văn Út", [2]],
  ["thăm Nguyễn Thị Sáu rồi", "Nguyễn Thị Sáu", [3]],
  ["tham nguyen thi sau roi", "Nguyễn Thị Sáu", [3]],
  ["ghe nha a ut roi", "Phạm Văn Út", [1]],
  ["cham chi so nha a loc", "Nguyễn Văn Lộc", [1]],
  ["c Diễm đan xong 20 giỏ", "Trần Thị Diễm", [1]],
  // The word before it, or its marks, make it something else; so does what a number counts.
  ["sáu giờ sáng mai", "Nguyễn Thị Sáu", []],
  ["có sáu hộ chưa báo", "Nguyễn Thị Sáu", []],
  ["cô Năm tới chưa", "Nguyễn Văn Nam", []],
  ["chị Thị bán heo", "Nguyễn Thị Sáu", []],
  ["hộ nào chưa báo tháng này", "Nguyễn Thị Sáu", []],
  ["nhà năm nay bị ngập", "Lê Thị Năm", []],
  ["nha nam nay bi ngap", "Lê Văn Nam", []],
  ["co hai con bo benh", "Trần Văn Hai", []],
  ["nhà 6 người", "Nguyễn Thị Sáu", []],
  // Where somebody else lives.
  ["ghi thăm ông Năm kế bên cô Sáu", "Nguyễn Thị Sáu", []],
  ["nha o sat vach co Sau bi chay", "Nguyễn Thị Sáu", []],
  ["thăm cô Sáu kế bên ông Năm", "Nguyễn Thị Sáu", [1]],
  ["", "Nguyễn Thị Sáu", []],
])("%s names %s by so many words: %j", (line, name, words) => {
  expect(placesNaming(namingIn(line), name).map(({ from, to }) => to - from)).toEqual(words);
});

test.each([
  ["cô Sáu bán 3 con heo", "cô Sáu", "bán 3 con heo", false],
  ["hộ chú Út mua cám hết 450 ngàn", "hộ chú Út", "mua cám hết 450 ngàn", false],
  ["chị Mỹ Hạnh bán 2.5 tạ lúa", "chị Mỹ Hạnh", "bán 2.5 tạ lúa", false],
  ["cô 6 bán 3 con heo", "cô 6", "bán 3 con heo", true],
  ["ghi cho nhà bác Ba bán 2 con heo 6 triệu", "nhà bác Ba", "bán 2 con heo 6 triệu", false],
  ["ghi gium chu Ben ban 2 con heo", "chu Ben", "ban 2 con heo", false],
])("%s is about %s: %s", (line, subject, left, numbered) => {
  expect(withoutSubject(line)).toMatchObject({ numbered });
  expect(withoutSubject(line).told).toContainEqual({ subject, left });
});

test("a line that begins with nobody is left alone, and so is one that is too long to be an entry", () => {
  expect(withoutSubject("bán 3 con heo cho cô Sáu").told).toEqual([]);
  expect(withoutSubject(`cô Sáu ${"bán heo ".repeat(100)}`).told).toEqual([]);
  expect(withoutSubject("anh 5 con heo chết").numbered).toBe(false);
});

test.each([
  ["chị Thị bán 3 con heo", true],
  ["báo giùm chú 7", true],
  ["em muốn vay vốn", false],
  ["nhà em bị ngập", false],
  ["hộ nào chưa báo", false],
  ["kế hoạch", false],
])("%s calls somebody: %s", (line, somebody) => {
  expect(callsSomebody(namingIn(line))).toBe(somebody);
});

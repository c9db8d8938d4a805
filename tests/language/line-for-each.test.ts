import { expect, test } from "vitest";
import { lineForEach } from "../../src/language/line-for-each.ts";
import { namingIn, placesNaming } from "../../src/language/named-household.ts";

const PEOPLE = ["Huỳnh Thị Thu", "Võ Văn Tư", "Đặng Thị Mười"];

test.each([
  ["thăm chị Thu với anh Tư rồi", ["thăm chị Thu rồi", "thăm anh Tư rồi"]],
  [
    "tham chi Thu, anh Tu, co Muoi roi, on het",
    ["tham chi Thu roi, on het", "tham anh Tu roi, on het", "tham co Muoi roi, on het"],
  ],
  ["chị Thu với nhà anh Tư muốn học nuôi dê", ["chị Thu muốn học nuôi dê", "nhà anh Tư muốn học nuôi dê"]],
  ["chị Thu bán 3tr, anh Tư bán 2tr", ["chị Thu bán 3tr", "anh Tư bán 2tr"]],
  [
    "chị Thu bán được 3tr, anh Tư 2tr; cô Mười 1tr5",
    ["chị Thu bán được 3tr", "anh Tư bán được 2tr", "cô Mười bán được 1tr5"],
  ],
  ["thăm chị Thu ổn, anh Tư không có nhà", ["thăm chị Thu ổn", "thăm anh Tư không có nhà"]],
  ["chị Thu bán 2 con heo cho anh Tư", null],
  ["chị Thu mua heo của anh Tư, cô Mười", null],
  ["kế hoạch của chị Thu với anh Tư", null],
  ["thăm chị Thu", null],
])("one line for each of: %s", (line, lines) => {
  const naming = namingIn(line);
  expect(
    lineForEach(
      line,
      PEOPLE.flatMap((name) => placesNaming(naming, name).slice(0, 1)),
    ),
  ).toEqual(lines);
});

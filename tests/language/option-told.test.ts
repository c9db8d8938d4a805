import { expect, test } from "vitest";
import { optionTold } from "../../src/language/option-told.ts";

const OPTIONS = [
  ["Nuôi bò", "bò", "bò thịt"],
  ["Nuôi heo", "heo", "lợn"],
  ["Nuôi heo nái", "heo nái"],
  ["Trồng cây ăn trái", "bưởi", "mít"],
  ["Nuôi gà, vịt", "gà", "nuôi vịt"],
];

test.each([
  ["lập kế hoạch cho chị Thu nuôi bò", 0],
  ["lap ke hoach nuoi heo nai", 2],
  ["em muốn nuôi heo", 1],
  ["muốn trồng bưởi", 3],
  ["lập kế hoạch nuôi bò với trồng mít", null],
  ["không muốn nuôi bò", null],
  ["lập kế hoạch cho nhà chị Gà", null],
  ["lập kế hoạch", null],
])("what a line names: %s", (line, index) => {
  expect(optionTold(line, OPTIONS)).toBe(index);
});

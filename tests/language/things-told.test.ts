import { expect, test } from "vitest";
import { sumIn, thingsIn } from "../../src/language/things-told.ts";

test.each([
  ["giao 5 con vịt cho nhà chị Thu, 6 tháng sau trả lại", "5 con vịt"],
  ["giao 5 con vit cho nha chi Thu 6 thang sau tra lai", "5 con vit"],
  ["giao cho anh Tư ấp 3 10 con gà giống", "10 con gà giống"],
  ["nhà chú Bền được xã cho 2 bao gạo, 1 thùng mì", "2 bao gạo, 1 thùng mì"],
  ["cho chị Thu 2 con dê, cuối năm trả 1 con dê", null],
  ["cấp cho chị Thu 2 triệu", null],
  ["6 tháng sau trả lại", null],
  ["không có con vịt nào", null],
])("the things of %j: %s", (line, things) => {
  expect(thingsIn(line)).toBe(things);
});

test.each([
  ["giao 2 bao phan cho chu Ben tri gia 600k", 600_000],
  ["hôm qua cấp cho cô Mười 1 con bò cái 12tr", 12_000_000],
  ["giao 5 con vịt, 6 tháng sau trả lại", null],
  ["con bò 12 triệu, hai con dê 3 triệu", null],
])("the sum of %j: %s", (line, sum) => {
  expect(sumIn(line)).toBe(sum);
});

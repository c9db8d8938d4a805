import { expect, test } from "vitest";
import { decisionsIn } from "../../src/language/decisions-told.ts";
import { promiseIn, withoutPromise } from "../../src/language/promise-told.ts";

test.each([
  [
    "họp ấp 1 xong, 3 việc: làm cống, vay vốn cho chị Thu, mở lớp nuôi dê",
    ["làm cống", "vay vốn cho chị Thu", "mở lớp nuôi dê"],
  ],
  ["hop ap 1 xong, thong nhat lam cong; moi nha gop 2,5 trieu.", ["lam cong", "moi nha gop 2,5 trieu"]],
  ["họp rồi, hai việc: 1. làm cống 2. mở lớp", ["làm cống", "mở lớp"]],
  ["họp ấp 1 xong", []],
  ["họp xong, bà con muốn mở lớp", []],
])("decisions of: %s", (line, decisions) => {
  expect(decisionsIn(line)).toEqual(decisions);
});

test.each([
  ["thăm chị Thu rồi, hứa tuần sau đem giống xuống", "tuần sau đem giống xuống"],
  ["tham chi Thu, em hua voi chi thu hai dem giay to lai", "chi thu hai dem giay to lai"],
  ["thăm chị Thu, chị hứa sẽ sửa chuồng trong tháng này. Mọi việc ổn", "sửa chuồng trong tháng này"],
  ["thăm chị Thu, có hứa hẹn gì đó", null],
  ["thăm chị Thu rồi, không hứa được gì", null],
])("the promise of: %s", (line, promise) => {
  expect(promiseIn(line)).toBe(promise);
});

test.each([
  ["thăm chú Bền, ổn, chú hứa 30/11 sửa chuồng", "thăm chú Bền, ổn,"],
  ["thăm chú Bền hôm qua, hẹn 30/11 ghé lại", "thăm chú Bền hôm qua,"],
  ["thăm chú Bền hôm qua", "thăm chú Bền hôm qua"],
])("%s, without what is promised", (line, rest) => {
  expect(withoutPromise(line).trim()).toBe(rest);
});

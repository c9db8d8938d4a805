import { expect, test } from "vitest";
import { tellsOfOthersHome } from "../../src/language/others-home.ts";

test.each([
  ["nhà chị Thu cháy rồi", true],
  ["nha chi thu chay roi", true],
  ["nhà hàng xóm cháy, cứu với", true],
  ["nha hang xom chay cuu voi", true],
  ["nhà ông Bảy kế bên cháy chuồng heo", true],
  ["heo nha hang xom bi dich", true],
  ["nha co Tu bi toc mai roi", true],
  ["cháy sát bên nhà tui", true],
  ["cháy kế bên nhà em nè", true],
  ["nhà thằng Tèo cuối xóm bị sập", true],
  ["nhà anh Hai tui cháy rồi", true],
  ["hàng xóm tui nhập viện rồi", true],
  ["nước ngập nhà tui rồi", false],
  ["nhà bà ngoại bị ngập", false],
  ["cháy nhà rồi em ơi", false],
  ["cháy nhà anh ơi, cứu", false],
  ["chay nha chi oi cuu voi", false],
  ["cháy nhà anh Minh ơi", false],
  ["nhà kế bên cháy lan qua nhà tui", false],
  ["heo nhà hàng xóm bị dịch, lây qua nhà tui rồi", false],
  ["má tui nhập viện rồi", false],
  ["nhà con cháy rồi", false],
])("%s: %s", (line, others) => {
  expect(tellsOfOthersHome(line)).toBe(others);
});

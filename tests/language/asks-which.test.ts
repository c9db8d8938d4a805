import { expect, it } from "vitest";
import { asksWhich } from "../../src/language/asks-which.ts";

it.each([
  ["hộ nào đang vay vốn", true],
  ["ho nao thieu nuoc sach", true],
  ["tháng này xã nào chưa họp", true],
  ["ai xin vay", true],
  ["có bao nhiêu nhà bị ngập", true],
  ["may ho can von", true],
  // A machine, an aunt, and one who tells.
  ["máy cày hư", false],
  ["hộ cô Sáu muốn vay vốn", false],
  ["nhà chú Út bị ngập", false],
  ["ai", false],
  ["", false],
])("%s: %s", (line, asks) => {
  expect(asksWhich(line)).toBe(asks);
});

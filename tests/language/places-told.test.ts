import { expect, test } from "vitest";
import { placesTold, tellsOfPlace } from "../../src/language/places-told.ts";

const HAMLETS = ["Ấp 1", "Ấp 2", "Ấp 3", "Ấp 5", "Ấp 12", "Ấp Phú Hòa"].map((name) => ({ name }));

test.each([
  ["ấp 3 ngập hết rồi", ["Ấp 3"]],
  ["ap3 ngap het roi", ["Ấp 3"]],
  ["nước mặn vô ấp 2", ["Ấp 2"]],
  ["nuoc man vo toi ap 12 roi", ["Ấp 12"]],
  ["ấp 2, 3 với 5 ngập", ["Ấp 2", "Ấp 3", "Ấp 5"]],
  ["ap 2 va ap 3 ngap", ["Ấp 2", "Ấp 3"]],
  ["ấp 2, 3 hộ ngập nặng", ["Ấp 2"]],
  ["ấp 3 ngập 5 tấc", ["Ấp 3"]],
  ["ap phu hoa ngap lut roi", ["Ấp Phú Hòa"]],
  ["ấp 9 ngập rồi", []],
  ["ngập hết rồi", []],
])("%s: %j", (line, names) => {
  expect(placesTold(line, HAMLETS).map(({ name }) => name)).toEqual(names);
});

test("of two places of one name neither is taken", () => {
  expect(placesTold("ấp 3 ngập", [{ name: "Ấp 3" }, { name: "Ấp 3" }])).toEqual([]);
});

test.each([
  ["ấp 3 ngập hết rồi", true],
  ["ap 3 nuoc man vo roi, may ho nuoi tom lo lam", true],
  ["ấp 3 nhà nào cũng ngập, bà con la quá", false],
  ["ấp 3 ngập, bà con cô bác kêu quá", true],
  ["nước ngập ấp 3, nhà cửa ướt hết", true],
  ["nhà ông Tư ấp 3 ngập rồi", false],
  ["ấp 3 ngập chưa", false],
  ["ấp 3 có ngập không em", false],
  ["ap 3 ngap may nha?", false],
  ["nếu ấp 3 ngập thì làm sao", false],
])("%s tells of the place: %s", (line, tells) => {
  expect(tellsOfPlace(line)).toBe(tells);
});

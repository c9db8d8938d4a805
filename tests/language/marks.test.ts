import { describe, expect, it } from "vitest";
import { readMarks, type Marks } from "../../src/language/marks.ts";

const only = (...lines: number[]): Marks => ({ kind: "only", lines });
const except = (...lines: number[]): Marks => ({ kind: "except", lines });

const READ: readonly [typed: string, marks: Marks][] = [
  ["1 3 5-9", only(1, 3, 5, 6, 7, 8, 9)],
  ["1,3,5", only(1, 3, 5)],
  ["1.3.5", only(1, 3, 5)],
  ["9", only(9)],
  ["3 va 1 nha em", only(1, 3)],
  ["5 đến 7", only(5, 6, 7)],
  ["5 - 7, 12", only(5, 6, 7, 12)],
  ["có mặt 2 4", only(2, 4)],
  ["đủ", { kind: "all" }],
  ["Đủ hết rồi em", { kind: "all" }],
  ["dạ du mat", { kind: "all" }],
  ["tất cả", { kind: "all" }],
  ["đủ trừ 4 7", except(4, 7)],
  ["du, tru 4 voi 7", except(4, 7)],
  ["vắng 3", except(3)],
  ["thiếu hộ 3, 11", except(3, 11)],
  ["all but 2", except(2)],
  ["vang 3, 7, 12", except(3, 7, 12)],
  ["vắng mặt 3 với 7 nha em", except(3, 7)],
  ["du het tru ba Tu", { kind: "except", lines: [], names: ["tu"] }],
  ["vắng 3 nha", except(3)],
  ["vắng nhà anh Hai", { kind: "except", lines: [], names: ["hai"] }],
  ["vắng 3 nhà chú Út", { kind: "except", lines: [3], names: ["ut"] }],
  ["đủ trừ cô Sáu", { kind: "except", lines: [], names: ["sau"] }],
  ["Đủ, trừ 4, 7 và chị Diễm nha", { kind: "except", lines: [4, 7], names: ["diem"] }],
  ["vắng ông Tư Bền, cô Trần Thị Diễm", { kind: "except", lines: [], names: ["tu ben", "tran thi diem"] }],
  ["không ai đến", { kind: "none" }],
  ["chưa ai tới", { kind: "none" }],
];

/** Half a sentence, a year, nonsense: asked again rather than marked. */
const UNREAD = [
  "",
  "không",
  "cô Sáu có đi",
  "2 triệu",
  "ngày 15/3",
  "9-5",
  "0",
  "2026",
  "đủ trừ cô Sáu bị bệnh chưa đi được",
  "vắng 2 người, lý do 3",
  "1 3 năm",
  // How many is not which.
  "vắng 3 nhà",
  "có 3 nhà thôi em",
  "đủ trừ hai nhà",
  "du tru hai ho nua",
  "vắng 4 hộ",
];

describe("marks on a numbered list", () => {
  it.each(READ)("%s", (typed, marks) => {
    expect(readMarks(typed)).toMatchObject({ kind: "understood", value: marks });
  });

  it.each(UNREAD)("does not guess at %j", (typed) => {
    expect(readMarks(typed)).toEqual({ kind: "not_understood" });
  });
});

import { expect, test } from "vitest";
import { readAbsenceTold } from "../../src/language/absence-told.ts";

const NOW = new Date("2026-11-24T02:00:00Z");

test.each([
  ["mai e đi bình dương làm tới tháng 2 mới về", null, true, "2027-02-01", false],
  ["e dg lam o sg, thang 9 nam sau ve", null, true, "2027-09-01", false],
  ["con trai tui đi sài gòn làm tới tết về", "con trai tui", false, "2027-02-06", false],
  ["vợ chồng em đi đồng nai làm", "vợ chồng em", false, null, false],
  ["đi làm xa", null, false, null, false],
  ["chưa về, còn làm thêm 2 tháng nữa", null, false, "2027-01-24", false],
  ["em chưa về nhà", null, false, null, false],
  ["về rồi", null, false, null, true],
  ["tui ve nha roi", null, false, null, true],
  ["con trai em mới về bữa qua", null, false, null, true],
] as const)("%s", (line, who, self, until, back) => {
  expect(readAbsenceTold(line, { now: NOW })).toEqual({
    who,
    self,
    until,
    back,
    stops: false,
    still: /chưa/.test(line),
  });
});

test.each([
  ["nghỉ nuôi dê rồi, đi Bình Dương làm", true],
  ["bo nuoi heo di sai gon", true],
  ["mai e đi bình dương làm tới tháng 2 mới về", false],
  ["đi Bình Dương làm, dê vợ tui nuôi", false],
])("hears whether the household gives something up: %s", (line, stops) => {
  expect(readAbsenceTold(line, { now: NOW }).stops).toBe(stops);
});

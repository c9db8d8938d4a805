import { expect, test } from "vitest";
import { topicIn } from "../../src/language/topic.ts";

test.each([
  ["lên lịch giúp chị họp ấp 1 bàn chuyện vay vốn", "chuyện vay vốn"],
  ["hop ap 1 ban chuyen vay von", "chuyen vay von"],
  ["họp ấp 3 28/11 bàn cách phòng bệnh cho dê", "cách phòng bệnh cho dê"],
  ["mời bà con họp bàn làm cống", "làm cống"],
  ["lên lịch họp về việc làm cống", "việc làm cống"],
  ["họp ấp 2, nội dung: vay vốn, giống", "vay vốn, giống"],
  ["họp ấp 1 xong, 3 việc: làm cống, vay vốn", "làm cống, vay vốn"],
  ["họp ấp 1 lúc 7:30", null],
  ["bàn giao hộ cô Sáu", null],
  ["họp bàn giao hộ", null],
  ["ấp 1 ban 3 con heo", null],
  ["bàn chuyện vay vốn", null],
])("what is talked about: %s", (line, topic) => {
  expect(topicIn(line)?.topic ?? null).toBe(topic);
});

import { expect, test } from "vitest";
import { dayIn, heardIn, hourIn } from "../../src/language/heard.ts";

const VISIT = [
  { id: "fine", phrases: ["ổn", "mọi việc ổn", "bình thường"], name: null },
  { id: "trouble", phrases: ["gặp khó", "khó khăn"], name: null },
  { id: "nobody", phrases: ["không có ai", "vắng nhà"], name: null },
];
const TOLD = [
  { id: "log", phrases: ["sáng nay", "đọc rồi"], name: null },
  { id: "text", phrases: ["soạn bài"], name: null },
];
const PLACES = ["Ấp 1", "Ấp 3", "Ấp 13"].map((name) => ({ id: name, phrases: [], name }));
const HOMES = ["Trần Thị Diễm", "Võ Minh Tâm", "Lê Thị Tâm"].map((name) => ({ id: name, phrases: [], name }));

test.each([
  [VISIT, "bữa nay tới nhà chú Sa Rươl mà không có ai", "nobody"],
  [VISIT, "tham ba Lanh 3 ngay truoc, ba binh thuong", "fine"],
  [VISIT, "ghé cô Sáu, mọi việc ổn", "fine"],
  [VISIT, "ghé cô Sáu, không ổn", null],
  [VISIT, "ghé cô Sáu, không gặp khó khăn gì", null],
  [VISIT, "ghé cô Sáu, ổn mà có khó khăn", null],
  [VISIT, "di tham chu Ben roi", null],
  [VISIT, "bà Lành ổn không", null],
  [VISIT, "ghé cô Sáu, bò ổn mà người bị bệnh", null],
  [VISIT, "tham co Sau binh thuong nhung dang benh", null],
  [TOLD, "loa sáng nay đọc rồi", "log"],
  [TOLD, "loa sáng nay chưa đọc", null],
  [TOLD, "loa sang nay chua doc", null],
  [TOLD, "loa sáng nay quên đọc", null],
  [PLACES, "họp đối thoại 19/2 nhà văn hóa ấp 3 8h sáng", "Ấp 3"],
  [PLACES, "họp ấp 1 với ấp 3", null],
  [HOMES, "duyet ke hoach chi Diem", "Trần Thị Diễm"],
  [HOMES, "duyệt kế hoạch anh Tâm", null],
  [HOMES, "duyệt kế hoạch anh Võ Minh Tâm", "Võ Minh Tâm"],
  [HOMES, "kế hoạch nào chờ duyệt", null],
])("of %j is heard in: %s", (all, line, heard) => {
  expect(heardIn(line, all)).toBe(heard);
});

const NOW = new Date("2026-11-24T02:00:00Z");

test.each([
  ["tham ba Lanh 3 ngay truoc, ba binh thuong", "back", "2026-11-21"],
  ["hôm qua ghé chú Bền", "back", "2026-11-23"],
  ["họp đối thoại 19/12 nhà văn hóa ấp 3 8h sáng", "forward", "2026-12-19"],
  ["họp 19/12 hoặc 20/12", "forward", null],
  ["họp ấp 4 hôm qua", "forward", null],
  ["họp ấp 4 hôm nay", "forward", null],
  ["tuần này ghé chú Bền", "back", null],
  ["ghé chú Bền mua 2 con dê", "back", null],
  ["thăm chị Hai hôm qua", "back", "2026-11-23"],
  ["tham co sau bua qua", "back", "2026-11-23"],
  ["thăm cô 6 hôm qua", "back", "2026-11-23"],
  ["thăm cô Ba tuần rồi", "back", null],
  ["tham ba Sau thang truoc", "back", null],
  ["thăm bà Lành ba ngày trước", "back", "2026-11-21"],
  ["họp ấp 3 ngày 28/11", "forward", "2026-11-28"],
  ["hôm qua giao chị Thu 2 con dê, 30/6/2027 trả", "forward", "2027-06-30"],
  ["hôm qua giao chị Thu 2 con dê, 30/6/2027 trả", "back", "2026-11-23"],
  ["6 tháng sau trả lại", "forward", null],
] as const)("the day of: %s", (line, direction, day) => {
  expect(dayIn(line, { now: NOW, direction })).toBe(day);
});

test.each([
  ["họp đối thoại 19/2 nhà văn hóa ấp 3 8h sáng", { hour: 8, minute: 0 }],
  ["họp ấp 3 lúc 14h30", { hour: 14, minute: 30 }],
  ["họp ấp 3 lúc 3h", null],
  ["họp ấp 3 từ 8h sáng tới 10h sáng", null],
  ["họp 12 hộ", null],
])("the hour of: %s", (line, hour) => {
  expect(hourIn(line)).toEqual(hour);
});

test("the end of a term is so far away, and no day of next month", () => {
  const at = { now: NOW, direction: "forward", term: true } as const;
  expect(dayIn("giao 5 con vịt, 6 tháng sau trả lại", at)).toBe("2027-05-24");
  expect(dayIn("giao 5 con vịt, 30/6/2027 trả lại", at)).toBe("2027-06-30");
  expect(dayIn("tuần sau em đi học, nhờ anh Tuấn coi giùm tới 15/12", at)).toBe("2026-12-15");
  expect(dayIn("đi học xa", at)).toBeNull();
});

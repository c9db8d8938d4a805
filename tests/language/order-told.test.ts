import { expect, it } from "vitest";
import { namedAnywhere, namedByEnd, orderIn, readOrder, saysOneself } from "../../src/language/order-told.ts";

it.each([
  ["giao việc cho Minh: lo hộ cô Sáu vay vốn trước 20/12", "lo hộ cô Sáu vay vốn trước 20/12"],
  ["nhac Minh nop so lieu", "nop so lieu"],
  ["giao minh di tham ho co sau trong tuan nay", "di tham ho co sau trong tuan nay"],
  ["giao chị Na Ri lo hộ cô Sáu làm lại thẻ bảo hiểm", "lo hộ cô Sáu làm lại thẻ bảo hiểm"],
  ["nhac Tran Van Minh nop so lieu", "nop so lieu"],
  ["nhắc chị Thu liên hệ ngân hàng", "liên hệ ngân hàng"],
  ["nhắc tôi mai gọi bà Lành", "gọi bà Lành"],
  ["phân công em Thắm thăm hộ chú Bền.", "thăm hộ chú Bền"],
  ["giao việc", null],
  ["giao việc cho Minh", null],
  ["em ơi giao thêm việc cho anh Minh nha: gửi biên bản họp", "gửi biên bản họp"],
  ["thăm cô Sáu rồi", null],
])("hears in %s what is to be done", (line, what) => {
  expect(orderIn(line)).toBe(what);
});

const PEOPLE = ["Trần Văn Minh", "Sơn Thị Na Ri", "Lê Thị Thắm", "Nguyễn Văn Thâm"].map((name) => ({ name }));

it.each([
  ["giao việc cho Minh: nộp số liệu", ["Trần Văn Minh"]],
  ["nhắc chị Na Ri nộp số liệu", ["Sơn Thị Na Ri"]],
  ["nhac Tran Van Minh nop so lieu", ["Trần Văn Minh"]],
  ["giao Thắm thăm bà Lành", ["Lê Thị Thắm"]],
  ["giao Tham tham ba Lanh", ["Lê Thị Thắm", "Nguyễn Văn Thâm"]],
  ["nhắc Minh tuần này nộp số liệu", ["Trần Văn Minh"]],
  ["nhắc bà Lành nộp hồ sơ", []],
])("finds in %s whom it is for", (line, names) => {
  const who = readOrder(line)?.who ?? [];
  expect(namedByEnd(PEOPLE, who).map(({ name }) => name)).toEqual(names);
});

it("tells oneself from somebody called so", () => {
  const selves = ["nhắc tôi gọi bà Lành", "nhac tui goi ba Lanh", "nhắc Minh gọi bà Lành"].map((line) =>
    saysOneself(readOrder(line)?.who ?? []),
  );
  expect(selves).toEqual([true, true, false]);
});

it.each([
  ["việc giao Minh làm tới đâu rồi", ["Trần Văn Minh"]],
  ["viec cua na ri toi dau roi", ["Sơn Thị Na Ri"]],
  ["việc mình tới đâu rồi", []],
  ["việc của Minh với chị Thắm", ["Trần Văn Minh", "Lê Thị Thắm"]],
])("finds in %s whose work is asked about", (line, names) => {
  expect(namedAnywhere(PEOPLE, line).map(({ name }) => name)).toEqual(names);
});

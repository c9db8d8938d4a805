import { expect, test } from "vitest";
import { talksLike } from "../../src/engine/talks-like.ts";
import { shippedLibrary } from "../support/library.ts";

const LIBRARY = shippedLibrary();

/** What nothing takes: the talk that was meant is among the three that are offered. */
test.each([
  ["leader", "hộ nào tháng trước báo rồi mà tháng này chưa", "not_reported"],
  ["leader", "chừng nào phải nộp", "deadlines"],
  ["leader", "huyện nói báo cáo thiếu phụ lục", "report"],
  ["leader", "ke hoach nao bi tra lai", "review"],
  ["leader", "tien vay cua ai sap toi han", "loan"],
  ["leader", "cho bà con biết mai cúp nước", "broadcast"],
  ["leader", "hộ nào thoát nghèo rồi tái nghèo", "exits"],
  ["leader", "xin biên bản quý 3", "meeting"],
  ["leader", "chuyển hộ của Minh qua cho Na Ri", "households_handover"],
  ["leader", "in danh sách ký tên", "households_lists"],
  ["officer", "ngày mai tui thăm ai", "my_tasks"],
  ["officer", "tin thoại của chú Út nói gì", "voices"],
  ["officer", "hộ nào tới hạn trả bò giống", "returns"],
  ["officer", "chị Diễm xin dời ngày họp", "meeting"],
])("%s: %s", (role, said, flow) => {
  expect(talksLike(LIBRARY, "vi", said, [role]).slice(0, 3)).toContain(flow);
});

test("offers nothing that is not open to whoever writes, and nothing for words that tell nothing", () => {
  expect(talksLike(LIBRARY, "vi", "sáp nhập ấp 1 với ấp 2", ["household"])).not.toContain("units_manage");
  expect(talksLike(LIBRARY, "vi", "sáp nhập ấp 1 với ấp 2", ["leader"])[0]).toBe("units_manage");
  expect(talksLike(LIBRARY, "vi", "hihi haha", ["leader"])).toEqual([]);
  expect(talksLike(LIBRARY, "vi", "", ["leader"])).toEqual([]);
});

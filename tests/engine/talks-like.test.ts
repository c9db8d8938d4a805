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
  const [first, second, third] = talksLike(LIBRARY, "vi", said, [role]);
  expect([first, second, third].map((one) => one?.flow)).toContain(flow);
});

test("knows nothing that is not open to whoever writes, and nothing by words that tell nothing", () => {
  const ofHousehold = talksLike(LIBRARY, "vi", "sáp nhập ấp 1 với ấp 2", ["household"]);
  expect(ofHousehold.map(({ flow }) => flow)).not.toContain("units_manage");
  expect(talksLike(LIBRARY, "vi", "sáp nhập ấp 1 với ấp 2", ["leader"])[0]?.flow).toBe("units_manage");
  for (const line of ["hihi haha", ""])
    expect(talksLike(LIBRARY, "vi", line, ["leader"]).filter(({ score }) => score > 0)).toEqual([]);
});

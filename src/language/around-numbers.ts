import { DENIALS, RARER_DENIALS } from "./denials.ts";
import { wordTable } from "./word-table.ts";

/** The number is a rough one, or its writer is not sure: read it, and read it back. */
export const HEDGES = wordTable<true>([
  [
    "khoảng chừng cỡ tầm gần hơn trên chắc ngót nghét non xấp xỉ ước áng hình như đâu dư ngoài lẻ nghĩ quãng cũng",
    true,
  ],
  ["about around almost roughly maybe nearly", true],
]);

/** What is said may be the opposite of the number, or a limit to it. */
export const NEGATIONS = wordTable<true>(
  [[[...DENIALS, ...RARER_DENIALS, "chưa chẳng kh dưới ít nhiều not no sai nhầm"].join(" "), true]],
  [],
  // Without diacritics these are other everyday words: cha, đúng, khối, qua, đã, lớn.
  [["chả đừng khỏi quá đa lộn", true]],
);

/** Said instead of a number. */
export const VAGUE = wordTable<true>([["mấy vài dăm âm", true]], [], [["nhiêu đôi lăm mốt phần", true]]);

/** Words between an answer and its number that change nothing. */
export const FILLERS = wordTable<true>([
  ["được là tiền có thu lời lãi tổng cộng hết mất bán mua chi lương từ số", true],
]);

/** Hedges, periods, and connectors: words that go with a bare sum. */
export const LIGHT = wordTable<true>([
  [
    "khoảng chừng cỡ tầm gần hơn trên chắc đến tới hoặc hay mỗi một hàng tháng ngày năm tuần vụ lứa đâu dưới cũng kiếm trung bình",
    true,
  ],
]);

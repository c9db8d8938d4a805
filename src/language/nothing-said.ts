import type { Token } from "./tokens.ts";
import { lookUp, wordTable } from "./word-table.ts";

const NO = wordTable<true>([["không hông hổng hong hok hem hơm chưa chẳng chả ko kh k hỏng hổm", true]]);

/** What may follow the denial when the answer is "nothing": there is, got, money, income, at all. */
const THING = wordTable<true>([
  [
    "có đồng tiền thu nhập xu cắc gì nào hết cả lời lãi lương khoản vốn vay nợ con cái đâu được dư luôn ai người bán làm ra chi tốn mất còn miếng",
    true,
  ],
]);
const WEAK = wordTable<true>([["được làm bán ra đâu luôn hết còn", true]]);

/** Whether an answer says that there is none: `không có`, `hổng có đồng nào`. A bare `không` says it less surely. */
export function saysNothing(core: Token[]): "certain" | "likely" | null {
  const [first, ...rest] = core.filter((token) => token.kind === "word");
  if (core.some((token) => token.kind === "digits") || lookUp(first, NO) === undefined) return null;
  if (first?.text === "k" && rest.length === 0) return null;
  if (rest.some((token) => lookUp(token, THING) === undefined && lookUp(token, NO) === undefined))
    return null;
  const named = rest.some((token) => lookUp(token, THING) !== undefined && lookUp(token, WEAK) === undefined);
  return named ? "certain" : "likely";
}

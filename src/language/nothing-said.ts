import { HEDGES, VAGUE } from "./around-numbers.ts";
import { DENIALS, RARER_DENIALS } from "./denials.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { ANIMALS } from "./quantity-words.ts";
import type { Token } from "./tokens.ts";
import { UNITS } from "./unit-words.ts";
import { lookUp, wordTable } from "./word-table.ts";

const NO = wordTable<true>([[[...DENIALS, ...RARER_DENIALS, "chưa chẳng chả kh k hổm"].join(" "), true]]);

/** What may follow the denial when the answer is "nothing": there is, got, money, income, at all. */
const THING = wordTable<true>([
  [
    "có nuôi trồng đồng tiền thu nhập xu cắc gì nào hết cả lời lãi lương khoản vốn vay nợ con cái đâu được dư luôn ai người bán làm ra chi tốn mất còn miếng",
    true,
  ],
]);
const WEAK = wordTable<true>([["được nuôi trồng làm bán ra đâu luôn hết còn", true]]);

const BEFORE_THING = wordTable<true>([["có còn nuôi trồng được làm bán mua nhận thu", true]]);
const AT_ALL = wordTable<true>([["nào gì hết cả", true]]);
const MOST_WORDS_OF_THING = 3;

/** `không có đứa nào`, `hổng nuôi con bò nào hết`, `không có heo`: none of whatever it is. A number or a limit in it says something else. */
function noneOf([verb, ...thing]: Token[]): boolean {
  const named = thing.filter((token) => lookUp(token, AT_ALL) === undefined);
  // `không ngày nào`.
  const short = thing.length === 1 && thing[0]?.plain === "nao" && lookUp(verb, UNITS) !== undefined;
  if (short) return true;
  return (
    lookUp(verb, BEFORE_THING) !== undefined &&
    (named.length < thing.length || isCountedThing(named[0])) &&
    named.length <= MOST_WORDS_OF_THING &&
    named.every(
      (token) =>
        numberWord(token, NUMBER_WORDS) === undefined &&
        lookUp(token, HEDGES) === undefined &&
        lookUp(token, VAGUE) === undefined,
    )
  );
}

function isCountedThing(token: Token | undefined): boolean {
  return lookUp(token, ANIMALS) !== undefined || lookUp(token, UNITS)?.kind === "count";
}

/** Whether an answer says that there is none: `không có`, `hổng có đồng nào`. A bare `không` says it less surely. */
export function saysNothing(core: Token[]): "certain" | "likely" | null {
  const [first, ...rest] = core.filter((token) => token.kind === "word");
  if (core.some((token) => token.kind === "digits") || lookUp(first, NO) === undefined) return null;
  if (first?.text === "k" && rest.length === 0) return null;
  if (rest.some((token) => lookUp(token, THING) === undefined && lookUp(token, NO) === undefined))
    return noneOf(rest) ? "likely" : null;
  const named = rest.some((token) => lookUp(token, THING) !== undefined && lookUp(token, WEAK) === undefined);
  return named ? "certain" : "likely";
}

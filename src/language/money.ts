import { FILLERS, LIGHT } from "./around-numbers.ts";
import { combine } from "./combine.ts";
import { type MoneyAmounts, moneyAmounts, worth } from "./money-amounts.ts";
import { CURRENCY, LOSS, MONEY } from "./money-words.ts";
import { inMonth } from "./money-period.ts";
import { saysNothing } from "./nothing-said.ts";
import { type NumberScan, scanNumbers } from "./number-scan.ts";
import { stripPoliteness } from "./politeness.ts";
import { type Alternative, LONGEST_ANSWER, MOST_TOKENS, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import type { Amount } from "./section.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { PERIOD_WORDS } from "./unit-words.ts";
import { lookUp, type WordTable } from "./word-table.ts";

/** Below this a bare number among other words counts something. */
const SMALLEST_BARE_IN_TEXT = 20;

const NOT_UNDERSTOOD: Reading<number> = { kind: "not_understood" };

/** `per` is the stretch of time that the question asks for: a sum said to be that of another one is asked. */
export type MoneyContext = { per?: "month" };

/**
 * Reads a sum of money in đồng, with the slang of the regions and the tails that people leave the scale off.
 *
 * A bare number below a thousand is taken for thousands and is only `likely`; a range, several sums, a price with a
 * number of pieces, and slang with two meanings are asked. Foreign money and gold are not understood.
 */
export function readMoney(input: string, context: MoneyContext = {}): Reading<number> {
  if (input.length > LONGEST_ANSWER) return NOT_UNDERSTOOD;
  const { tokens: said, revised } = stoodBy(tokens(input));
  const all = stripPoliteness(said);
  if (all.length > MOST_TOKENS) return NOT_UNDERSTOOD;
  const nothing = saysNothing(all);
  if (nothing !== null)
    return { kind: "understood", value: 0, read: typed(input, all, 0, all.length - 1), sure: nothing };
  const scan = scanNumbers(all, MONEY);
  const sums = moneyAmounts(all, scan.amounts);
  if (scan.vague || (scan.coded && sums.marked.length === 0)) return NOT_UNDERSTOOD;
  const found = meanings(all, scan, sums);
  const [only] = found;
  if (only === undefined) return NOT_UNDERSTOOD;
  const other = context.per === undefined || found.length > 1 ? null : inMonth(all, only.value);
  if (other !== null) return { kind: "ambiguous", alternatives: other };
  if (found.length > 1 || only.why !== undefined || isTurned(all, scan))
    return { kind: "ambiguous", alternatives: found };
  const [sum] = [...sums.marked, ...sums.bare.map(worth)];
  if (sum === undefined) return NOT_UNDERSTOOD;
  return {
    kind: "understood",
    value: only.value,
    read: typed(input, all, sum.from, sum.next - 1),
    sure:
      sum.likely ||
      revised ||
      scan.hedged ||
      sums.naming.length > 0 ||
      sums.counted.length > 0 ||
      !isAlone(all, scan)
        ? "likely"
        : "certain",
  };
}

/** Everything that the sums in an answer may mean together. */
function meanings(
  all: Token[],
  scan: NumberScan,
  { marked, bare, counted }: MoneyAmounts,
): Alternative<number>[] {
  const [sum, second] = marked;
  const [plain, ...more] = bare;
  if (sum === undefined) return counted.every(isOne) ? bareMeanings(all, scan, bare) : [];
  if (plain !== undefined && second === undefined && more.length === 0) return withBare(all, sum, plain);
  if (plain !== undefined) return combine(all, [...marked, ...bare.map(worth)]);
  if (second !== undefined) return combine(all, marked);
  return counted.every(isOne) ? combine(all, [sum]) : withPieces(all, sum, counted);
}

/** `một tháng`, `1 con`: a rate, and no number of pieces. */
function isOne(amount: Amount): boolean {
  return amount.values[0] === 1;
}

/** Numbers that nothing marks as money: among other words only one that is too large to count things. */
function bareMeanings(all: Token[], scan: NumberScan, bare: Amount[]): Alternative<number>[] {
  const small = bare.some(
    (amount) => (amount.values[0] ?? 0) > 0 && (amount.values[0] ?? 0) < SMALLEST_BARE_IN_TEXT,
  );
  if (small && !isAlone(all, scan, LIGHT)) return [];
  const found = combine(all, bare.map(worth));
  return found.some(({ why }) => why === "product") ? [] : found;
}

/** One sum and one number beside it: a range, a product, or a count of something that has no unit. */
function withBare(all: Token[], sum: Amount, plain: Amount): Alternative<number>[] {
  const found = combine(
    all,
    [sum, plain].toSorted((a, b) => a.from - b.from),
  );
  if (found.length === 1 || found.some(({ why }) => why === "range_from")) return found;
  const value = plain.values[0] ?? 0;
  return found.filter((each) => each.why !== "one_of" || each.value !== value);
}

/** `5 con mỗi con 2 triệu`: the whole or each? `5 con được 2 triệu` says that it is the whole. */
function withPieces(all: Token[], sum: Amount, counted: Amount[]): Alternative<number>[] {
  const whole = combine(all, [sum]);
  const pieces = counted.filter((amount) => !isOne(amount));
  const [count] = pieces;
  const value = count?.values[0] ?? 0;
  if (count === undefined || pieces.length > 1 || count.scale > 1 || sum.values.length > 1) return whole;
  const between = all.slice(Math.min(count.next, sum.next), Math.max(count.from, sum.from));
  if (count.from < sum.from && between.some((token) => lookUp(token, FILLERS) !== undefined)) return whole;
  const tail = count.from === sum.next && lookUp(all[count.next], PERIOD_WORDS) !== undefined && value < 10;
  const total = (sum.values[0] ?? 0) * value;
  if (total === 0) return whole;
  return [
    ...whole.map((each) => ({ ...each, why: "one_of" })),
    tail
      ? { value: (sum.values[0] ?? 0) + (sum.scale / 10) * value, why: "one_of" }
      : { value: total, why: "product" },
    ...(tail && all.some((token) => token.plain === "moi") ? [{ value: total, why: "product" }] : []),
  ];
}

/** không, dưới, lỗ: the sum is what the answer is not, or its limit, or its opposite. */
function isTurned(all: Token[], scan: NumberScan): boolean {
  return scan.negated || scan.rest.some((index) => lookUp(all[index], LOSS) !== undefined);
}

/** Nothing else of weight stands in the answer. */
function isAlone(all: Token[], scan: NumberScan, alsoLight: WordTable<unknown> = CURRENCY): boolean {
  return scan.rest.every((index) => {
    const token = all[index];
    return (
      [FILLERS, CURRENCY, alsoLight].some((table) => lookUp(token, table) !== undefined) ||
      token?.kind === "mark"
    );
  });
}

import { amountAt } from "./amount.ts";
import { HEDGES, NEGATIONS, VAGUE } from "./around-numbers.ts";
import { numberWord } from "./number-words.ts";
import { isFamilyName } from "./politeness.ts";
import type { Amount, NumberContext } from "./section.ts";
import type { Token } from "./tokens.ts";
import { lookUp } from "./word-table.ts";

/** What stands in an answer besides its numbers decides how far they can be trusted. */
export type NumberScan = {
  amounts: Amount[];
  /** Indices of tokens that belong to no number. */
  rest: number[];
  /** khoảng, hơn, gần, chắc: the number is not exact. */
  hedged: boolean;
  /** không, chưa, đâu: what is said may be the opposite. */
  negated: boolean;
  /** mấy, vài, or a code such as `A5` or `30/5`: there is no number to be read here. */
  unreadable: boolean;
};

/** Finds all numbers in an answer. */
export function scanNumbers(all: Token[], context: NumberContext): NumberScan {
  const scan: NumberScan = { amounts: [], rest: [], hedged: false, negated: false, unreadable: false };
  let at = 0;
  while (at < all.length) {
    if (isFamilyName(all, at)) {
      scan.rest.push(at, at + 1);
      at += 2;
      continue;
    }
    const amount = isYear(all, at, scan, context) ? null : amountAt(all, at, context);
    if (amount === null) {
      scan.rest.push(at);
      weigh(all, at, scan);
      at += 1;
      continue;
    }
    if (isCode(all, amount, context)) scan.unreadable = true;
    scan.amounts.push(amount);
    at = amount.next;
  }
  return scan;
}

/** `5 năm`: after a number the word counts years, unless it begins a number of its own. */
function isYear(all: Token[], at: number, scan: NumberScan, { words }: NumberContext): boolean {
  return (
    all[at]?.plain === "nam" &&
    scan.amounts.at(-1)?.next === at &&
    numberWord(all[at + 1], words) === undefined
  );
}

function weigh(all: Token[], at: number, scan: NumberScan): void {
  const token = all[at];
  if (token === undefined) return;
  if (lookUp(token, HEDGES) !== undefined || token.text === "~") scan.hedged = true;
  if (lookUp(token, NEGATIONS) !== undefined) scan.negated = true;
  const last = scan.amounts.at(-1);
  // `2 triệu mấy` is two million and some; `mười mấy` may be anything.
  const andSome = token.plain === "may" && last?.next === at && last.scale >= 1000;
  if (andSome) scan.hedged = true;
  else if (lookUp(token, VAGUE) !== undefined || token.kind === "digits") scan.unreadable = true;
}

/** Letters run together with digits, strokes and colons between digits make codes, dates, and times. */
function isCode(all: Token[], amount: Amount, context: NumberContext): boolean {
  const first = all[amount.from];
  const before = all[amount.from - 1];
  const after = all[amount.next];
  if (after?.glued === true && after.kind === "word" && lookUp(after, context.counted) === undefined)
    return true;
  if (after?.text === ":" && all[amount.next + 1]?.glued === true) return true;
  if (first?.kind !== "digits" || before === undefined) return false;
  if (before.text === "-" && amount.from === 1) return true;
  return first.glued && (before.kind === "word" || "/:.,#".includes(before.text));
}

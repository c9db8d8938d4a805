import { amountAt } from "./amount.ts";
import { HEDGES, NEGATIONS, VAGUE } from "./around-numbers.ts";
import { compoundAt } from "./compounds.ts";
import { numberWord } from "./number-words.ts";
import { isFamilyName } from "./politeness.ts";
import type { Amount, NumberContext } from "./section.ts";
import type { Token } from "./tokens.ts";
import { UNITS } from "./unit-words.ts";
import { isYearWord } from "./year-word.ts";
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
  /** mấy, vài: said instead of a number. */
  vague: boolean;
  /** `A5`, `30/5`, `0912…`: digits that are no number. */
  coded: boolean;
};

/** Finds all numbers in an answer. */
export function scanNumbers(all: Token[], context: NumberContext): NumberScan {
  const scan: NumberScan = {
    amounts: [],
    rest: [],
    hedged: false,
    negated: false,
    vague: false,
    coded: false,
  };
  let at = 0;
  while (at < all.length) {
    if (isParent(all, at) || isFrom(all, at, context) || isLoneWord(all, at, context)) {
      scan.rest.push(at);
      at += 1;
      continue;
    }
    const skipped = isFamilyName(all, at) ? 2 : compoundAt(all, at);
    if (skipped > 0) {
      for (let step = 0; step < skipped; step += 1) scan.rest.push(at + step);
      at += skipped;
      continue;
    }
    const year = isYear(all, at, scan, context);
    if (year && isYearWord(all, at + 1, context.words)) {
      scan.rest.push(at, at + 1);
      at += 2;
      continue;
    }
    const amount = year ? null : amountAt(all, at, context);
    if (amount === null || (amount.alone && !countsAlone(all, amount, context))) {
      scan.rest.push(at);
      weigh(all, at, scan, context);
      at += 1;
      continue;
    }
    if (isCode(all, amount, context)) scan.coded = true;
    else scan.amounts.push(amount);
    at = amount.next;
  }
  return scan;
}

const SCALES = new Set(["scale", "hundred", "chuc", "ten", "tens", "and a half"]);

const OTHER_PARENT = new Set(["mẹ", "má", "me", "tui", "tôi", "toi", "mình", "minh", "nó"]);

/** `chừng triệu`, `ngàn con`: a scale with nothing in front is a number behind a hedge and before what is counted. */
function countsAlone(all: Token[], { from, next }: Amount, { counted }: NumberContext): boolean {
  const before = all[from - 1];
  if (before?.plain === "hang" || before?.plain === "bac") return false;
  return (
    lookUp(before, HEDGES) !== undefined || (lookUp(all[next], counted) !== undefined && isThing(all[next]))
  );
}

/** Time and land are not counted by the thousand in an answer that leaves the number off. */
function isThing(token: Token | undefined): boolean {
  const kind = lookUp(token, UNITS)?.kind;
  return kind === "count" || kind === "measure";
}

/** `tu 3 den 4`, `tu ba trieu`: without diacritics từ looks like tư, which no other number follows. */
function isFrom(all: Token[], at: number, { words }: NumberContext): boolean {
  if (all[at]?.text !== "tu") return false;
  const next = numberWord(all[at + 1], words)?.kind;
  return (
    all[at + 1]?.kind === "digits" || next === "digit" || (next === "ten" && all[at + 1]?.text !== "mươi")
  );
}

/** `sau 3 tháng`, `ba 5 triệu`: nobody writes one number half in words, half in digits. */
function isLoneWord(all: Token[], at: number, { words }: NumberContext): boolean {
  const next = all[at + 1];
  return numberWord(all[at], words)?.kind === "digit" && next?.kind === "digits" && !next.glued;
}

/** `ba mẹ`, `ba tui`, `để em hỏi lại ba`: father, not three. */
function isParent(all: Token[], at: number): boolean {
  if (all[at]?.text !== "ba") return false;
  const asked = at === all.length - 1 && all.some(({ text }) => text === "hỏi" || text === "hoi");
  return asked || OTHER_PARENT.has(all[at + 1]?.text ?? "");
}

/** `5 năm`, `năm nay`, `năm 2025`: the word counts or names years, unless it begins a number of its own. */
function isYear(all: Token[], at: number, scan: NumberScan, { words }: NumberContext): boolean {
  if (all[at]?.plain !== "nam") return false;
  const next = all[at + 1];
  if (next?.kind === "digits" || isYearWord(all, at + 1, words)) return true;
  if (all[at - 1]?.text === "/" || all[at - 1]?.plain === "moi" || all[at - 1]?.plain === "hang") return true;
  const after = numberWord(next, words)?.kind;
  return scan.amounts.at(-1)?.next === at && (after === undefined || after === "and a half");
}

/** `máy may` among words with diacritics: sewing, and no mấy. */
function isSewing(all: Token[], token: Token): boolean {
  return token.text === "may" && all.some(({ text, plain }) => text !== plain);
}

/** `15 phần quà`; `một phần` is some part, `tám chín phần mười` most of it. */
function isPortion(
  all: Token[],
  at: number,
  last: Amount | undefined,
  words: NumberContext["words"],
): boolean {
  const share = numberWord(all[at + 1], words) !== undefined || all[at + 1]?.kind === "digits";
  return all[at]?.plain === "phan" && last?.next === at && (last.values[0] ?? 0) > 1 && !share;
}

function weigh(all: Token[], at: number, scan: NumberScan, context: NumberContext): void {
  const { words } = context;
  const token = all[at];
  if (token === undefined) return;
  if (lookUp(token, HEDGES) !== undefined || token.text === "~") scan.hedged = true;
  // `trên dưới 20` is about twenty.
  const about = token.plain === "duoi" && all[at - 1]?.plain === "tren";
  if (lookUp(token, NEGATIONS) !== undefined && !about) scan.negated = true;
  const last = scan.amounts.at(-1);
  // `2 triệu mấy`, `3 công mấy` are so many and some; `mười mấy` may be anything.
  const behindNumber = last?.next === at && last.scale >= 1000;
  const unit = last?.next === at - 1 ? lookUp(all[at - 1], UNITS)?.kind : undefined;
  const behindUnit = unit === "area" || unit === "measure";
  // `hai tấn mốt`: a tenth of the unit.
  const isTenth = behindUnit && (token.text === "mốt" || token.text === "lăm");
  const some = token.plain === "may" && !isSewing(all, token) && token.text !== "máy";
  const andSome = some && (behindNumber || behindUnit);
  if (andSome) scan.hedged = true;
  else if (
    lookUp(token, VAGUE) !== undefined &&
    !isPortion(all, at, last, words) &&
    !isTenth &&
    !isSewing(all, token) &&
    !(token.plain === "doi" && last?.next === at)
  )
    scan.vague = true;
  // `một ít`, `một số`: an indefinite amount.
  if (last?.next === at && token.plain === "it") scan.vague = true;
  // A scale that could not be joined to the number before it: `2 triệu triệu`.
  const stray = last?.next === at && SCALES.has(numberWord(token, words)?.kind ?? "");
  // `hai không hai sáu` spells out digits.
  const spelled =
    token.plain === "khong" && last?.next === at && numberWord(all[at + 1], words)?.kind === "digit";
  if (stray || spelled) scan.vague = true;
  if (token.kind === "digits") scan.coded = true;
}

/** Letters run together with digits, strokes and colons between digits make codes, dates, and times. */
function isCode(all: Token[], amount: Amount, context: NumberContext): boolean {
  const first = all[amount.from];
  const before = all[amount.from - 1];
  const after = all[amount.next];
  if (after?.glued === true && after.kind === "word" && !isTimes(all, amount.next)) {
    if (context.attached.every((table) => lookUp(after, table) === undefined)) return true;
  }
  if (after?.text === ":" && all[amount.next + 1]?.glued === true) return true;
  if (first?.kind !== "digits" || before === undefined) return false;
  if (before.text === "-" && amount.from === 1) return true;
  // `200k/1 ngày`: what is counted after the stroke makes it a rate.
  if (before.text === "/" && lookUp(after, context.counted) !== undefined) return false;
  // `1ha2` and `đ500` are written, `l0` is not.
  const inside = all[amount.from - 2]?.kind === "digits" || lookUp(before, context.counted) === undefined;
  const attached = inside && context.attached.some((table) => lookUp(before, table) !== undefined);
  if (before.kind === "word" && (attached || isTimes(all, amount.from - 1))) return false;
  return first.glued && (before.kind === "word" || "/:.,#".includes(before.text));
}

/** The `x` of `20x50`. */
function isTimes(all: Token[], at: number): boolean {
  return all[at]?.text === "x" && all[at + 1]?.kind === "digits" && all[at - 1] !== undefined;
}

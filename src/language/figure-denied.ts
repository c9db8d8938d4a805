import { DENIAL_LETTERS, DENIALS, RARER_DENIALS, STRONG_DENIALS } from "./denials.ts";
import { moneyAmounts } from "./money-amounts.ts";
import { MONEY } from "./money-words.ts";
import { scanNumbers } from "./number-scan.ts";
import { LONGEST_ANSWER } from "./reading.ts";
import type { Amount } from "./section.ts";
import { type Token, tokens } from "./tokens.ts";

const NOT: ReadonlySet<string> = new Set([
  ...DENIALS,
  ...DENIAL_LETTERS,
  ...RARER_DENIALS,
  ...STRONG_DENIALS,
  "đâu",
  "dau",
]);
/** `đâu có 6 triệu`, `không phải bán 6tr`: so many words at most stand between the denial and its figure. */
const MOST_BETWEEN = 2;
const NOT_SO: ReadonlySet<string> = new Set(["phải", "phai", "có", "co", "tới", "toi"]);
const WRITTEN: ReadonlySet<string> = new Set(["ghi", "viết", "viet", "bấm", "bam", "nhập", "nhap"]);
const WRONGLY: ReadonlySet<string> = new Set("sai lộn lon nhầm nham trật trat".split(" "));
/** So much is said beside the bare word that something is not right. */
const FEWEST_OF_A_TALE = 4;

/** A sum that somebody says is not so, and the one that is, in đồng; null where it is not named. */
export type FigureDenied = { denied: number | null; claimed: number | null };

/**
 * `không phải 6 triệu, có 5 triệu thôi`, `4tr5 chứ k phải 5tr`, `ghi sai rồi, bán có 5tr thôi`: a figure that was written down
 * is not so. Null where nothing of the kind is said, where no sum is named, or where one cannot tell which is which.
 */
export function figureDenied(line: string): FigureDenied | null {
  if (line.length > LONGEST_ANSWER) return null;
  const all = tokens(line);
  const scan = scanNumbers(all, MONEY);
  const sums = scan.vague ? [] : moneyAmounts(all, scan.amounts).marked;
  const denied = sums.filter((sum) => isDenied(all, sum));
  const others = sums.filter((sum) => !denied.includes(sum));
  const isSaidWrong = saysWrong(all);
  if (denied.length + others.length === 0 || denied.length > 1 || others.length > 1) return null;
  if (denied.length === 0 && !isSaidWrong) return null;
  return { denied: only(denied), claimed: only(others) };
}

/** A line that says what is not so with what was written, and not only that something is; null for any other. */
export function objectionIn(line: string): string | null {
  if (figureDenied(line) !== null) return line;
  const all = tokens(line).filter(({ kind }) => kind !== "mark");
  return all.length >= FEWEST_OF_A_TALE && (saysWrong(all) || deniesAnything(all)) ? line : null;
}

function only([sum]: readonly Amount[]): number | null {
  const [value, ...others] = sum?.values ?? [];
  return others.length > 0 ? null : (value ?? null);
}

/** `không phải 6tr`, `đâu có bán 6tr`. */
function isDenied(all: readonly Token[], { from }: Amount): boolean {
  for (let at = from - 1; at > 0 && at >= from - 1 - MOST_BETWEEN; at -= 1) {
    if (all[at]?.kind === "mark") return false;
    if (NOT_SO.has(all[at]?.text ?? "") && NOT.has(all[at - 1]?.text ?? "")) return true;
  }
  return false;
}

function deniesAnything(all: readonly Token[]): boolean {
  return all.some(({ text }, at) => NOT.has(text) && NOT_SO.has(all[at + 1]?.text ?? ""));
}

/** `ghi sai`, `ghi lộn`; `sai rồi` in front. */
function saysWrong(all: readonly Token[]): boolean {
  return all.some(({ text }, at) => {
    if (!WRONGLY.has(text)) return false;
    return at === 0 || WRITTEN.has(all[at - 1]?.text ?? "") || /^(?:rồi|roi)$/.test(all[at + 1]?.text ?? "");
  });
}

import { DENIAL_LETTERS, DENIALS, RARER_DENIALS } from "./denials.ts";
import type { Token } from "./tokens.ts";

/** `không phải`, in the ways people write it. */
const DENIAL: ReadonlySet<string> = new Set([...DENIALS, ...DENIAL_LETTERS, ...RARER_DENIALS]);
const SLIP_OF_HAND = new Set("nhầm lộn nham lon".split(" "));
/** Sighs in front of a slip of the hand; without diacritics the slip is known by them alone. */
const SIGHS = new Set(
  "à a ủa ua ý í úi ui trời thôi quên quen bấm bam ghi viết viet gửi gui nói noi đánh danh".split(" "),
);
/** Words between a correction and what is right: `nhầm rồi, số đúng là`. */
const BETWEEN = new Set(
  "rồi roi số so tên ten em con tui tôi cho mà ma là la phải phai thành thanh lại lai , . : ; ! ạ nha nhé dạ da chị anh cô chú".split(
    " ",
  ),
);

/** The part of an answer that holds good: tokens `from` up to `to`. */
export type Kept = { from: number; to: number };

/**
 * What is left of an answer in which somebody puts himself right: `0939… à lộn 0901…`, `Bình chứ không phải Minh`, `không
 * phải Minh, Bình`, `sai rồi, Bình mới đúng`. Null where nothing is put right, or nothing is left.
 */
export function corrected(all: readonly Token[]): Kept | null {
  const slip = all.findLastIndex((token, at) => isSlip(all, token, at));
  if (slip >= 0) return kept(all, skip(all, slip + 1), all.length);
  const denial = all.findIndex(
    ({ text }, at) => DENIAL.has(text) && /^(?:phải|phai)$/.test(all[at + 1]?.text ?? ""),
  );
  if (denial >= 0) return besideDenial(all, denial);
  return isRight(all, all.length) ? kept(all, 0, all.length) : null;
}

/** `lộn`, `nhầm`; `sai rồi`, `sửa lại` where they open the answer or follow a pause. */
function isSlip(all: readonly Token[], { text }: Token, at: number): boolean {
  const before = all[at - 1];
  const opens = before === undefined || before.kind === "mark" || /^(?:dạ|da)$/.test(before.text);
  const after = all[at + 1]?.text ?? "";
  if (/^(?:sai|sửa|sua|đổi|doi)$/.test(text))
    return opens && /^(?:rồi|roi|số|lại|lai|tên|thành)$/.test(after);
  // `nhầm số 0901…`: that one is the wrong one.
  const wrongOne = /^(?:số|so)$/.test(after) && !/^(?:rồi|roi|,)$/.test(all[at + 2]?.text ?? "");
  if (!SLIP_OF_HAND.has(text) || wrongOne) return false;
  return (
    text === "nhầm" || text === "lộn" || SIGHS.has(before?.text ?? "") || (opens && /^(?:roi|,)$/.test(after))
  );
}

/** `X chứ không phải Y` keeps what stands before; `không phải Y mà là X`, `không phải Y, X` what stands behind. */
function besideDenial(all: readonly Token[], denial: number): Kept | null {
  const joint = /^(?:chứ|chớ|chu|cho|mà|ma|,)$/.test(all[denial - 1]?.text ?? "");
  const before = joint ? kept(all, 0, denial - 1) : null;
  if (before !== null && before.to - before.from > 0) return before;
  const turn = all.findIndex(({ text }, at) => at > denial + 2 && /^(?:mà|ma|,|;|\.)$/.test(text));
  return turn < 0 ? null : kept(all, skip(all, turn + 1), all.length);
}

function skip(all: readonly Token[], from: number): number {
  let at = from;
  while (at < all.length && BETWEEN.has(all[at]?.text ?? "")) at += 1;
  return at;
}

/** `mới đúng`, `mới phải` at the end. */
function isRight(all: readonly Token[], to: number): boolean {
  return (
    /^(?:mới|moi)$/.test(all[to - 2]?.text ?? "") && /^(?:đúng|dung|phải)$/.test(all[to - 1]?.text ?? "")
  );
}

function kept(all: readonly Token[], from: number, to: number): Kept | null {
  let end = to;
  while (end > from && all[end - 1]?.kind === "mark") end -= 1;
  if (isRight(all, end)) end -= 2;
  return end > from ? { from, to: end } : null;
}

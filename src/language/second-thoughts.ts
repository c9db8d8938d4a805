import { DENIALS } from "./denials.ts";
import { foldWord } from "./normalise.ts";
import { scanNumbers } from "./number-scan.ts";
import { NUMBERS } from "./plain-numbers.ts";
import { stripPoliteness } from "./politeness.ts";
import { MOST_TOKENS } from "./reading.ts";
import type { Token } from "./tokens.ts";

/** The part of an answer that its writer stands by; `revised` where something else was said and taken back, or asked. */
export type StoodBy = { tokens: Token[]; revised: boolean };

/** What came before is taken back: `4 con, à quên, 5 con`. */
const TAKEN_BACK = phrases(
  "à quên",
  "ý quên",
  "ủa quên",
  "á quên",
  "à không",
  "à hông",
  "à hổng",
  "à ko",
  "ý không",
  "ủa không",
  "à mà",
  "xin lỗi",
  "sửa lại",
  "sửa thành",
  "nói lại",
  "đính chính",
);
/** The same, where the letters without diacritics are other words: nhằm, lợn. */
const TAKEN_BACK_AS_WRITTEN = new Set(["nhầm", "lộn"]);
/** What follows is what it is not: `5 triệu chứ không phải 4`. */
const NOT_THE_REST = phrases(
  "chứ không",
  "chứ hông",
  "chứ hổng",
  "chứ đâu",
  "chứ ko",
  "chứ hok",
  "chớ không phải",
  "chớ hông phải",
  "chớ hổng phải",
);
const IS_NOT = phrases("không phải", "hông phải", "hổng phải", "hong phải", "ko phải", "đâu phải");
/** What stands before does not suit. */
const CANNOT = phrases(
  "không được",
  "hông được",
  "hổng được",
  "hong được",
  "ko được",
  "ko dc",
  "bận",
  "bận rồi",
  "không rảnh",
  "không tiện",
);
/** `8 giờ được không em`: proposed, and good enough to be read back. */
const WOULD_IT = new Set(["được", "duoc", "đc", "dc", "đúng", "dung", "phải", "phai", "ok", "nha"]);
const OR_NOT = new Set([...DENIALS, "kh", "k", "hôn"]);
const MOST_BEHIND_QUESTION = 3;

/**
 * Leaves out what a person takes back in the same line (`3tr, à không, 4tr`; `4tr chứ không phải 3tr`) and the question
 * behind a proposal (`8h sáng được không`). What is left must hold a number, or whatever `holds` asks for; else the answer
 * stays as it is.
 */
export function stoodBy(all: Token[], holds: (part: Token[]) => boolean = hasNumber): StoodBy {
  // Readers give up on a text so long.
  if (all.length > 2 * MOST_TOKENS) return { tokens: all, revised: false };
  const asked = withoutQuestion(all, holds);
  const kept =
    afterLastMark(asked, holds) ?? behindDenied(asked, holds) ?? beforeDenial(asked, holds) ?? asked;
  return { tokens: kept, revised: kept.length < all.length };
}

function hasNumber(part: Token[]): boolean {
  return scanNumbers(stripPoliteness(part), NUMBERS).amounts.length > 0;
}

function withoutQuestion(all: Token[], holds: (part: Token[]) => boolean): Token[] {
  for (let at = all.length - 2; at > 0 && at >= all.length - 2 - MOST_BEHIND_QUESTION; at -= 1) {
    if (!WOULD_IT.has(all[at]?.text ?? "") || !OR_NOT.has(all[at + 1]?.text ?? "")) continue;
    const head = all.slice(0, at);
    return holds(head) && !hasNumber(all.slice(at + 2)) ? head : all;
  }
  return all;
}

function afterLastMark(all: Token[], holds: (part: Token[]) => boolean): Token[] | null {
  for (let at = all.length - 2; at >= 0; at -= 1) {
    const next = markEnd(all, at);
    if (next === null) continue;
    const tail = all.slice(next);
    if (holds(tail)) return tail;
  }
  return null;
}

function markEnd(all: Token[], at: number): number | null {
  const phrase = endOf(all, at, TAKEN_BACK);
  if (phrase !== null) return phrase;
  if (TAKEN_BACK_AS_WRITTEN.has(all[at]?.text ?? "")) return at + 1;
  const bare = all[at]?.text === "nham" && (at === 0 || all[at - 1]?.kind === "mark");
  if (bare) return at + 1;
  // `mai không được, thứ 6 đi`.
  const cannot = endOf(all, at, CANNOT);
  if (cannot !== null && at > 0 && all[cannot]?.text === ",") return cannot + 1;
  // `4tr không phải, 5tr`; `không phải 4tr mà 5tr`.
  const denial = endOf(all, at, IS_NOT);
  if (denial !== null && at > 0 && all[denial]?.kind === "mark") return denial + 1;
  const but = all[at]?.text === "mà" || (all[at]?.text === "ma" && all[at + 1]?.text === "la");
  return but && all.slice(0, at).some((_, index) => endOf(all, index, IS_NOT) !== null) ? at + 1 : null;
}

/** `không phải mai, mốt`: what stands behind the pause. */
function behindDenied(all: Token[], holds: (part: Token[]) => boolean): Token[] | null {
  const denial = endOf(all, 0, IS_NOT);
  if (denial === null) return null;
  const pause = all.findIndex(({ text }, at) => at > denial && (text === "," || text === "."));
  const tail = pause < 0 ? [] : all.slice(pause + 1);
  return tail.length > 0 && holds(all.slice(denial, pause)) && holds(tail) ? tail : null;
}

function beforeDenial(all: Token[], holds: (part: Token[]) => boolean): Token[] | null {
  for (let at = 1; at < all.length - 1; at += 1) {
    const rest = endOf(all, at, NOT_THE_REST) ?? endOf(all, at, IS_NOT);
    if (rest === null || rest >= all.length) continue;
    const head = all.slice(0, at);
    return holds(head) ? head : null;
  }
  return null;
}

type Word = { text: string; plain: string };

function phrases(...written: string[]): readonly (readonly Word[])[] {
  return written.map((phrase) => phrase.split(" ").map((text) => ({ text, plain: foldWord(text) })));
}

/** Behind the phrase of the list that stands at `at`, as written or without any diacritic. */
function endOf(all: Token[], at: number, list: readonly (readonly Word[])[]): number | null {
  const found = list.find((words) =>
    words.every(({ text, plain }, index) => {
      const token = all[at + index];
      return (
        token?.text === text || (token !== undefined && token.text === token.plain && token.plain === plain)
      );
    }),
  );
  return found === undefined ? null : at + found.length;
}

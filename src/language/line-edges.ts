import { isNumber } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";

const CALLED = new Set("em anh chị chi cô chú bác bộ bo con cháu".split(" "));

/** What stands between two things that are told: `, rồi`, `và`, `còn`, `mà`, `chiều`. */
export function withoutJoint(words: Token[]): Token[] {
  let to = words.length;
  while (
    to > 0 &&
    /^(?:[^\p{L}\p{N}]|và|va|rồi|roi|với|voi|còn|con|thì|thi|mà|nhưng|nhung|sau|đó|em|tui|mình|sáng|sang|trưa|trua|chiều|chieu|tối|toi)$/u.test(
      words[to - 1]?.text ?? "",
    )
  )
    to -= 1;
  // `2 con` counts, and is no `còn`.
  const counts = words[to]?.plain === "con" && words.slice(to - 1, to).some(isNumber);
  return words.slice(0, counts ? to + 1 : to);
}

/** The line without what one only says at its end: `rồi em ơi`, `nha`. */
export function withoutTail(all: Token[]): Token[] {
  let to = all.length;
  // `… em ơi`
  const called = all.findLastIndex(({ text }) => text === "ơi" || text === "oi");
  if (called > 1 && called >= to - 2 && CALLED.has(all[called - 1]?.text ?? "")) to = called - 1;
  while (
    to > 0 &&
    /^(?:[^\p{L}\p{N}đ]|ạ|nha|nhé|nhe|nghen|nghe|á|đó|nè|luôn|rồi|roi|ơi)$/u.test(all[to - 1]?.text ?? "")
  )
    to -= 1;
  return all.slice(0, to);
}

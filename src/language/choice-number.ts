import { NUMBER_WORDS } from "./number-words.ts";
import { smallNumberAt } from "./small-number.ts";
import type { Token } from "./tokens.ts";

/** Words before a number that say it counts the lines shown: `số 2`, `cái thứ hai`, `dòng 3`. */
const COUNTERS = new Set(
  "so cai cau muc y phan dong o nut thu lua chon dap an phim bam nhan option".split(" "),
);
const BETWEEN = new Set(["va", "voi", "hoac", "hay", ",", "/", "+", "&", "-", ";"]);

/**
 * The lines (counted from 1) that an answer names by their number, with `only` where it can mean nothing but a line.
 * Null where something besides numbers, counting words and marks is left.
 */
export function linesNamed(all: Token[], count: number): { lines: number[]; only: boolean } | null {
  // `-1` is no line; `- 1` begins a list as people write it.
  if (all[0]?.text === "-" && all[1]?.glued === true) return null;
  const lines: number[] = [];
  let only = false;
  for (let at = 0; at < all.length;) {
    const token = all[at];
    const plain = token?.plain ?? "";
    // `2 đi`
    if (token?.text === "đi" && lines.length > 0 && at === all.length - 1) break;
    if (BETWEEN.has(plain) || /^[.()[\]:#*]$/.test(plain)) {
      at += 1;
      continue;
    }
    const place = placeWord(all, at, count);
    if (place !== null) {
      lines.push(place.line);
      at = place.next;
      only = true;
      continue;
    }
    if (COUNTERS.has(plain) && token?.text !== "ở") {
      only = true;
      at += 1;
      continue;
    }
    if (token?.kind === "digits" && /[.,]/.test(token.text)) {
      lines.push(...token.text.split(/[.,']/).map(Number));
      at += 1;
      continue;
    }
    const piece = smallNumberAt(all, at, NUMBER_WORDS);
    if (piece === null || piece.next <= at || piece.values.length !== 1) return null;
    lines.push(piece.values[0] ?? 0);
    at = piece.next;
  }
  return lines.length === 0 ? null : { lines, only };
}

/** `đầu tiên`, `thứ nhất`, `thứ nhì`, `cuối cùng`, `chót`. */
function placeWord(all: Token[], at: number, count: number): { line: number; next: number } | null {
  const plain = all[at]?.plain ?? "";
  const after = all[at + 1]?.plain ?? "";
  if (plain === "dau") return { line: 1, next: after === "tien" ? at + 2 : at + 1 };
  if ((plain === "tren" || plain === "duoi") && (after === "cung" || after === "het"))
    return { line: plain === "tren" ? 1 : count, next: at + 2 };
  if (plain === "thu" && (after === "nhat" || after === "nhut")) return { line: 1, next: at + 2 };
  if (plain === "thu" && after === "nhi") return { line: 2, next: at + 2 };
  if (plain === "thu" && after === "tu") return { line: 4, next: at + 2 };
  if (plain === "cuoi") return { line: count, next: after === "cung" || after === "chot" ? at + 2 : at + 1 };
  if (plain === "chot") return { line: count, next: at + 1 };
  if (plain === "giua" && count === 3) return { line: 2, next: at + 1 };
  return null;
}

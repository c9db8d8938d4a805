import { LONGEST_ANSWER } from "./reading.ts";

/** What stands before the list: `3 việc:`, `thống nhất`, `quyết định`, `chốt`. */
const BEFORE =
  /(?:^|[\s,.;])(?:(?:\d{1,2}|hai|ba|bốn|bon|năm|nam|mấy|may)\s+(?:việc|viec|quyết định|quyet dinh|ý|y)(?:\s+(?:thống nhất|thong nhat))?\s*:|(?:thống nhất|thong nhat|quyết định|quyet dinh|chốt lại|chot lai|kết luận|ket luan)(?:\s+(?:\d{1,2}\s+)?(?:việc|viec|là|la))?\s*:?\s)\s*(?<list>.+)$/iu;
/** Between two of them: `;`, a comma, a number with a dot or bracket. A comma inside `2,5 triệu` is none. */
const BETWEEN = /\s*(?:;|,(?!\d)|(?:^|[\s,;])\d{1,2}[.)](?=\s))\s*/u;
const MOST = 9;

/** The decisions that a line about a meeting tells: `họp ấp 1 xong, 3 việc: làm cống, vay vốn, mở lớp nuôi dê`. */
export function decisionsIn(line: string): string[] {
  if (line.length > LONGEST_ANSWER) return [];
  const list = BEFORE.exec(line.normalize("NFC"))?.groups?.["list"] ?? "";
  return list
    .split(BETWEEN)
    .map((each) => each.replace(/[.\s]+$/u, ""))
    .filter((each) => /\p{L}{2,}/u.test(each))
    .slice(0, MOST);
}

import { fold, isAscii } from "./normalise.ts";
import { LONGEST_ANSWER } from "./reading.ts";

/** What begins an order: `giao việc cho Minh`, `nhắc Minh`. */
const ORDERED =
  /(?:^|[\s,.;])(?:giao(?:\s+(?:thêm|them))?(?:\s+(?:việc|viec))?|phân\s+công|phan\s+cong|nhắc|nhac)\s+/iu;
/** What stands between that and the name. */
const BEFORE_NAME = new Set(
  "cho giúp giùm em anh chị cô chú bác bạn đồng chí đc cán bộ a c riêng".split(" ").map(fold),
);
/** Words of the longest name that is looked for. */
const LONGEST_NAME = 4;
/** What is done: an order's own words begin with one of these, and no name as it is written with its capital. */
const DOING: ReadonlySet<string> = new Set(
  (
    "đi lo làm nộp gọi thăm kiểm hỏi ghi lập chuẩn gửi viết hướng giúp theo ra xem coi mời họp báo cập hoàn học dự dẫn liên tìm " +
    "chụp nhập đăng mang đưa xác phát vận đón chốt tổng đối rà soát điền ký thu trả đến tới ghé gặp cùng đem chạy nhận sửa in đọc treo tính"
  ).split(" "),
);
/** The same without marks, but for what is a part of many names. */
const DOING_FOLDED: ReadonlySet<string> = new Set(
  [...DOING].map(fold).filter((word) => !["van", "thu", "lien", "huong", "hoan", "phat"].includes(word)),
);

/** A line that gives somebody something to do: `who`, the words from where he is named on; `what` he is to do, null where it does not say. */
export type Order = { who: readonly string[]; what: string | null };

/** `giao việc cho Minh: lo hộ cô Sáu vay vốn`, `nhac chi Na Ri nop so lieu`. Null for a line that orders nothing. */
export function readOrder(line: string): Order | null {
  if (line.length > LONGEST_ANSWER) return null;
  const text = line.normalize("NFC");
  const begun = ORDERED.exec(text);
  if (begun === null) return null;
  const behind = text.slice(begun.index + begun[0].length);
  const words = [...behind.matchAll(/[^\s:,]+|[:,]/gu)];
  const name = words.findIndex(([word]) => !BEFORE_NAME.has(fold(word)));
  if (name < 0) return null;
  // Whoever is named may be called as something is done (Thắm, Hội).
  const colon = words.findIndex(([word]) => word === ":");
  const done = isAscii(text) ? DOING_FOLDED : DOING;
  const doing = words.findIndex(([word], at) => at > name && done.has(word));
  const first = words[colon > name ? colon + 1 : doing];
  return {
    who: words.slice(name, name + LONGEST_NAME).map(([word]) => word),
    what: first === undefined ? null : orNull(behind.slice(first.index)),
  };
}

/** What somebody is to do, as a line tells it. */
export function orderIn(line: string): string | null {
  return readOrder(line)?.what ?? null;
}

const ONESELF: ReadonlySet<string> = new Set(["tôi", "toi", "tui", "em", "mình"]);

/** `nhắc tôi mai gọi bà Lành` */
export function saysOneself([first = ""]: readonly string[]): boolean {
  return ONESELF.has(first.toLowerCase());
}

/** All whose names end with these words, or with the most of them from the first on. Marks count where they are typed. */
export function namedByEnd<T extends { name: string }>(people: readonly T[], who: readonly string[]): T[] {
  return namedFrom(people, who).map(({ person }) => person);
}

/** Whose names end with the most of these words from the first on, and how many words that is. */
function namedFrom<T extends { name: string }>(
  people: readonly T[],
  who: readonly string[],
): { person: T; length: number }[] {
  for (let length = who.length; length > 0; length -= 1) {
    const called = who.slice(0, length).join(" ");
    const asTyped = isAscii(called) ? fold : (name: string): string => name.normalize("NFC").toLowerCase();
    const found = people.filter(({ name }) => ` ${asTyped(name)}`.endsWith(` ${asTyped(called)}`));
    if (found.length > 0) return found.map((person) => ({ person, length }));
  }
  return [];
}

/** Those whom a line names anywhere, `việc của Minh tới đâu rồi`; `minh` among words with marks is a name, and `mình` is none. */
export function namedAnywhere<T extends { name: string }>(people: readonly T[], line: string): T[] {
  const words =
    line
      .normalize("NFC")
      .slice(0, LONGEST_ANSWER)
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = words.flatMap((_, at) => namedFrom(people, words.slice(at, at + LONGEST_NAME)));
  const longest = Math.max(0, ...found.map(({ length }) => length));
  return [...new Set(found.filter(({ length }) => length === longest).map(({ person }) => person))];
}

function orNull(text: string): string | null {
  const said = text.trim().replace(/[\s.,;!]+$/u, "");
  return said.split(/\s+/).length < 2 ? null : said;
}

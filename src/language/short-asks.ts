import { LIVING } from "./free-line-words.ts";
import { phrasesIn, phraseTable } from "./phrases.ts";
import { stripPoliteness } from "./politeness.ts";
import { smallNumberAt } from "./small-number.ts";
import { NUMBER_WORDS } from "./number-words.ts";
import { type Token, tokens } from "./tokens.ts";
import type { Wish } from "./wishes.ts";

/** What means this only where it is all that was written: `vay` stands for `vậy` in any longer line without marks. */
const ALONE = phraseTable<Wish>([
  ["loan", "vay|mượn|vốn|xin vốn|vay nữa|vay thêm|vay được không|muốn vay|có cho vay không"],
  ["meeting", "họp|họp chưa|có họp không|đi họp|họp hả|nay họp|mai họp"],
  ["water", "nước|xin nước"],
  ["salt_water", "mặn|mặn rồi"],
  ["job", "việc|kiếm việc|công việc|có việc không|xin việc"],
  ["training", "học|học nghề|lớp học|đi học"],
  ["abroad", "xuất khẩu|xklđ|nước ngoài"],
  ["housing", "dột|dột quá|nhà sập"],
  ["documents", "mất giấy|mất thẻ|làm giấy"],
  [
    "in_need",
    "hết tiền|xin tiền|thiếu tiền|kẹt tiền|cần tiền|không có tiền|hổng có tiền|gạo|xin gạo|hết gạo|hết gạo ăn|thiếu gạo|" +
      "khó quá|khổ quá|giúp|xin giúp|nhờ giúp|cần giúp|hỗ trợ",
  ],
]);

const LONGEST = 60;
const ASKING = /^(?:xin|cho|mong|cần|can)$/;
const COUNTED = /^(?:con|cây|cay|bầy|bay|cặp|cap|đôi|doi|ít|it|mấy|may|vài|vai|giống|giong)$/;

/** What a line of two or three words asks for, where it is nothing else; null where it may be anything. */
export function shortAsk(line: string): Wish | null {
  if (line.length > LONGEST) return null;
  const all = tokens(line);
  const whole = all.filter(({ kind }) => kind !== "mark");
  for (const said of [whole, stripPoliteness(all)]) {
    const found = phrasesIn(said, ALONE).find(({ from, next }) => from === 0 && next === said.length);
    if (found !== undefined) return found.meaning;
  }
  return asksForSomebody(whole) ? "named_officer" : null;
}

/** `gặp anh Minh`, `kêu chị Ri`: who looks after the home, by name. */
function asksForSomebody(all: Token[]): boolean {
  const [verb, title, ...name] = all;
  return (
    /^(?:gặp|gap|kêu|keu|kiếm|kiem|nhắn|nhan|gọi|goi)$/.test(verb?.text ?? "") &&
    /^(?:anh|chị|chi|em|cô|chú)$/.test(title?.text ?? "") &&
    name.length > 0 &&
    name.length <= 3
  );
}

/** `xin 2 con bò`, `xin mấy con gà giống`: something to raise or to plant, and nothing else. */
export function asksForLiving(line: readonly Token[]): boolean {
  const all = line.filter(({ kind }) => kind !== "mark");
  let at = 0;
  while (ASKING.test(all[at]?.text ?? "")) at += 1;
  if (at === 0 || all[at - 1]?.plain !== "xin") return false;
  const number = smallNumberAt(all, at, NUMBER_WORDS);
  at = number?.next ?? at;
  while (COUNTED.test(all[at]?.text ?? "")) at += 1;
  const thing = all[at];
  return thing !== undefined && LIVING.has(thing.text) && all.length - at <= 3;
}

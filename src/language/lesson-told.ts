import type { Token } from "./tokens.ts";

const LESSON =
  /\b(?:di|du|tham gia|hoc|hop)(?: \w+){0,2} (?:tap huan|lop (?:day|hoc|nghe|ky thuat)|khoa hoc)\b|\bhoc xong (?:lop|khoa)\b/;
const IS_OVER = /\b(?:roi|xong|moi|vua|da)\b/;

/** `hôm qua đi tập huấn nuôi dê ở xã rồi`: it was attended, as its day (`dated`) says or a word of what is over; without either it may be wanted. */
export function isLesson(all: readonly Token[], dated: boolean): boolean {
  const plain = all.map((token) => token.plain).join(" ");
  return LESSON.test(plain) && (dated || IS_OVER.test(plain));
}

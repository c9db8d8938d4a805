import { fold, foldWord, isAscii } from "./normalise.ts";
import { stripPoliteness } from "./politeness.ts";
import type { Token } from "./tokens.ts";

const CHOOSING = new Set("chon lay muon thich bam nhan tra loi quyet dinh dang ky lam".split(" "));
/** How much or how far, behind what is chosen: `lời ít`, `bán hết rồi`. */
const HOW_MUCH = new Set(
  "rồi roi ít it nhiều nhieu nặng nang nhẹ nhe quá qua lắm lam trơn tron luôn luon nữa nua đi di đã thôi thoi chút đỉnh xíu".split(
    " ",
  ),
);
/** In front of what lives or grows: `con ong`, `cây bưởi`. */
const COUNTING = new Set("con cây cay trái trai cái giống loại loai nghề nghe việc".split(" "));
const WORKING = new Set("nuôi nuoi trồng trong làm mần bán ban mua".split(" "));
/** Before a name. */
const TITLES = new Set(
  "hộ ho nhà nha cô co chú chu bác bac anh chị chi ông ong bà ba dì di dượng duong cậu cau mợ mo".split(" "),
);
const RESPECT = new Set("dạ da vâng vang ạ ừ ờ thưa thua em anh chị chi cô chú chu bác bac con".split(" "));

/** `chọn`, `lấy`, `em muốn` … in front of what is chosen. */
export function withoutLead(all: Token[]): Token[] {
  let from = 0;
  while (from < all.length && CHOOSING.has(all[from]?.plain ?? "")) from += 1;
  return from === 0 ? all : stripPoliteness(all.slice(from));
}

/** Only `dạ`, `ừ`, `em`: respect, and the `da` of no label. */
export function isRespect(all: readonly Token[]): boolean {
  return all.every(({ kind, text }) => kind === "mark" || RESPECT.has(text));
}

/** What else an answer may be without, where nothing is named by the whole of it. */
export function looserWays(core: Token[]): Token[][] {
  const ways: Token[][] = [];
  let to = core.length;
  while (to > 1 && HOW_MUCH.has(core[to - 1]?.text ?? "")) to -= 1;
  if (to < core.length) ways.push(core.slice(0, to));
  const from = COUNTING.has(core[0]?.text ?? "") || WORKING.has(core[0]?.text ?? "") ? 1 : 0;
  if (from < to && from > 0) ways.push(core.slice(from, to));
  return ways;
}

/** Without what stands before somebody's name: `co sau`, `hộ bà Mười`; null where nothing does. */
export function withoutTitles(core: Token[]): Token[] | null {
  let titles = 0;
  while (titles < 2 && titles < core.length - 1 && TITLES.has(core[titles]?.text ?? "")) titles += 1;
  return titles === 0 ? null : core.slice(titles);
}

/** A name behind other words of a label, and not before another one: the `Sáu` of `Nguyễn Thị Sáu, Ấp 3`. */
const GIVEN_NAME = /(?<=\p{L}\s)\p{Lu}\p{Ll}*(?!\p{L})(?!\s\p{Lu})/gu;
/** Where somebody lives, behind her name: the `Ba` of `Nguyễn Văn Út · Ấp Ba` is nobody. */
const HOME = /(?<=\S\s.*)(?:ấp|khóm|khu|tổ|xã|phường|thôn|làng)\s+\p{Lu}\p{Ll}*/giu;

/** The one option that has this single word as somebody's name, though it is a number as well: `sáu`, `ba`, `tư`. */
export function theOneCalled(
  core: readonly Token[],
  options: readonly { id: string; label: string }[],
): string | null {
  const [word, ...others] = core;
  if (word?.kind !== "word" || others.length > 0) return null;
  const isIt = (name: string): boolean =>
    isAscii(word.text) ? fold(name) === word.plain : name.toLowerCase() === word.text;
  const so = options.filter(({ label }) =>
    (label.normalize("NFC").replace(HOME, "").match(GIVEN_NAME) ?? []).some(isIt),
  );
  return so.length === 1 ? (so[0]?.id ?? null) : null;
}

/** Letters as they sound in the south and in chats: `zê` for `dê`, `zống` for `giống`, `fân` for `phân`. */
export function asHeard(token: Token): Token {
  if (token.kind !== "word") return token;
  const text = token.text
    .replace(/^(?:dz|z|gi(?=[^\p{M}bcdđghklmnpqrstvx])|j)(?=\p{L})/u, "d")
    .replace(/^f/u, "ph")
    .replace(/^w/u, "qu");
  return text === token.text ? token : { ...token, text, plain: foldWord(text) };
}

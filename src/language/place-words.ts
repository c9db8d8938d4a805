import type { Token } from "./tokens.ts";

/** Ways to write a type in front of a name, without diacritics; the longest are tried first. */
const TYPE_FORMS: readonly (readonly [forms: string, type: string])[] = [
  ["thanh pho|tp|t p|thanhpho", "thành phố"],
  ["thi tran|tt|t tr|thitran", "thị trấn"],
  ["thi xa|tx|t x|thixa", "thị xã"],
  ["dac khu|dk", "đặc khu"],
  ["tinh|t", "tỉnh"],
  ["huyen|h", "huyện"],
  ["quan|q", "quận"],
  ["xa|x", "xã"],
  ["phuong|phuog|p|f|ph", "phường"],
  ["to dan pho|tdp", "tổ dân phố"],
  ["to nhan dan tu quan|to tu quan|to", "tổ"],
  ["khu pho|kp", "khu phố"],
  ["khu vuc|kv", "khu vực"],
  ["khom", "khóm"],
  ["ap", "ấp"],
  ["thon", "thôn"],
  ["xom", "xóm"],
  ["ban", "bản"],
  ["buon", "buôn"],
  ["lang", "làng"],
  ["phum", "phum"],
  ["soc", "sóc"],
];

const FORMS: readonly { words: string[]; type: string }[] = TYPE_FORMS.flatMap(([forms, type]) =>
  forms.split("|").map((form) => ({ words: form.split(" "), type })),
).toSorted((a, b) => b.words.length - a.words.length);

/** The type that stands at `at`, with an abbreviation's dot, and where what follows begins. */
export function typeAt(all: readonly Token[], at: number): { type: string; next: number } | null {
  for (const { words, type } of FORMS) {
    const next = formAt(all, at, words);
    if (next !== null) return { type, next };
  }
  return null;
}

function formAt(all: readonly Token[], at: number, words: readonly string[]): number | null {
  let next = at;
  for (const word of words) {
    if (all[next]?.plain !== word) return null;
    next += 1;
    if (all[next]?.text === "." && all[next]?.glued) next += 1;
  }
  return next;
}

/** `cũ`, `trước đây` behind a name: the unit of the past is meant. `mới`, `hiện nay`: the one of today. */
export function timeAt(all: readonly Token[], at: number): { former: boolean; next: number } | null {
  const token = all[at];
  const pair = `${token?.plain} ${all[at + 1]?.plain}`;
  if (pair === "truoc day" || pair === "hoi truoc" || pair === "ngay truoc" || pair === "hoi xua")
    return { former: true, next: at + 2 };
  if (pair === "hien nay" || pair === "bay gio") return { former: false, next: at + 2 };
  if (token?.text === "cũ" || token?.text === "cu") return { former: true, next: at + 1 };
  return token?.text === "mới" || token?.text === "moi" ? { former: false, next: at + 1 } : null;
}

const FILLERS = new Set(
  (
    "da thua vang toi tui minh nha gia dinh que o tai thuoc ben duoi tren khu dia chi ngu cua la trong " +
    "vung song nay viet nam vn a nha nhe nghen nghe luon ne do dao hien dang co chac hinh nhu"
  ).split(" "),
);

/** Who lives there; behind a name they belong to it, as in `Trương Văn Ba`. */
const PEOPLE = new Set("e ong ba chau co chu bac anh chi di con em".split(" "));

/** Words around a place that name nothing: `nhà em ở`, `thuộc`. */
export function isPlaceFiller(token: Token | undefined, behindName = false): boolean {
  if (token === undefined || token.kind !== "word") return false;
  return FILLERS.has(token.plain) || (!behindName && PEOPLE.has(token.plain));
}

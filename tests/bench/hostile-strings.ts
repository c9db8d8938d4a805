/** Pieces of what people type, so that random strings reach deep into the grammars. */
const PIECES = (
  "ngày tháng năm mùng rằm tết thứ hai ba bốn sáu 5 30 / - . , : 2027 sau trước này tới đến từ quý đầu cuối tuần 7h giờ rưỡi kém sáng " +
  "chiều 0901234567 84 + không chín xã phường p tp huyện ấp tân an phú hội bến tre châu thành cũ bán mua con heo được 12tr k kg triệu " +
  "trăm ngàn tỷ lẻ linh nửa chục thiên hết chết đẻ nguyễn văn thị dạ ạ em nuôi bò mốt mười mươi lăm tư công sào mẫu ha m2 tầm lớn 2tr5 " +
  "1.200.000 1,5 3/4 x * tùy nhầm à quên chứ phải mỗi với và cách đây nữa âl ta chạp giêng vừa rồi hoặc trieeuj trie6u5 nguowif kkk " +
  "👍 ០៩ ａｂ ( ) đ ០ពាន់ 079201001234 mươi vài mấy khoảng hơn cho cán bộ vay vốn ngập ﷽ \u200b \u0301 \u0323 Ａ"
).split(" ");

/** What made careless patterns of other programs run for ever, over and over up to the longest answer. */
const OVER_AND_OVER = (
  "a|0|1 |1.|1,|1/|1/2 |1x|000 |5tr |2tr5|triệu |ngàn triệu |một hai ba |hai trăm |triệu rưỡi |lẻ |nửa |chục |phẩy |không |không có |" +
  "chị hai |năm năm |dạ |x|co1 |trie6u5 |dduwowng |aaeeooww|uow|\u0301|a\u0301\u0323|\u200b|👍|👨‍👩‍👧|(|-|- |៥|m2 |công tầm lớn |ngày |thứ hai |" +
  "tháng sau |từ 1 đến |1-|1/1/|:|7h|7h30 |rưỡi kém |nguyễn |xã |ấp 3 |p. an hội, |bến tre |bán 3 con heo 12tr |và |hoặc |à quên |" +
  "không phải |chứ không |nhầm |được không |với vợ chồng |của ba |tùy |09|+84|0 9 |079|a b |.a|a,|\n|\t|\\|%|\ud800"
).split("|");

/** A string and whose turn it is to read it. */
export type Hostile = { text: string; turn: number };

const LONGEST = 2000;
const MOST_READERS = 13;
const ONE_IN_LONG = 100;

/**
 * Random and hostile strings, the same for the same seed: pieces of answers with and without spaces, letters and signs of any
 * script, digits with separators, and now and then two thousand characters of one thing over and over.
 */
export function* hostileStrings(count: number, seed: number): Generator<Hostile> {
  const random = generator(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
  const times = (most: number, make: () => string): string[] => Array.from({ length: 1 + below(most) }, make);
  const short = (kind: number): string => {
    if (kind === 0) return times(12, () => pick(PIECES)).join(" ");
    if (kind === 1) return times(8, () => pick(PIECES)).join("");
    if (kind === 2) return times(40, () => String.fromCodePoint(32 + below(0x2fff))).join("");
    if (kind === 3) return times(15, () => "0123456789.,-/ kgtrmh:"[below(22)] ?? "").join("");
    return times(30, () => "aăâeêioôơuưydđbcghklmnpqrstvxfjw sfrxj1 ".charAt(below(40))).join("");
  };
  for (let at = 0; at < count; at += 1) {
    if (at % ONE_IN_LONG === 0) {
      const long = at / ONE_IN_LONG;
      const turn = Math.floor(long / OVER_AND_OVER.length);
      const piece = OVER_AND_OVER[long % OVER_AND_OVER.length] ?? "";
      // Once every reader has had them all, two things over and over.
      const second = turn < MOST_READERS ? "" : pick(PIECES);
      yield { text: `${piece}${second}`.repeat(LONGEST).slice(0, LONGEST), turn };
      continue;
    }
    yield { text: short(at % 5), turn: at };
  }
}

/** Mulberry32: small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

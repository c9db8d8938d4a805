import { decodeTelex } from "./key-leftovers.ts";
import { foldWord, isAscii } from "./normalise.ts";
import { NUMBER_WORDS, type NumberWord, numberWord } from "./number-words.ts";
import type { Token } from "./tokens.ts";

/** A token as dates need it: `30.5.27` is three numbers with marks between them. */
export type Lexeme = {
  kind: "number" | "word" | "mark";
  text: string;
  plain: string;
  /** Of a number in digits. */
  value: number;
  /** What the word does in a number, if it may be one here. */
  number: NumberWord | null;
  /** No space before it. */
  glued: boolean;
  /** Index of the token that it comes from. */
  token: number;
};

/** A number of an answer and where what follows begins. */
export type NumberRead = { value: number; next: number; digits: string; spelled: boolean };

/** Prepares tokens for the rules of dates; `23 chạp` is written out as `23 tháng chạp`. */
export function lexemesOf(all: readonly Token[]): Lexeme[] {
  const marked = hasMarks(all);
  return all.flatMap((token, index) => {
    if (token.kind === "digits") return digitLexemes(token, index);
    const own = lexeme(token, index, marked);
    const monthAlone = /^(?:chạp|chap|giêng|gieng)$/.test(token.text) && all[index - 1]?.plain !== "thang";
    return monthAlone ? [{ ...own, text: "tháng", plain: "thang" }, own] : [own];
  });
}

const MANNERS = new Set(
  "dạ da vâng vang thưa thua ạ ah nha nhé nhá nhe nghen nhen nè hen hén á ơi em".split(" "),
);

/** An answer without the polite words and signs around it. */
export function withoutManners(all: readonly Token[]): Token[] {
  const from = all.findIndex((token) => !isManner(token));
  return from < 0 ? [] : all.slice(from, all.findLastIndex((token) => !isManner(token)) + 1);
}

function isManner({ kind, text }: Token): boolean {
  return MANNERS.has(text) || (kind === "mark" && /^[,.!"…]$/.test(text));
}

/** Whether an answer is typed with diacritics; a `dạ` that the phone put there itself says nothing. */
export function hasMarks(all: readonly { kind: string; text: string }[]): boolean {
  return all.some(({ kind, text }) => kind === "word" && !isAscii(text) && !MANNERS.has(text));
}

/** The word at `at`, where it is `bare` in an answer without any diacritics the word that it is short for. */
export function spelledAt(all: readonly Lexeme[], at: number, bare: string, full: string): string {
  const text = all[at]?.text ?? "";
  return text === bare && !hasMarks(all) ? full : text;
}

/** Beyond this it is no row of dates, and stays in one piece. */
const LONGEST_DIGITS = 40;

function digitLexemes(token: Token, index: number): Lexeme[] {
  const pieces = token.text.length > LONGEST_DIGITS ? [token.text] : (token.text.match(/\d+|\D/g) ?? []);
  return pieces.map((text, part) => ({
    kind: /\d/.test(text) ? "number" : "mark",
    text,
    plain: text,
    value: Number(text),
    number: null,
    glued: part > 0 || token.glued,
    token: index,
  }));
}

/** Short forms of words that dates are made of, and the way in which the delta and the centre say them. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ["thg", "thang"],
  ["wa", "qua"],
  ["hum", "hom"],
  ["ni", "nay"],
  ["nhut", "nhat"],
]);

/** Words of dates and times that are read from their Telex keys: `hoom`, `giowf`. */
const FROM_KEYS = new Set(
  "hom ngay mai mot thang nam tuan qua sau truoc nay thu bay gio ruoi sang trua chieu toi ram mung tet".split(
    " ",
  ),
);

/** In an answer that has diacritics, a word without them means itself: `sau` is after, not six. */
function lexeme(token: Token, index: number, marked: boolean): Lexeme {
  const trusted =
    token.kind === "word" && (!marked || !isAscii(token.text) || NUMBER_WORDS.exact.has(token.text));
  const number = trusted ? (numberWord(token, NUMBER_WORDS) ?? null) : null;
  const { glued } = token;
  const keys = token.kind === "word" ? decodeTelex(token.text) : null;
  // `hôm nayyy`: the last letter drawn out.
  const short = token.text.replace(/(\p{L})\1+$/u, "$1");
  const drawn = short !== token.text && FROM_KEYS.has(foldWord(short)) ? short : null;
  const decoded = keys !== null && FROM_KEYS.has(foldWord(keys)) ? keys : drawn;
  const text = decoded ?? token.text;
  const plain = decoded === null ? (SHORT.get(token.plain) ?? token.plain) : foldWord(decoded);
  return {
    kind: token.kind === "word" ? "word" : "mark",
    text,
    plain,
    value: 0,
    number,
    glued,
    token: index,
  };
}

const COUNTED = new Set(
  "cong con kg ky ki kilo trieu tr ngan nghin k trai cay gia met m m2 ha mau sao lan bao chai cai nguoi tuoi tan ta lit dong d phan chuc".split(
    " ",
  ),
);

/** What a number counts, so that the number in front is no date: `1/2 công`, `2-3 con`. */
export function isCounted(word: Lexeme | undefined): boolean {
  return word?.kind === "word" && COUNTED.has(word.plain);
}

const SPLIT = new Map<string, readonly string[]>();

const BEGINS_DATE =
  /^(?:\d+|ngay|mung|mong|ram|thang|thu|tuan|quy|nam|cuoi|dau|giua|het|hom|bua|mai|cn|chu|tet|nay|gio|bay)$/;

/** Whether a date may begin with this word, so that what stands in front (`tới`, `trước`) belongs to it. */
export function beginsDate(word: Lexeme | undefined): boolean {
  return word !== undefined && (BEGINS_DATE.test(word.plain) || word.number !== null);
}

/** Whether the words at `at` are these (space-separated, without diacritics). Phrases come from tables, so they are few. */
export function wordsAt(all: readonly Lexeme[], at: number, words: string): boolean {
  const first = all[at];
  if (first === undefined || !words.startsWith(first.plain)) return false;
  let split = SPLIT.get(words);
  if (split === undefined) {
    split = words.split(" ");
    SPLIT.set(words, split);
  }
  return split.every((word, index) => all[at + index]?.plain === word);
}

/** A whole number below a hundred, in digits or in words (`hai mươi ba`, `hăm ba`, `hai ba`). */
export function numberAt(all: readonly Lexeme[], at: number): NumberRead | null {
  const first = all[at];
  if (first === undefined) return null;
  if (first.kind === "number") {
    return first.text.length > 4
      ? null
      : { value: first.value, next: at + 1, digits: first.text, spelled: false };
  }
  const { number } = first;
  if (number?.kind === "ten") return withUnit(all, 10, at + 1);
  if (number?.kind === "tens") return withUnit(all, number.value, at + 1);
  if (number?.kind !== "digit" || number.form === "after tens") return null;
  const after = all[at + 1]?.number;
  if (after?.kind === "ten" && after.form !== "ten") return withUnit(all, number.value * 10, at + 2);
  const pair = number.value > 0 && number.value < 4 ? unitAt(all, at + 1) : null;
  if (pair !== null && pair > 0) return spelledNumber(number.value * 10 + pair, at + 2);
  return spelledNumber(number.value, at + 1);
}

function withUnit(all: readonly Lexeme[], tens: number, at: number): NumberRead {
  const unit = unitAt(all, at);
  return unit === null ? spelledNumber(tens, at) : spelledNumber(tens + unit, at + 1);
}

/** A digit behind tens. `năm` is a year there: five is `lăm`. */
function unitAt(all: readonly Lexeme[], at: number): number | null {
  const word = all[at];
  if (word?.number?.kind !== "digit" || word.plain === "nam" || word.number.value === 0) return null;
  const saysYearOrAfter = word.plain === "sau" && word.text === "sau" && wordsAt(all, at + 1, "do");
  return saysYearOrAfter ? null : word.number.value;
}

function spelledNumber(value: number, next: number): NumberRead {
  return { value, next, digits: "", spelled: true };
}

/** A month's number or the day of a week: no two words run together, so that `tháng hai năm` stays February. */
export function smallAt(all: readonly Lexeme[], at: number, most: number): NumberRead | null {
  const word = all[at]?.number;
  if (word?.kind === "digit" && word.form !== "after tens") {
    return word.value >= 1 && word.value <= most ? spelledNumber(word.value, at + 1) : null;
  }
  const read = numberAt(all, at);
  return read !== null && read.value >= 1 && read.value <= most && read.digits.length <= 2 ? read : null;
}

/** A year of four digits or in words (`hai nghìn không trăm hai mươi bảy`, `hai không hai bảy`). */
export function fullYearAt(all: readonly Lexeme[], at: number): NumberRead | null {
  const first = all[at];
  if (first?.kind === "number") return /^(?:19|20)\d\d$|^2100$/.test(first.text) ? numberAt(all, at) : null;
  const thousands = first?.number?.kind === "digit" ? first.number.value : 0;
  if (thousands !== 2 && thousands !== 1) return null;
  if (all[at + 1]?.number?.kind === "scale") return thousands === 2 ? afterTwoThousand(all, at + 2) : null;
  const digits = [0, 1, 2, 3].map((step) => all[at + step]?.number);
  const values = digits.map((word) => (word?.kind === "digit" ? word.value : null));
  if (values.includes(null)) return null;
  const year = Number(values.join(""));
  return year >= 1900 && year <= 2100 ? spelledNumber(year, at + 4) : null;
}

function afterTwoThousand(all: readonly Lexeme[], from: number): NumberRead {
  let at = from;
  const zero = all[at]?.number;
  if (zero?.kind === "digit" && zero.value === 0 && all[at + 1]?.number?.kind === "hundred") at += 2;
  if (all[at]?.number?.kind === "and") at += 1;
  const rest = all[at]?.kind === "number" ? null : numberAt(all, at);
  return rest === null ? spelledNumber(2000, from) : spelledNumber(2000 + rest.value, rest.next);
}

import { fold } from "./normalise.ts";
import { isPhrase, wordsIn } from "./said-phrase.ts";

/** What stands before the name of somebody who is spoken of: hộ, nhà, and how people of the delta are called. */
const BEFORE = [
  "hộ",
  "nhà",
  "gia đình",
  "cô",
  "chú",
  "bác",
  "anh",
  "chị",
  "ông",
  "bà",
  "dì",
  "dượng",
  "cậu",
  "mợ",
  "thím",
  "em",
  "a",
  "c",
].map((words) => wordsIn(words));
const BEFORE_FOLDED = new Set(BEFORE.map((words) => fold(words.join(" "))));
/** `ghe nha a Ut`: anh and chị as they are typed in haste. Such a letter may be anything where no household bears the name behind it. */
const LETTERS: ReadonlySet<string> = new Set(["a", "c"]);
/** Whether a word stands before names: `chị`, `hộ`. */
export function isCallWord(word: string): boolean {
  return BEFORE_FOLDED.has(fold(word));
}

/** Words of the longest name, and of how somebody is called. */
const LONGEST_NAME = 6;
const LONGEST_CALL = 3;

/** `cô 6`: by birth, as it is written in haste. */
const BIRTH = ["", "", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
const BIRTH_FOLDED = new Set(BIRTH.slice(2).map((word) => fold(word)));
/** Behind these a number counts: `có hai con bò`. */
const COUNTED = new Set(
  "con tạ tấn tan triệu trieu tr trăm tram ngàn ngan nghìn k kg cái người nguoi hộ ho mươi".split(" "),
);
/** `nhà năm nay` */
const THIS_OR_LAST = new Set(["nay", "ngoái", "ngoai"]);
/** What stands where a name would and is none: whoever writes, and words that ask or point. */
export const NO_NAMES: ReadonlySet<string> = new Set(
  "em tui tôi toi mình minh con nào nao này ấy nghèo ngheo".split(" "),
);

/** `ông Năm kế bên cô Sáu`, `nhà sát vách chú Bền`: who is named behind these only says where somebody else lives. */
const NEIGHBOURS = [
  "kế bên",
  "sát bên",
  "bên cạnh",
  "sát vách",
  "kế nhà",
  "cạnh nhà",
  "gần nhà",
  "hàng xóm",
].map((words) => wordsIn(words));

/** Some words of a line, and where among its words they stand. */
type Piece = { at: number; words: readonly string[] };
/** `before`: the word that stands before a name. */
type Call = Piece & { before: string };
/** Pieces of a line that may name somebody: `whole` anywhere in it, `called` behind a word such as `cô` or `hộ`. */
export type Naming = { whole: readonly Piece[]; called: readonly Call[] };
/** Where in a line somebody is named: from this word up to that one. */
export type Place = { from: number; to: number };

/** `cấp mã cho cô Sáu`, `nhà chú Út bị ngập`: which words may be a name. Only who knows the households can say. */
export function namingIn(line: string): Naming {
  const said = wordsIn(line);
  const whole: Piece[] = [];
  const called: Call[] = [];
  for (let at = 0; at < said.length; at += 1) {
    for (let length = 2; length <= LONGEST_NAME && at + length <= said.length; length += 1)
      whole.push({ at, words: said.slice(at, at + length) });
    const found = BEFORE.find((words) => isPhrase(said.slice(at, at + words.length), words));
    if (found === undefined || counts(said, at + found.length) || isNeighbourOf(said, at)) continue;
    const before = found.join(" ");
    const begins = found.length;
    for (let length = 1; length <= LONGEST_CALL && at + begins + length <= said.length; length += 1) {
      const [first = "", ...rest] = said.slice(at + begins, at + begins + length);
      called.push({ at: at + begins, words: [born(first), ...rest], before });
    }
  }
  return { whole, called };
}

function isNeighbourOf(said: readonly string[], at: number): boolean {
  return NEIGHBOURS.some((words) => isPhrase(said.slice(Math.max(0, at - words.length), at), words));
}

function counts(said: readonly string[], at: number): boolean {
  const number = fold(born(said[at] ?? ""));
  const next = said[at + 1] ?? "";
  return BIRTH_FOLDED.has(number) && (COUNTED.has(next) || (number === "nam" && THIS_OR_LAST.has(next)));
}

function born(word: string): string {
  return (/^\d{1,2}$/.test(word) ? BIRTH[Number(word)] : undefined) ?? word;
}

/** Whether a line calls somebody by a word such as `chị`, whoever that may be, and not whoever writes it. */
export function callsSomebody({ called }: Naming): boolean {
  return called.some(
    ({ before, words: [first = ""] }) =>
      before !== "em" && !LETTERS.has(before) && !NO_NAMES.has(first) && !BEFORE_FOLDED.has(fold(first)),
  );
}

/** The most words of a line that is a name and little else. */
const NAME_AND_LITTLE_ELSE = 6;

/** Whether a line is hardly more than somebody's name: `coi hộ bà Chín Lé`, `chú Út`. */
export function isHardlyMoreThanAName(line: string): boolean {
  const said = wordsIn(line);
  return (
    said.length <= NAME_AND_LITTLE_ELSE &&
    namingIn(line).called.some(
      ({ at, before, words: [first = "", ...others] }) =>
        at <= (LETTERS.has(before) ? 1 : 3) && at + 1 + others.length === said.length && !NO_NAMES.has(first),
    )
  );
}

/**
 * Where a line names a person: by all words of the name anywhere, or by the last ones behind a word such as `cô`. Marks may
 * be left out, but not be others: `Năm` is no `Nam`.
 */
export function placesNaming({ whole, called }: Naming, name: string): Place[] {
  const words = wordsIn(name);
  const said = [
    ...whole.filter((piece) => isPhrase(piece.words, words)),
    ...called.filter((piece) => isPhrase(piece.words, words.slice(-piece.words.length))),
  ];
  return said.map(({ at, words: each }) => ({ from: at, to: at + each.length }));
}

/** A longer line is no entry with a name in front. */
const LONGEST_TOLD = 200;

/** What may stand before whom a line tells of: `hôm qua cô Sáu bán 3 con heo`. */
const WHEN = [
  "hôm nay",
  "hôm qua",
  "hôm kia",
  "bữa nay",
  "bữa qua",
  "sáng nay",
  "chiều nay",
  "hồi sáng",
  "hồi chiều",
  "tuần này",
  "tháng này",
].map((words) => wordsIn(words));

/** `ghi cho chú Bền bán 2 con heo`: what is asked of the program before what it is to write. */
const ASKED_TO_WRITE =
  /^(?:(?:em|dạ|da)\s+)*(?:ghi|nhập|nhap)(?:\s+(?:sổ|so|giúp|giup|giùm|gium|dùm|dum|thêm|them|lại|lai))*(?:\s+(?:cho|của|cua))?\s+/iu;

/** Whom a line tells of, and what it tells: `cô Sáu`, and `bán 3 con heo`. */
export type Told = { subject: string; left: string };

/**
 * How a line may part when somebody's name is taken from its front. `numbered`: what the name is called by is a digit, `cô 6`,
 * and no number of what is told.
 */
export function withoutSubject(line: string): { numbered: boolean; told: Told[] } {
  const all = line.trim().normalize("NFC").replace(ASKED_TO_WRITE, "").split(/\s+/);
  const when = WHEN.some((words) => isPhrase(wordsIn(all.slice(0, 2).join(" ")), words))
    ? all.slice(0, 2)
    : [];
  const pieces = all.slice(when.length);
  // `hộ cô Sáu`: two such words at most stand before a name.
  const first = beginning(pieces);
  const from = first + beginning(pieces.slice(first));
  if (line.length > LONGEST_TOLD || from === 0) return { numbered: false, told: [] };
  const ends = Array.from({ length: LONGEST_CALL }, (_, index) => from + index + 1);
  const told = ends
    .filter((end) => end < pieces.length)
    .map((end) => ({
      subject: pieces.slice(0, end).join(" "),
      left: [...when, ...pieces.slice(end)].join(" "),
    }));
  const plain = pieces.map((piece) => piece.toLowerCase());
  const name = plain[from] ?? "";
  return { numbered: born(name) !== name && !counts(plain, from), told };
}

function beginning(pieces: readonly string[]): number {
  const words = BEFORE.find((one) => isPhrase(wordsIn(pieces.slice(0, one.length).join(" ")), one));
  return words?.length ?? 0;
}

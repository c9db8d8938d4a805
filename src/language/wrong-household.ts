import { wordsIn } from "./said-phrase.ts";
import { fold, normalise } from "./normalise.ts";

const LONGEST_WORDS = 14;
/** Said in front, and of no weight. */
const FRONT = set(
  "dạ ủa ý ấy à ạ ơ trời quên chết xin lỗi em tui tôi mình hình như là thôi ui úi vậy thì cho sorry",
);
/** Said behind, likewise. */
const BEHIND = set(
  "rồi mất em ơi à ạ nha nhé nè đó đây kìa chớ chứ mà đâu cơ chị anh cô chú á hả luôn này nãy giờ lúc vừa hồi",
);
const MISTAKEN = ["nhầm", "lộn", "lầm", "sai", "lạc", "trật"];
const HOMES = ["hộ", "nhà", "gia đình", "người"];
const NOT = [
  "không phải",
  "hông phải",
  "hổng phải",
  "hong phải",
  "ko phải",
  "k phải",
  "đâu phải",
  "chưa phải",
  "hổng phải là",
];
const THIS = ["này", "đó", "đây", "vậy", "kia", "nầy", "ấy"];
const ACTS = ["", "ghi ", "nhập ", "chọn ", "báo ", "bấm ", "nói ", "vô ", "tính ", "lưu "];

/** What says that another household is meant, from the first of its words on. */
const WRONG: readonly (readonly string[])[] = [
  ...ACTS.flatMap((act) => MISTAKEN.flatMap((wrong) => HOMES.map((home) => `${act}${wrong} ${home}`))),
  ...NOT.flatMap((not) => HOMES.flatMap((home) => THIS.map((one) => `${not} ${home} ${one}`))),
  ...HOMES.slice(0, 2).flatMap((home) => [`${home} khác`, `${home} này không phải`]),
  "wrong household",
  "wrong family",
  "wrong house",
  "another household",
  "not this household",
  "not that household",
]
  .map((phrase) => wordsIn(phrase))
  .toSorted((one, other) => other.length - one.length);

/** That the talk is about the wrong household; `line` is what else was said, which may name the right one. */
export type WrongHousehold = { line: string | null };

/**
 * `không phải hộ đó`, `lộn hộ rồi`, `nhầm nhà, cô Bảy chớ`, `hộ khác chớ`: the household at hand is not the one that is meant.
 * Null for a line that goes on about something else first (`bán cho nhà khác`). Marks may be left out, but not be others.
 */
export function readWrongHousehold(typed: string): WrongHousehold | null {
  const said = wordsIn(typed);
  if (said.length > LONGEST_WORDS) return null;
  let from = 0;
  while (from < said.length && isOf(FRONT, said[from] ?? "")) from += 1;
  for (let at = 0; at <= from; at += 1) {
    const phrase = WRONG.find((words) =>
      words.every((word, index) => said[at + index] === word || said[at + index] === fold(word)),
    );
    if (phrase === undefined) continue;
    const rest = said.slice(at + phrase.length);
    // `ghi lộn nhà chị Ngọc`: hers is as likely the wrong one as the right one, so it is asked.
    const inOneBreath = said.slice(at, at + phrase.length + 1).join(" ");
    if (
      isCall(rest) &&
      phrase.some((word) => MISTAKEN.includes(word)) &&
      normalise(typed).toLowerCase().replace(/\s+/g, " ").includes(inOneBreath)
    )
      return { line: null };
    while (rest.length > 0 && isOf(BEHIND, rest[0] ?? "") && !isCall(rest)) rest.shift();
    if (rest.length === 0) return { line: null };
    // `nhà khác bán 3 con heo cho anh Ba`: something is told of another home.
    const names = rest.some(
      (_word, index) => (index === 0 || phrase.at(-1) !== "khác") && isCall(rest.slice(index)),
    );
    return names || isName(typed, rest) ? { line: rest.join(" ") } : null;
  }
  return null;
}

/** `nhà khác` and nothing else: to whom one sells may be asked, too. */
export function isOnlyAnother(typed: string): boolean {
  return /^(?:hộ|ho|nhà|nha) (?:khác|khac)$/.test(wordsIn(typed).join(" "));
}

const CALLS = set("cô chú bác anh chị ông bà dì dượng cậu mợ thím em hộ nhà");
/** `hộ nghèo`, `hộ cận nghèo`, `nhà mới` is nobody's name. */
const KINDS = set("nghèo cận thoát mới có được");

/** `cô Bảy`: a word that calls somebody, and a name behind it. */
function isCall([first = "", second]: readonly string[]): boolean {
  return isOf(CALLS, first) && second !== undefined && !isOf(BEHIND, second) && !isOf(KINDS, second);
}

/** Words that were written as a name, each with a capital. */
function isName(typed: string, rest: readonly string[]): boolean {
  const written = typed
    .split(/[\s.,;:!?…/"()]+/)
    .filter((word) => word !== "")
    .slice(-rest.length);
  return rest.length > 1 && rest.length <= 5 && written.every((word) => /^\p{Lu}/u.test(word));
}

function isOf(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word);
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").flatMap((word) => [word, fold(word)]));
}

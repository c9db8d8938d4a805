import { ASKING_AT_END } from "./asking-words.ts";
import { type Fit, FITS, fitOf, indexOfWords, type Name, nameOf, spelledLike } from "./choice-match.ts";
import { DENIAL_LETTERS, DENIALS, RARER_DENIALS, STRONG_DENIALS } from "./denials.ts";
import { foldWord, isAscii } from "./normalise.ts";
import { stripPoliteness } from "./politeness.ts";
import type { Token } from "./tokens.ts";

/** A label or synonym with its option. */
export type Called = { id: string; name: Name };

/** How an answer names one option. */
export type Match = { id: string; fit: Fit; name: Name; at: number; spelled: boolean };

const MOST_PARTS = 8;
/** Only as written here: `bo` is a cow more often than `bỏ`, and `dung` a button called `Dừng`. */
const NOT = new Set([
  ...DENIALS,
  ...DENIAL_LETTERS,
  ...RARER_DENIALS,
  ...STRONG_DENIALS,
  ..."cha đừng khỏi khoi trừ tru chưa chua ngoài ngoai bỏ".split(" "),
]);
/** What stands right before something that is given up: `chán nuôi heo`, `nghỉ nuôi heo`. */
const GIVING_UP = new Set("chán ngán nghỉ ngưng ngừng dừng sợ ghét hết bớt".split(" "));
/** Words that make a question or a condition of a name in a longer answer: `đồng ý không`, `ai đồng ý`. */
const ASKING = new Set("nếu neu ai sao gì hả hử bao".split(" "));
const UNABLE = new Set("được duoc rảnh ranh có co đi thích thich muốn muon hợp nổi tiện kịp".split(" "));
/** Words that any label may have and that tell none from another. */
const COMMON = new Set("được có cho và là đi để một các của với".split(" "));

const CONNECTING = new Set(["va", "voi", "hoac", "hay", ",", "/", "&", "+"]);

/** The options that an answer names; where it names several with `và`, `hoặc`, `,` between them, all of these. */
export function named(core: Token[], called: readonly Called[]): Match[] {
  const whole = namedBy(core, called);
  const wholly = whole.some(({ fit }) => fit === "exact" || fit === "folded" || fit === "part");
  if (wholly || !core.some(({ plain }) => CONNECTING.has(plain))) return whole;
  const parts: Token[][] = [[]];
  for (const token of core) {
    if (CONNECTING.has(token.plain)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const found = parts.slice(0, MOST_PARTS).map((part) => namedBy(stripPoliteness(part), called));
  return found.every(({ length }) => length > 0) ? found.flat() : whole;
}

/** The options whose names fit best, unless the answer refuses them. */
function namedBy(core: Token[], called: readonly Called[]): Match[] {
  const answer = nameOf(core);
  if (answer.words.length === 0) return [];
  const best = bestMatches(matches(answer, called).filter(({ name }) => !isOpposite(answer, name)));
  const fit = best[0]?.fit;
  if (fit === "inside") {
    const meant = longest(best).filter(
      (match) =>
        !refuses(answer.words.slice(0, match.at)) &&
        !isPassingDenial(answer, match) &&
        !GIVING_UP.has(answer.words[match.at - 1]?.text ?? "") &&
        !asks(answer, match),
    );
    // `thôi nuôi heo` gives it up, or settles for it; `tu bo 5tr` may be tự bỏ: read back.
    const read = meant.map((match) =>
      answer.words[match.at - 1]?.text === "thôi" || tellsMore(answer, match)
        ? { ...match, spelled: false }
        : match,
    );
    return read.length === 0 ? [] : [...read, ...alsoMeant(answer, read, called)];
  }
  // A bare `không` is not the `Không biết` among the options.
  const onlyRefuses = answer.words.every(({ text }) => NOT.has(text));
  return best.filter(
    ({ name }) => !refuses(answer.words) || (refuses(name.words) && !(onlyRefuses && fit === "part")),
  );
}

export function matches(answer: Name, called: readonly Called[]): Match[] {
  return called.flatMap(({ id, name }) => {
    const fit = fitOf(answer, name);
    if (fit === null) return [];
    return [
      { id, fit, name, at: indexOfWords(answer.words, name.words), spelled: spelledLike(answer, name) },
    ];
  });
}

export function bestMatches(all: Match[]): Match[] {
  const best = FITS.find((fit) => all.some((match) => match.fit === fit));
  return all.filter(({ fit }) => fit === best);
}

/** `lâu nay không thấy ai`: a không in the midst of a sentence is no answer `Không`. */
function isPassingDenial(answer: Name, { name, at }: Match): boolean {
  const [only, ...others] = name.words;
  const denies =
    only !== undefined && others.length === 0 && [...DENIALS].some((word) => foldWord(word) === only.plain);
  return denies && at > 1 && answer.words.length > 4;
}

/** One word without marks among numbers is seldom all that was said. */
function tellsMore(answer: Name, { name, at }: Match): boolean {
  const numbers = answer.words.some(
    ({ kind }, index) => kind === "digits" && (index < at || index >= at + name.words.length),
  );
  return (
    numbers && name.words.length === 1 && answer.words.length > 3 && isAscii(answer.words[at]?.text ?? "")
  );
}

/** A name that stands inside another one that was found (`gà` in `gà thả vườn`) was not meant on its own. */
function longest(found: Match[]): Match[] {
  const end = ({ at, name }: Match): number => at + name.words.length;
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.name.words.length > one.name.words.length && other.at <= one.at && end(other) >= end(one),
      ),
  );
}

/** `nếu đồng ý thì sao`, `đồng ý không`: nothing is chosen yet. */
function asks({ words }: Name, { at, name }: Match): boolean {
  const beside = words.filter((_, index) => index < at || index >= at + name.words.length);
  const last = words.at(-1);
  const ends = at + name.words.length < words.length && ASKING_AT_END.has(last?.text ?? "");
  const nothingAtAll = (index: number): boolean => /^(?:hết|cả|đâu)$/.test(beside[index + 1]?.text ?? "");
  if (refusesBehind(words.slice(at + name.words.length))) return true;
  // `chưa nhận được gì`: nothing at all.
  if (refuses(name.words)) return ends;
  return ends || beside.some(({ text }, index) => ASKING.has(text) && !nothingAtAll(index));
}

/** `sáng không được`, `tối không rảnh`. */
function refusesBehind([first, second]: Token[]): boolean {
  return NOT.has(first?.text ?? "") && UNABLE.has(second?.text ?? "");
}

/** `có đất` is no `Không có đất`, nor `được nhận chưa` a `Chưa nhận được`. */
function isOpposite(answer: Name, name: Name): boolean {
  const at = indexOfWords(name.words, answer.words);
  const before = name.words.slice(0, Math.max(at, 0));
  const not = before.findLastIndex(({ text }) => NOT.has(text));
  const clause = name.words.slice(not, at + 1);
  const joined = clause.every((word, index) => index === 0 || word.start - (clause[index - 1]?.end ?? 0) < 2);
  if (not >= 0 && joined) return true;
  const asked = answer.words.length > 1 && ASKING_AT_END.has(answer.words.at(-1)?.text ?? "");
  return asked && at < 0 && refuses(name.words.slice(0, 1));
}

/** `bò lấy sữa` names `Bò`, and has a word that only `Bò sữa` has: both are asked. */
function alsoMeant(answer: Name, meant: readonly Match[], called: readonly Called[]): Match[] {
  const ids = new Set(meant.map(({ id }) => id));
  const beside = answer.words.filter(
    ({ text, plain }, at) =>
      plain.length > 1 &&
      !COMMON.has(text) &&
      !(text === "hết" && /^(?:gì|rồi)$/.test(answer.words[at - 1]?.text ?? "")) &&
      !meant.some(({ name, at: from }) => at >= from && at < from + name.words.length) &&
      !meant.some(({ name }) => name.words.some((word) => word.plain === plain)),
  );
  return called.flatMap(({ id, name }) => {
    const own = name.words.some(({ text }) =>
      beside.some((word) => word.text === text && word.kind === "word"),
    );
    const rival =
      own &&
      !ids.has(id) &&
      meant.some((one) => one.name.words.some(({ text }) => name.words.some((word) => word.text === text)));
    return rival ? [{ id, fit: "words", name, at: -1, spelled: true }] : [];
  });
}

function refuses(words: Token[]): boolean {
  return words.some(({ text }) => NOT.has(text));
}

import type { Token } from "./tokens.ts";
import { lookUp } from "./word-table.ts";
import { type Force, NO_SIGNS, type Said, YES_NO_WORDS, YES_SIGNS } from "./yes-no-words.ts";

export type HeardWord = {
  says: Exclude<Said["says"], "filler" | "respect" | "stop">;
  force: Force;
  /** A comma or full stop stands before it. */
  afterPause: boolean;
  /** How many words that say nothing about yes or no stand before it. */
  behind: number;
};

/** What an answer to a yes/no question is made of. */
export type Heard = {
  words: HeardWord[];
  /** How many words say nothing about yes or no. */
  others: number;
  /** No such word stands before the first that does. */
  leading: boolean;
  respect: boolean;
  stop: boolean;
  question: boolean;
  /** The last word of weight is rồi or xong. */
  endsInDone: boolean;
  /** `gửi đi`, `đi chứ`: what stands before is to be done. */
  urged: boolean;
  /** A word of denial at the end of a sentence, which makes a question of it: `em ăn cơm chưa`. */
  asksAtEnd: boolean;
};

const LONGEST_PHRASE = 4;
const DONE = new Set(["roi", "xong", "r"]);
const QUESTIONS = new Set(["hả", "hở", "hử", "ha"]);
const URGING = new Set("đi di chứ chớ nha luôn liền".split(" "));
const TOPIC = new Set("thi cung van con ca".split(" "));
const PAUSES = new Set([",", ".", ";", "!"]);

/** Listens for the words that answer, and counts the rest. */
export function heardIn(all: Token[]): Heard {
  const heard: Heard = {
    words: [],
    others: 0,
    leading: true,
    respect: false,
    stop: false,
    question: false,
    endsInDone: false,
    urged: all.some(({ text }, at) => at > 0 && URGING.has(text)),
    asksAtEnd: false,
  };
  const sole = soleWord(all);
  let pause = false;
  for (let at = 0; at < all.length; at += 1) {
    const token = all[at];
    if (token === undefined) break;
    if (PAUSES.has(token.text)) pause = true;
    // `số 1`: the key of the menu.
    if (token.plain === "so" && all[at + 1]?.kind === "digits" && all[at + 1] === sole) continue;
    if (token.text === "?" || QUESTIONS.has(token.text)) heard.question = true;
    const phrase = phraseAt(all, at);
    // `chưa, mai mới làm`: only then.
    const onlyThen = token.plain === "moi" && heard.words[0]?.says === "not_yet";
    const said = onlyThen ? undefined : (phrase?.said ?? saidBy(token, token === sole));
    if (phrase !== null) at = phrase.next - 1;
    // `xong hết rồi`: behind an answer it is only how much.
    if (said?.says === "stop" && token.plain === "het" && heard.words.length > 0) {
      heard.endsInDone = true;
      continue;
    }
    // `có vốn thì làm` is a condition.
    if (token.plain === "thi" && heard.words.length > 0 && heard.others > 0) heard.stop = true;
    if (said === undefined) {
      if (token.kind !== "mark") other(heard);
      continue;
    }
    take(
      heard,
      said,
      pause || token.kind === "mark",
      DONE.has(token.plain),
      heard.words.length > 0 && token.plain === "thoi",
    );
    if (said.says !== "filler" && said.says !== "respect") pause = false;
  }
  return { ...heard, ...endOf(heard, all) };
}

/** What the last word makes of a sentence that answers nothing before it: `em ăn cơm chưa` asks, `hỏi vợ đã` waits. */
function endOf({ words, others }: Heard, all: Token[]): Partial<Heard> {
  const [only, ...more] = words.filter(({ says }) => says !== "deed");
  if (only === undefined || more.length > 0 || only.behind === 0 || only.behind < others) return {};
  if (only.says === "yes" && all.some(({ text }) => text === "đã"))
    return { words: [{ ...only, says: "not_yet" }] };
  const denies = only.says === "no" || only.says === "not_yet";
  return { asksAtEnd: denies && others > 1 && !all.some(({ plain }) => TOPIC.has(plain)) };
}

function other(heard: Heard): void {
  heard.others += 1;
  heard.endsInDone = false;
  if (heard.words.length === 0) heard.leading = false;
}

function take(heard: Heard, said: Said, afterPause: boolean, done: boolean, soft: boolean): void {
  if (said.says === "filler" || soft) return;
  if (said.says === "respect") heard.respect = true;
  else if (said.says === "stop") heard.stop = true;
  else {
    const force = "force" in said ? said.force : "open";
    heard.words.push({ says: said.says, force, afterPause, behind: heard.others });
    heard.endsInDone = done;
  }
}

/** A fixed phrase of several words, the longest that stands here. */
function phraseAt(all: Token[], at: number): { said: Said; next: number } | null {
  let text = "";
  let plain = "";
  let found: { said: Said; next: number } | null = null;
  for (let next = at; next < at + LONGEST_PHRASE; next += 1) {
    const token = all[next];
    if (token?.kind !== "word") break;
    text += next === at ? token.text : `_${token.text}`;
    plain += next === at ? token.plain : `_${token.plain}`;
    const said = next === at ? undefined : lookUp({ ...token, text, plain }, YES_NO_WORDS);
    if (said !== undefined) found = { said, next: next + 1 };
  }
  return found;
}

/** The one token that is neither a sign nor courtesy (`1 ạ`, `số 1`); null where there are none or several. */
function soleWord(all: Token[]): Token | null {
  const [only, ...others] = all.filter(
    ({ kind, text }) => kind !== "mark" && !/^(?:số|so|ạ|a|nha|nhé|nhe|nghen)$/.test(text),
  );
  return only === undefined || others.length > 0 ? null : only;
}

function saidBy(token: Token, alone: boolean): Said | undefined {
  if (YES_SIGNS.has(token.text)) return { says: "yes", force: "closed" };
  if (NO_SIGNS.has(token.text)) return { says: "no", force: "closed" };
  if (token.kind === "digits" && alone) return digit(token.text);
  return lookUp(token, YES_NO_WORDS);
}

/** The keys of the menu: 1 is yes. 0 also goes back, so it is no answer of its own. */
function digit(text: string): Said | undefined {
  if (text === "1") return { says: "yes", force: "closed" };
  return text === "0" ? { says: "no", force: "closed" } : undefined;
}

import type { Token } from "./tokens.ts";
import { lookUp } from "./word-table.ts";
import { type Force, NO_SIGNS, type Said, YES_NO_WORDS, YES_SIGNS } from "./yes-no-words.ts";

export type HeardWord = {
  says: Exclude<Said["says"], "filler" | "respect" | "stop">;
  force: Force;
  /** A comma or full stop stands before it. */
  afterPause: boolean;
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
};

const DONE = new Set(["roi", "xong", "r"]);
const QUESTIONS = new Set(["hả", "hở", "hử", "ha"]);
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
  };
  let pause = false;
  for (let at = 0; at < all.length; at += 1) {
    const token = all[at];
    if (token === undefined) break;
    if (PAUSES.has(token.text)) pause = true;
    if (token.text === "?" || QUESTIONS.has(token.text)) heard.question = true;
    const phrase = phraseAt(all, at);
    const said = phrase ?? saidBy(token, all.length === 1);
    if (phrase !== undefined) at += 1;
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
  return heard;
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
    heard.words.push({ says: said.says, force: "force" in said ? said.force : "open", afterPause });
    heard.endsInDone = done;
  }
}

function phraseAt(all: Token[], at: number): Said | undefined {
  const [first, second] = [all[at], all[at + 1]];
  if (first?.kind !== "word" || second?.kind !== "word") return undefined;
  const text = `${first.text}_${second.text}`;
  return lookUp({ ...first, text, plain: `${first.plain}_${second.plain}` }, YES_NO_WORDS);
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

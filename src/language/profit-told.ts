import type { EntryKind } from "./free-line-words.ts";
import type { Phrase } from "./phrases.ts";
import { MONEY_WORD } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";

/** A debt bears lời too. */
const OF_A_DEBT = new Set(["vay", "muon", "no", "gop", "ngan", "hui"]);

/** `may được 40 cái lời 1tr2`: what was done is no second thing where only the profit has its sum. */
export function withProfit(words: Token[], verbs: Phrase<EntryKind>[]): Phrase<EntryKind>[] {
  const profit = verbs.find((verb) => isProfit(words, verb));
  return profit === undefined || words.slice(0, profit.from).some(isOfMoney) ? verbs : [profit];
}

/** Whether the verb is `lời`, and of no debt. */
export function isProfit(words: Token[], { from, next }: Phrase<EntryKind>): boolean {
  return next === from + 1 && words[from]?.text === "lời" && !words.some(({ plain }) => OF_A_DEBT.has(plain));
}

function isOfMoney({ kind, plain }: Token): boolean {
  return kind === "word" && MONEY_WORD.test(plain);
}

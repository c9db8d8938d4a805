import { isNumber, MONEY_WORD } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";

const BETWEEN = /^(?:với|voi|và|va|,|cộng|cong|thêm|them)$/;

/** What is said of a sum, and is nothing that was traded: `còn nợ 1tr`, `bớt 100k`, `cọc 500k`. */
const OF_THE_SUM = new Set(
  "con no thieu coc bot giam du thoi lai loi tra gop ung tinh chia cho thuong lo".split(" "),
);

/**
 * Where one verb has several things, each with its own sum, the words of each: `cám 500k với thuốc 200k`. One piece where
 * there is but one: what two things cost together stays together.
 */
export function sharesOf(words: readonly Token[]): Token[][] {
  const shares: Token[][] = [[]];
  for (const word of words) {
    if (BETWEEN.test(word.text) && isShare(shares.at(-1) ?? [])) shares.push([]);
    else shares.at(-1)?.push(word);
  }
  const all = shares.map((share) => trimmed(share)).filter((share) => share.length > 0);
  const apart = all.length > 1 && all.every((share) => isShare(share)) && !all.slice(1).some(isOfTheSum);
  return apart ? all : [[...words]];
}

/** `con gà` counts, `còn nợ` owes. */
function isOfTheSum(share: readonly Token[]): boolean {
  return share.some(({ plain, text }, at) => OF_THE_SUM.has(plain) && !(text === "con" && at > 0));
}

function trimmed(share: Token[]): Token[] {
  const from = share.findIndex(({ text }) => !BETWEEN.test(text));
  return from < 0 ? [] : share.slice(from);
}

/** A thing and its sum: a word that is no money, and a number with money behind it. */
function isShare(words: readonly Token[]): boolean {
  const isSum = words.some(
    (word, at) =>
      isNumber(word) && words[at + 1]?.kind === "word" && MONEY_WORD.test(words[at + 1]?.plain ?? ""),
  );
  return (
    isSum && words.some((word) => word.kind === "word" && !isNumber(word) && !MONEY_WORD.test(word.plain))
  );
}

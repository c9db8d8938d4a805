import type { Amount } from "./section.ts";
import type { Token } from "./tokens.ts";

const WITH = new Set(["với", "voi", "và", "va", "cùng", "cung"]);
const TWO = new Set("vo chong,chong vo,ba ma,ba me,cha me,bo me,ong ba".split(","));
const ONE = new Set(
  "vo chong xa ma me bo cha ong ba tui toi em minh noi ngoai chau di cau chu co bac".split(" "),
);

/**
 * How many people are named beside a number without one of their own: two in `vợ chồng với 3 đứa con`, one in `tui với 2
 * đứa nhỏ`; 0 where nobody is.
 */
export function companyOf(all: Token[], { from, next }: Amount): number {
  const comma = all[from - 1]?.text === ",";
  if (isWith(all[from - 1]) || comma) {
    const group = all.slice(0, from - 1);
    if (comma) return peopleIn(group);
    // Whoever speaks of himself is left out with the polite words.
    return group.length === 0 ? 1 : peopleIn(group);
  }
  const join = all.findIndex((token, at) => at >= next && isWith(token));
  return join < 0 ? 0 : peopleIn(all.slice(join + 1));
}

function isWith(token: Token | undefined): boolean {
  return WITH.has(token?.text ?? "");
}

function peopleIn(group: Token[]): number {
  const words = group.map(({ plain }) => plain);
  if (words.some((word, at) => TWO.has(`${word} ${words[at + 1] ?? ""}`))) return 2;
  return words.some((word) => ONE.has(word)) ? 1 : 0;
}

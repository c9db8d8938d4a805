import { HEDGES } from "./around-numbers.ts";
import { numberWord, NUMBER_WORDS } from "./number-words.ts";
import type { Token } from "./tokens.ts";
import { COUNTED } from "./unit-words.ts";
import { lookUp } from "./word-table.ts";

/** Two words of which one would be a number alone: to invest, a company, bacon, salted crab, durian, mushrooms. */
const COMPOUNDS = new Set(
  (
    "đầu tư,vật tư,tư nhân,tư thương,tư liệu,công ty,cty tnhh,ba rọi,ba khía,ba gác,ba lô,ba sa,ba ba,hai lúa,một nắng,hai nắng," +
    "một số,sầu riêng,nấm rơm,nấm mèo,nấm bào,năm học,mười giờ,bảy núi,tám thơm,chín muồi"
  ).split(","),
);
/** The same without diacritics; some of these words are numbers only then. */
const BARE = new Set(
  (
    "dau tu,vat tu,tu nhan,cong ty,ba roi,ba khia,ba gac,ba sa,mot nang,sau rieng,nam rom,nam meo,nam bao,bich nam,phoi nam," +
    "trong nam,lam muoi,ruong muoi,ky muoi,kg muoi,bao muoi,tan muoi"
  ).split(","),
);

/** How many tokens from `at` are words of which no number is to be read; 0 where there are none. */
export function compoundAt(all: Token[], at: number): number {
  const [first, second] = [all[at], all[at + 1]];
  if (first?.kind !== "word" || second === undefined) return 0;
  if (first.text === "tùy" || (first.text === "tuy" && at === 0)) return dependsOn(all, at);
  if (second.kind !== "word") return 0;
  if (COMPOUNDS.has(`${first.text} ${second.text}`)) return 2;
  const bare = first.text === first.plain && second.text === second.plain;
  if (bare && BARE.has(`${first.plain} ${second.plain}`)) return 2;
  return isOfFather(all, at) ? 2 : 0;
}

const MOST_WORDS_OF_THING = 4;

/** `tùy năm`, `tùy chị Hai`, `tùy 2 đứa nhỏ`: what it depends on, up to a pause or `chừng`, is no number. */
function dependsOn(all: Token[], at: number): number {
  let next = at + 2;
  while (
    next < all.length &&
    next - at <= MOST_WORDS_OF_THING &&
    all[next]?.kind === "word" &&
    lookUp(all[next], HEDGES) === undefined
  )
    next += 1;
  return next - at;
}

/** `2 công của ba`: the father's. */
function isOfFather(all: Token[], at: number): boolean {
  const of = all[at]?.text === "của" || all[at]?.text === "cua" || all[at]?.text === "cho";
  if (!of || all[at + 1]?.text !== "ba") return false;
  const after = all[at + 2];
  return (
    after === undefined ||
    (after.kind !== "digits" &&
      numberWord(after, NUMBER_WORDS) === undefined &&
      lookUp(after, COUNTED) === undefined)
  );
}

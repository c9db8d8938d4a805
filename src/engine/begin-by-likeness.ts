import { holdsAccountNumber } from "../language/account-number.ts";
import { wordsIn } from "../language/said-phrase.ts";
import { isAtMenu } from "./begin-by-sentence.ts";
import type { Run } from "./run.ts";
import { rolesOf } from "./session.ts";
import { talksLike, type Likeness } from "./talks-like.ts";

/** Which talk asks what was meant, and begins that. */
export const MEANT = "meant";

/** A line of fewer words is a name or an answer; lists of words hold what such a one may begin. */
const FEWEST_WORDS = 3;
/** Twelve times likelier than the next one, and two hundred times likelier than chance: begun without asking. */
const SURE = 2.5;
const SURE_AT_ALL = 5.5;
/** Where a keyword or a wish leads elsewhere. */
const SURE_BESIDE_A_KEYWORD = 5;
/** Less than this is chance; what a household says that is like little goes to a person in her own words. */
const LEAST = { staff: 2, household: 5.5 };

/** What a line at the menu is like; null away from it, and where the line is too short to tell. */
export function likenessOf(run: Run, typed: string): Likeness[] | null {
  const { library, session } = run;
  if (!isAtMenu(run) || session.me.person === null || holdsAccountNumber(typed)) return null;
  if (wordsIn(typed).length < FEWEST_WORDS) return null;
  return talksLike(library, session.locale, typed, rolesOf(session));
}

/** The talk that a line surely means; null where two may be meant. `isNamed` where a keyword or a wish names one as well. */
export function surelyMeant(like: readonly Likeness[], isNamed: boolean): string | null {
  const [first, second] = like;
  if (first === undefined || first.score < SURE_AT_ALL) return null;
  const apart = first.score - (second?.score ?? 0);
  return apart >= (isNamed ? SURE_BESIDE_A_KEYWORD : SURE) ? first.flow : null;
}

/** Whether a line is like this talk, and like no other nearly as much: enough where a keyword names it as well. */
export function isMostLike([first, second]: readonly Likeness[], flow: string): boolean {
  return first?.flow === flow && first.score - (second?.score ?? -Infinity) >= SURE;
}

/** Whether it may be asked which talk is meant: not where the line is like nothing. */
export function isAskable({ session }: Run, [first]: readonly Likeness[]): boolean {
  const least = session.me.roles.length > 0 ? LEAST.staff : LEAST.household;
  return first !== undefined && first.score >= least;
}

import { holdsAccountNumber } from "../language/account-number.ts";
import { householdAsked } from "../language/household-asked.ts";
import { namingIn } from "../language/named-household.ts";
import { invitationCodeAlone } from "../language/invitation-code.ts";
import { isPutOff } from "../language/put-off.ts";
import { shortAsk } from "../language/short-asks.ts";
import { topicIn } from "../language/topic.ts";
import { isSentence } from "../language/sentence.ts";
import { onTop } from "./begin.ts";
import { isAskable, isMostLike, likenessOf, MEANT, surelyMeant } from "./begin-by-likeness.ts";
import { agrees } from "./only-agrees.ts";
import { isAtMenu, startBySentence } from "./begin-by-sentence.ts";
import { begunByFreeLine, entriesBeside, lineFor, type Begun } from "./begun-by-line.ts";
import type { Flow } from "./flow.ts";
import { flowByKeyword, flowNamed, isOpenTo, plain } from "./library.ts";
import { MAX_SAID } from "./limits.ts";
import { rolesOf } from "./session.ts";
import { say, text, type Run } from "./run.ts";
import { again } from "./interrupts.ts";
import { keepTalk } from "./talk-commands.ts";
import { push } from "./push.ts";
import type { Likeness } from "./talks-like.ts";
import { isThanks } from "./thanks.ts";
import { walk } from "./walk.ts";

/** A line that is no answer, and what it may begin: what it tells or wishes, a keyword's talk, and the talks that it is like. */
type Line = {
  typed: string;
  begun: Begun | null;
  keyword: Flow | null;
  /** It is the whole name of a talk. */
  isNamed: boolean;
  /** Null where likeness says nothing: away from the menu, of a word or two, of the name of a talk. */
  like: readonly Likeness[] | null;
};

/** The menu's other door: typed words that lead to another flow. False where they lead nowhere. */
export function startByWords(run: Run, typed: string): boolean {
  const { session } = run;
  if (session.me.roles.length === 0 && holdsAccountNumber(typed)) return refuseAccounts(run);
  const line = lineOf(run, typed);
  // The whole name of a talk is no wish; and who looks after others' households rather names a thing than tells of a wish.
  const namesFirst = line.isNamed || session.me.households.length === 0 || topicIn(typed) !== null;
  const [first, second] = namesFirst ? [startByKeyword, startByFreeLine] : [startByFreeLine, startByKeyword];
  return (
    startByInvitation(run, typed) ||
    startByLikeness(run, line) ||
    first(run, line) ||
    second(run, line) ||
    startByShortAsk(run, typed) ||
    startByCode(run, typed) ||
    takeLeave(run, typed) ||
    ((isAtMenu(run) || isLookingOn(run)) && !isGreeting(run, typed) && startByName(run, typed)) ||
    startByAsking(run, line) ||
    startBySentence(run, typed)
  );
}

/**
 * Begins what the words under a file surely tell or name, and nothing where they only may: they may as well say what it
 * shows. False then.
 */
export function startSurely(run: Run, typed: string): boolean {
  const line = lineOf(run, typed);
  const { begun, keyword, isNamed, like } = line;
  const first = run.library.flows.get(like?.[0]?.flow ?? "");
  const isKeyword = isNamed || (keyword !== null && like !== null && isMostLike(like, keyword.flow));
  return (
    // Nobody is alarmed by what only sounds like a calamity.
    (first?.urgent !== true && startByLikeness(run, line)) ||
    (begun?.isSure === true && startByFreeLine(run, line)) ||
    (isKeyword && startByKeyword(run, line))
  );
}

function lineOf(run: Run, typed: string): Line {
  const { library, session } = run;
  const roles = rolesOf(session);
  const isNamed = flowNamed(library, session.locale, typed, roles) !== null;
  return {
    typed,
    begun: begunByFreeLine(run, typed),
    keyword: flowByKeyword(library, session.locale, typed, roles),
    isNamed,
    like: isNamed ? null : likenessOf(run, typed),
  };
}

/**
 * A whole line tells more than one word of it: the talk that it is surely like begins before the one that a keyword of it
 * would begin. What is told with its figures, a household's wish, and what is urgent are read with more care than words are
 * counted, and are taken as they are; a wish in a line of the staff may be a question about many.
 */
function startByLikeness(run: Run, { typed, begun, keyword, like }: Line): boolean {
  if (like === null || (begun !== null && isTakenAsItIs(run, begun))) return false;
  const usual = [begun?.flow, keyword?.flow].filter((flow) => flow !== undefined);
  const sure = surelyMeant(like, usual.length > 0);
  const flow = sure === null ? undefined : run.library.flows.get(sure);
  if (flow === undefined || usual.includes(flow.flow)) return false;
  beginWith(run, flow, typed);
  return true;
}

function isTakenAsItIs({ session, library }: Run, { flow, each }: Begun): boolean {
  const isTold = each.some(({ wish }) => wish === undefined);
  return isTold || session.me.roles.length === 0 || library.flows.get(flow)?.urgent === true;
}

/** What is like some talks, and like none of them surely: which is meant is asked. */
function startByAsking(run: Run, { typed, like }: Line): boolean {
  if (like === null || !isAskable(run, like)) return false;
  keepTalk(run);
  push(run, MEANT, { line: typed.trim().slice(0, MAX_SAID) });
  walk(run);
  return true;
}

/** Thanks, an "ok", a "đúng rồi" and a "thôi khỏi" want no menu, but whom we do not know yet is welcomed, whatever was written first. */
function takeLeave(run: Run, typed: string): boolean {
  if (run.session.me.person === null) return false;
  const isNumber = /^\d+$/.test(typed.trim());
  const leaves =
    isThanks(run, typed) ||
    (isAtMenu(run) && !isNumber && !isSentence(typed) && (isPutOff(typed, ["no"]) || agrees(typed)));
  if (leaves) say(run, text(run, "common.done"));
  return leaves;
}

/** A word to begin with; people who are not known yet are welcomed, whatever they write first. */
export function isGreeting(run: Run, typed: string): boolean {
  const { me, locale } = run.session;
  const said = ` ${plain(typed)} `;
  return (
    me.person === null ||
    run.library.words
      .list(locale, "common.greetings")
      .some((greeting) => said.includes(` ${plain(greeting)} `))
  );
}

/** A household's line that holds the number of an account or a paper is kept nowhere, and begins nothing; officers look for somebody by one. */
function refuseAccounts(run: Run): boolean {
  run.effects.push({ kind: "forget", file: null });
  run.prefix = text(run, "common.no_accounts");
  again(run);
  return true;
}

/** A line that tells of something done, or of a wish: the flow that takes such lines. */
function startByFreeLine(run: Run, { typed, begun }: Line): boolean {
  if (begun === null) return false;
  keepTalk(run);
  for (const vars of begun.each) push(run, begun.flow, vars);
  pushEntriesBeside(run, begun.flow, typed);
  walk(run);
  return true;
}

/** What another part of the line tells for the book comes on top, so that it is offered first. */
function pushEntriesBeside(run: Run, flow: string, typed: string): void {
  const beside = entriesBeside(run, flow, typed);
  for (const vars of beside?.each ?? []) push(run, beside?.flow ?? flow, vars);
}

/** At the menu two or three words may ask for something that they would not say beside a question. */
function startByShortAsk(run: Run, typed: string): boolean {
  const wish = isAtMenu(run) ? shortAsk(typed) : null;
  // `gặp anh Tâm`: to whoever looks after others' homes he is one of these.
  if (wish === null || (wish === "named_officer" && run.session.me.roles.length > 0)) return false;
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find(
    (one) => isOpenTo(one, roles) && one.starts_on_wishes.includes(wish),
  );
  if (flow === undefined) return false;
  keepTalk(run);
  // `vay` says what it is about, and nothing that would save the question what is needed.
  push(run, flow.flow, isSentence(typed) ? { wish, said: typed.trim() } : { wish });
  walk(run);
  return true;
}

function startByKeyword(run: Run, { typed, keyword }: Line): boolean {
  if (keyword === null) return false;
  beginWith(run, keyword, typed);
  return true;
}

/** A talk that a line names, or is like. */
function beginWith(run: Run, flow: Flow, typed: string): void {
  keepTalk(run);
  push(run, flow.flow, lineFor(run, flow, typed));
  pushEntriesBeside(run, flow.flow, typed);
  walk(run);
}

/** Whom we do not know yet may begin with the code on her card. */
function startByInvitation(run: Run, typed: string): boolean {
  const code = run.session.me.person === null ? invitationCodeAlone(typed) : null;
  if (code === null) return false;
  keepTalk(run);
  push(run, "menu", { code });
  walk(run);
  return true;
}

/** Whether a mere name began what is looked at: another name turns to that one. */
function isLookingOn(run: Run): boolean {
  const [first] = run.session.stack;
  return first !== undefined && run.library.flows.get(first.flow)?.starts_on_names === true;
}

/** What nothing else takes may name a household: the flow that looks for it says so where there is none. */
function startByName(run: Run, typed: string): boolean {
  const asked =
    householdAsked(typed) ?? (namingIn(typed).called.length > 0 ? typed.trim().slice(0, MAX_SAID) : null);
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_names && isOpenTo(one, roles));
  if (asked === null || flow === undefined) return false;
  keepTalk(run);
  push(run, flow.flow, { ...lineFor(run, flow, typed), text: asked });
  walk(run);
  return true;
}

/** `4821`, `mã 4821`: four digits and no other, in a line that is hardly anything else. */
const FOUR_DIGITS = /^\D{0,20}(?<!\d)(\d{4})\D{0,10}$/;

/** The code of a meeting, sent while something else is offered: the talk under way goes on afterwards. */
export function startByCode(run: Run, typed: string): boolean {
  const code = FOUR_DIGITS.exec(typed.trim())?.[1];
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_codes && isOpenTo(one, roles));
  if (code === undefined || flow === undefined) return false;
  onTop(run, flow.flow, { code });
  return true;
}

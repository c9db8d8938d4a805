import type { Values } from "../domain/value.ts";
import { asksWhich } from "../language/asks-which.ts";
import { readFreeLine, type FreeLine } from "../language/free-line.ts";
import { householdAsked } from "../language/household-asked.ts";
import { namingIn, withoutSubject } from "../language/named-household.ts";
import { invitationCodeAlone } from "../language/invitation-code.ts";
import { isPutOff } from "../language/put-off.ts";
import { shortAsk } from "../language/short-asks.ts";
import { isSentence } from "../language/sentence.ts";
import { onTop } from "./begin.ts";
import { isAtMenu, startBySentence } from "./begin-by-sentence.ts";
import type { Flow } from "./flow.ts";
import { flowByKeyword, flowNamed, isOpenTo, plain } from "./library.ts";
import { MAX_SAID } from "./limits.ts";
import { rolesOf } from "./session.ts";
import { say, text, type Run } from "./run.ts";
import { keepTalk } from "./talk-commands.ts";
import { push } from "./push.ts";
import { isThanks } from "./thanks.ts";
import { walk } from "./walk.ts";

/** The menu's other door: typed words that lead to another flow. False where they lead nowhere. */
export function startByWords(run: Run, typed: string): boolean {
  // The whole name of a talk is no wish; and who looks after others' households rather names a thing than tells of a wish.
  const isNamed = flowNamed(run.library, run.session.locale, typed, rolesOf(run.session)) !== null;
  const namesFirst = isNamed || run.session.me.households.length === 0;
  const [first, second] = namesFirst ? [startByKeyword, startByFreeLine] : [startByFreeLine, startByKeyword];
  return (
    startByInvitation(run, typed) ||
    first(run, typed) ||
    second(run, typed) ||
    startByShortAsk(run, typed) ||
    startByCode(run, typed) ||
    takeLeave(run, typed) ||
    (isAtMenu(run) && !isGreeting(run, typed) && startByName(run, typed)) ||
    startBySentence(run, typed)
  );
}

/** Thanks, an "ok" and a "thôi khỏi" want no menu, but whom we do not know yet is welcomed, whatever was written first. */
function takeLeave(run: Run, typed: string): boolean {
  if (run.session.me.person === null) return false;
  const isNumber = /^\d+$/.test(typed.trim());
  const leaves =
    isThanks(run, typed) || (isAtMenu(run) && !isNumber && !isSentence(typed) && isPutOff(typed, ["no"]));
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

/** A line that tells of something done, or of a wish: the flow that takes such lines. */
function startByFreeLine(run: Run, typed: string): boolean {
  const begun = begunByFreeLine(run, typed);
  if (begun === null) return false;
  keepTalk(run);
  for (const vars of begun.each) push(run, begun.flow, vars);
  walk(run);
  return true;
}

/** What a line begins: a flow, once for each thing told. */
export type Begun = { flow: string; each: readonly Values[] };

/** The flow that takes a line outside any question, and what it is begun with; the first thing told comes last, on top. */
export function begunByFreeLine(run: Run, typed: string): Begun | null {
  const reading = readingOf(run, typed);
  if (reading === null) return null;
  const { value: told, subject } = reading;
  // What is ill is no line of the book before somebody has looked after it.
  const value: FreeLine =
    told.kind === "entry" && told.entry === "sick" ? { kind: "wish", wish: "disease" } : told;
  // `hộ nào đang vay vốn`: who looks after many asks about them, and tells of none.
  if (value.kind === "wish" && run.session.me.roles.length > 0 && asksWhich(typed)) return null;
  const said = typed.trim().slice(0, MAX_SAID);
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find(
    (candidate) =>
      isOpenTo(candidate, roles) &&
      (value.kind === "wish" ? candidate.starts_on_wishes.includes(value.wish) : candidate.starts_on_entries),
  );
  if (flow === undefined) return null;
  if (value.kind === "wish")
    return { flow: flow.flow, each: [{ ...lineFor(run, flow, typed), wish: value.wish, said }] };
  // Who stands behind an entry, `bán heo cho anh Hai`, bought it.
  const line = subject === null ? {} : lineFor(run, flow, subject);
  const entries = value.kind === "entry" ? [{ ...value, said }] : value.entries;
  const each = entries.toReversed().map(({ entry, item, quantity, amount, date, said: words }) => ({
    ...line,
    entry,
    item,
    quantity,
    amount,
    date,
    said: words.slice(0, MAX_SAID),
  }));
  return { flow: flow.flow, each };
}

/** Who works for others says whose it is first: `cô Sáu bán 3 con heo được 12tr`. */
function readingOf(run: Run, typed: string): { value: FreeLine; subject: string | null } | null {
  const { numbered, told } = worksForSeveral(run) ? withoutSubject(typed) : { numbered: false, told: [] };
  const whole = { subject: null, left: typed };
  for (const { subject, left } of numbered ? [...told, whole] : [whole, ...told]) {
    const value = entryIn(run, left);
    if (value !== null) return { value, subject };
  }
  return null;
}

/** Officers, and whoever holds the phone of two homes: `bà Lành bán rau 150 ngàn`. */
function worksForSeveral({ session: { me } }: Run): boolean {
  return me.roles.length > 0 || me.households.length > 1;
}

function entryIn(run: Run, line: string): FreeLine | null {
  const reading = readFreeLine(line, { now: run.now });
  return reading.kind === "understood" ? reading.value : null;
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

function startByKeyword(run: Run, typed: string): boolean {
  const flow = flowByKeyword(run.library, run.session.locale, typed, rolesOf(run.session));
  if (flow === null) return false;
  keepTalk(run);
  push(run, flow.flow, lineFor(run, flow, typed));
  walk(run);
  return true;
}

/** Who works for others' households may have named one in the line: the flow looks for it. */
function lineFor(run: Run, { takes }: Flow, typed: string): Values {
  return takes.includes("line") && worksForSeveral(run) ? { line: typed.trim().slice(0, MAX_SAID) } : {};
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

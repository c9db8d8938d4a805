import type { Values } from "../domain/value.ts";
import { readFreeLine } from "../language/free-line.ts";
import { householdAsked } from "../language/household-asked.ts";
import { isPutOff } from "../language/put-off.ts";
import { allOnTop, onTop, sameVars } from "./begin.ts";
import { flowByKeyword, flowNamed, isOpenTo, plain } from "./library.ts";
import { MAX_SAID } from "./limits.ts";
import { say, text, top, type Run } from "./run.ts";
import { isSentence } from "./sentence.ts";
import { keepTalk } from "./talk-commands.ts";
import { push, walk } from "./walk.ts";

/** The menu's other door: typed words that lead to another flow. False where they lead nowhere. */
export function startByWords(run: Run, typed: string): boolean {
  // The whole name of a talk is no wish; and who looks after others' households rather names a thing than tells of a wish.
  const isNamed = flowNamed(run.library, run.session.locale, typed, rolesOf(run)) !== null;
  const namesFirst = isNamed || run.session.me.households.length === 0;
  const [first, second] = namesFirst ? [startByKeyword, startByFreeLine] : [startByFreeLine, startByKeyword];
  return (
    first(run, typed) ||
    second(run, typed) ||
    startByCode(run, typed) ||
    takeLeave(run, typed) ||
    (isAtMenu(run) && !isGreeting(run, typed) && startByName(run, typed)) ||
    startBySentence(run, typed)
  );
}

/** Thanks, an "ok" and a "thôi khỏi" want no menu, but whom we do not know yet is welcomed, whatever was written first. */
function takeLeave(run: Run, typed: string): boolean {
  if (run.session.me.person === null) return false;
  const said = ` ${plain(typed)} `;
  const thanked = run.library.words
    .list(run.session.locale, "common.thanks")
    .some((word) => said.includes(` ${plain(word)} `));
  const isNumber = /^\d+$/.test(typed.trim());
  const leaves = thanked || (isAtMenu(run) && !isNumber && !isSentence(typed) && isPutOff(typed, ["no"]));
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

/** Whether nothing is asked but the menu itself; a talk may have ended with it. */
function isAtMenu(run: Run): boolean {
  const last = top(run);
  return last === null || last.flow === "menu";
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

/** What a line begins beside the question that stands: a flow, once for each thing told. */
type Beside = { flow: string; each: readonly Values[] };

/**
 * Words that are the whole name of another talk ("kế hoạch chờ duyệt", "họp xong rồi") begin it on top of the one under way,
 * which goes on afterwards. False where they name none.
 */
export function takeUpNamed(run: Run, typed: string): boolean {
  const named = flowNamed(run.library, run.session.locale, typed, rolesOf(run));
  return named !== null && takeUp(run, { flow: named.flow, each: [{}] });
}

/** The same for what is no answer to the question that stands, but a line for the book, a wish or the name of a talk. */
export function takeUpBeside(run: Run, typed: string): boolean {
  if (takeUpNamed(run, typed)) return true;
  const begun = begunByFreeLine(run, typed);
  return begun !== null && takeUp(run, begun);
}

/** False where the question comes before anything else, or where this is being talked about already. */
function takeUp(run: Run, { flow, each }: Beside): boolean {
  const { stack } = run.session;
  const isUnderWay = (vars: Values): boolean =>
    stack.some((frame) => frame.flow === flow && sameVars(frame.vars, vars));
  const isUndisturbed = stack.some((frame) => run.library.flows.get(frame.flow)?.undisturbed === true);
  if (isUndisturbed || each.some(isUnderWay)) return false;
  run.prefix = text(run, "common.taken_up_beside");
  allOnTop(run, flow, each);
  return true;
}

/** The flow that takes a line outside any question, and what it is begun with; the first thing told comes last, on top. */
function begunByFreeLine(run: Run, typed: string): Beside | null {
  const reading = readFreeLine(typed, { now: run.now });
  if (reading.kind !== "understood") return null;
  const { value } = reading;
  const said = typed.trim().slice(0, MAX_SAID);
  const roles = rolesOf(run);
  const flow = [...run.library.flows.values()].find(
    (candidate) =>
      isOpenTo(candidate, roles) &&
      (value.kind === "wish" ? candidate.starts_on_wishes.includes(value.wish) : candidate.starts_on_entries),
  );
  if (flow === undefined) return null;
  if (value.kind === "wish") return { flow: flow.flow, each: [{ wish: value.wish, said }] };
  const entries = value.kind === "entry" ? [{ ...value, said }] : value.entries;
  const each = entries.toReversed().map(({ entry, item, quantity, amount, date, said: words }) => ({
    entry,
    item,
    quantity,
    amount,
    date,
    said: words.slice(0, MAX_SAID),
  }));
  return { flow: flow.flow, each };
}

/** Which flows are open to whoever writes. */
function rolesOf({ session: { me } }: Run): string[] {
  if (me.person === null) return ["stranger"];
  return [...me.roles, ...(me.households.length > 0 ? ["household"] : [])];
}

function startByKeyword(run: Run, typed: string): boolean {
  const flow = flowByKeyword(run.library, run.session.locale, typed, rolesOf(run));
  if (flow === null) return false;
  keepTalk(run);
  push(run, flow.flow, {});
  walk(run);
  return true;
}

/** What nothing else takes may name a household: the flow that looks for it says so where there is none. */
function startByName(run: Run, typed: string): boolean {
  const asked = householdAsked(typed);
  const roles = rolesOf(run);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_names && isOpenTo(one, roles));
  if (asked === null || flow === undefined) return false;
  keepTalk(run);
  push(run, flow.flow, { text: asked });
  walk(run);
  return true;
}

/** What nobody here understands is passed on to a person; whoever goes on telling adds to it. */
function startBySentence(run: Run, typed: string): boolean {
  const roles = rolesOf(run);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_sentences && isOpenTo(one, roles));
  if (flow === undefined || !isSentence(typed)) return false;
  const begun = top(run);
  const before = begun?.flow === flow.flow ? begun.vars["said"] : null;
  if (before === null && !isAtMenu(run)) return false;
  const said = typeof before === "string" ? `${before}. ${typed.trim()}` : typed.trim();
  keepTalk(run);
  push(run, flow.flow, { said: said.slice(0, MAX_SAID) });
  walk(run);
  return true;
}

/** `4821`, `mã 4821`: four digits and no other, in a line that is hardly anything else. */
const FOUR_DIGITS = /^\D{0,20}(?<!\d)(\d{4})\D{0,10}$/;

/** The code of a meeting, sent while something else is offered: the talk under way goes on afterwards. */
export function startByCode(run: Run, typed: string): boolean {
  const code = FOUR_DIGITS.exec(typed.trim())?.[1];
  const roles = rolesOf(run);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_codes && isOpenTo(one, roles));
  if (code === undefined || flow === undefined) return false;
  onTop(run, flow.flow, { code });
  return true;
}

import type { Values } from "../domain/value.ts";
import { allOnTop, sameVars } from "./begin.ts";
import { isSentence } from "../language/sentence.ts";
import { begunByFreeLine, lineFor, type Begun } from "./begun-by-line.ts";
import { flowByKeyword, flowNamed } from "./library.ts";
import { text, top, type Run } from "./run.ts";
import { rolesOf } from "./session.ts";

/**
 * Words that are the whole name of another talk ("kế hoạch chờ duyệt", "họp xong rồi") begin it on top of the one under way,
 * which goes on afterwards. False where they name none.
 */
export function takeUpNamed(run: Run, typed: string): boolean {
  const named = flowNamed(run.library, run.session.locale, typed, rolesOf(run.session));
  return named !== null && takeUp(run, { flow: named.flow, each: [{}] });
}

/** Whether the words are the whole name of the talk that is asking: they ask for it once more and answer nothing in it. */
export function namesThisTalk(run: Run, typed: string): boolean {
  const named = flowNamed(run.library, run.session.locale, typed, rolesOf(run.session));
  return named !== null && named.flow === top(run)?.flow;
}

/** The same for what is no answer to the question that stands, but a line for the book, a wish or the name of a talk. */
export function takeUpBeside(run: Run, typed: string): boolean {
  if (takeUpNamed(run, typed)) return true;
  const ways = [begunByFreeLine, begunBySentence];
  // As at the menu: who looks after others' households rather names a talk than tells of a wish.
  if (run.session.me.households.length === 0) ways.reverse();
  const [first, second] = ways;
  const begun = first?.(run, typed) ?? second?.(run, typed) ?? null;
  // Who asks for help at a question wants the help of that question.
  const wantsHelp = begun?.each.some(({ wish }) => wish === "help") === true;
  return begun !== null && !wantsHelp && takeUp(run, begun);
}

/** `chưa về, con làm thêm 2 tháng nữa`, to a question about the plan: a whole sentence with words that begin a talk. */
function begunBySentence(run: Run, typed: string): Begun | null {
  const { library, session } = run;
  const flow = isSentence(typed) ? flowByKeyword(library, session.locale, typed, rolesOf(session)) : null;
  if (flow === null) return null;
  // Another line for the same talk is another matter, where it hears what is in a line.
  const isHere = session.stack.some((frame) => frame.flow === flow.flow) && !flow.takes.includes("line");
  return isHere ? null : { flow: flow.flow, each: [lineFor(run, flow, typed)] };
}

/** False where the question comes before anything else but what cannot wait, or where this is being talked about already. */
function takeUp(run: Run, { flow, each }: Begun): boolean {
  const { stack } = run.session;
  const isUnderWay = (vars: Values): boolean =>
    stack.some((frame) => frame.flow === flow && sameVars(frame.vars, vars));
  const isUrgent = run.library.flows.get(flow)?.urgent === true;
  const isUndisturbed =
    !isUrgent && stack.some((frame) => run.library.flows.get(frame.flow)?.undisturbed === true);
  if (isUndisturbed || each.some(isUnderWay)) return false;
  run.prefix = text(run, "common.taken_up_beside");
  allOnTop(run, flow, each, true);
  return true;
}

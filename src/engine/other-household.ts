import { isOnlyAnother, readWrongHousehold } from "../language/wrong-household.ts";
import { exactOption } from "./exact-option.ts";
import type { Step } from "./flow-file.ts";
import { asksWhose, toldAtStart, toldSince, WHOSE } from "./go-on-for.ts";
import { again } from "./interrupts.ts";
import { place, text, top, type Run } from "./run.ts";
import { takeOff, type Frame, type Wait } from "./session.ts";
import { push } from "./push.ts";
import { walk } from "./walk.ts";
import { shown } from "./wait.ts";

/** Which household then? And where something was put on record for the wrong one already: what can be taken back. */
const OTHER_HOUSEHOLD = "other_household";
const WRONG_RECORD = "wrong_record";

/**
 * `lộn hộ rồi`, `không phải hộ đó`, said in a talk about somebody's household: it is asked which one is meant, and nothing is
 * recorded for the wrong one. Where the talk has written something already, that is offered to be taken back instead. False
 * where nothing of the kind is said, or the talk is about no household.
 */
export function takeOtherHousehold(run: Run, step: Step, wait: Wait, typed: string): boolean {
  const { session } = run;
  if (session.me.roles.length === 0 && session.me.households.length < 2) return false;
  const wrong = readWrongHousehold(typed);
  if (wrong === null || (wait.options !== undefined && exactOption(typed, shown(run, wait)) !== null))
    return false;
  // Where any words are an answer, these two may be one.
  if (step.do === "ask" && step.answer.kind === "text" && isOnlyAnother(typed)) return false;
  const asking = top(run);
  if (asking?.flow === WRONG_RECORD) return false;
  if (asking?.flow === WHOSE) return refuseOffered(run, asking, step, wrong.line);
  const at = talkAbout(run);
  const frame = session.stack[at];
  const flow = frame === undefined ? undefined : run.library.flows.get(frame.flow);
  if (frame === undefined || flow === undefined) return false;
  const wrote = session.stack.slice(at).some((one) => one.wrote === true);
  while (session.stack.length > at + 1) takeOff(session);
  session.wait = null;
  if (wrote) {
    takeOff(session);
    session.acting = null;
    push(run, WRONG_RECORD, {});
  } else {
    const given = toldAtStart(flow, frame).length > 0;
    session.acting = null;
    run.prefix = text(run, "common.other_household");
    const told = given || toldSince(flow, frame).length > 0;
    push(run, OTHER_HOUSEHOLD, { told, given, ...(wrong.line === null ? {} : { line: wrong.line }) });
  }
  walk(run);
  return true;
}

/** It is being asked already: whom the line names is looked for; `Chị nói hộ cô Sáu, phải không?` has its own word for no. */
function refuseOffered(run: Run, frame: Frame, step: Step, line: string | null): boolean {
  const first = run.library.flows.get(frame.flow)?.steps[0]?.id;
  const no = step.do === "choose" ? step.goes?.["other"] : undefined;
  const target = line === null ? no : first;
  // Said once more while it is asked for that very reason: nothing else is begun by it.
  if (target === undefined && run.session.stack.at(-2)?.flow === OTHER_HOUSEHOLD) {
    again(run);
    return true;
  }
  if (target === undefined) return false;
  if (line !== null) {
    frame.vars = { line };
    frame.trail = [];
  }
  frame.step = target;
  run.session.wait = null;
  walk(run);
  return true;
}

/** The place of the talk that is for a household: the lowest one, down to where another talk was pushed aside; -1 for none. */
function talkAbout(run: Run): number {
  const { stack } = run.session;
  const begins = stack.findLastIndex(({ held }) => held !== undefined);
  return stack.findIndex((frame, index) => {
    const flow = run.library.flows.get(frame.flow);
    const whose = flow === undefined ? undefined : asksWhose(flow);
    if (index < begins || whose === undefined || place(run, frame)?.step.id === whose.id) return false;
    const found = Object.keys(whose.save).some((ours) => frame.vars[ours] === true);
    return found || (frame.vars["household"] ?? null) !== null;
  });
}

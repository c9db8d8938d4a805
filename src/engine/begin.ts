import type { Input } from "../domain/input.ts";
import type { Values } from "../domain/value.ts";
import { BUSY_MS, MAX_DEPTH, POSTPONE_MS } from "./limits.ts";
import { top, type Run } from "./run.ts";
import { takeOff } from "./session.ts";
import { isNotice, keepTalk } from "./talk-commands.ts";
import { push } from "./push.ts";
import { walk } from "./walk.ts";

/** Begins a flow that a timer or another person's act wants, on top of what is under way. */
export function startFlow(run: Run, input: Extract<Input, { kind: "start" }>): void {
  const flow = run.library.flows.get(input.flow);
  const { session } = run;
  if (flow === undefined) {
    // Planned by an older version. Nobody waits for it, so the talk under way is left alone.
    const note = `${input.flow}: there is no such flow any more`;
    run.effects.push({ kind: "task", code: "flow_failed", note });
    return;
  }
  // It is under way already: one more reminder of the same question would only be noise.
  if (session.stack.some((frame) => frame.flow === input.flow && sameVars(frame.vars, input.vars))) return;
  if (flow.waits_for_pause && session.stack.length > 0 && session.last_at !== null) {
    const quiet = run.now.getTime() - Date.parse(session.last_at);
    if (quiet < BUSY_MS) {
      run.effects.push({ kind: "postpone", input, afterMs: POSTPONE_MS });
      return;
    }
  }
  onTop(run, input.flow, input.vars);
}

/** Begins a flow on top of the talk, which goes on when that flow ends. */
export function onTop(run: Run, flowId: string, vars: Values): void {
  allOnTop(run, flowId, [vars]);
}

/**
 * The same for several beginnings of a flow, of which the last one comes first. `askedAgain`: the question that stood is asked
 * once more afterwards even where they only said something: it was said that it would be.
 */
export function allOnTop(run: Run, flowId: string, each: readonly Values[], askedAgain = false): void {
  if (run.session.stack.length + each.length > MAX_DEPTH) keepTalk(run);
  const stood = leaveNotices(run);
  const held = askedAgain ? null : stood;
  for (const [nth, vars] of each.entries()) {
    if (nth > 0 || run.session.stack.length === 0) push(run, flowId, vars);
    else push(run, flowId, vars, held);
  }
  walk(run);
}

/** Lets go of notices that stand on top: nobody goes back to one. Returns the turn of the question that is pushed aside. */
function leaveNotices(run: Run): number | null {
  const { session } = run;
  let held = session.wait?.turn ?? null;
  for (let frame = top(run); frame !== null && isNotice(run, frame); frame = top(run)) {
    takeOff(session);
    session.wait = null;
    held = frame.held ?? null;
  }
  return held;
}

/** Whether a beginning hands in what is being talked about already. */
export function sameVars(ours: Values, theirs: Values): boolean {
  return Object.entries(theirs).every(
    ([name, value]) => JSON.stringify(ours[name]) === JSON.stringify(value),
  );
}

import { say, text, top, type Run } from "./run.ts";
import type { Frame } from "./session.ts";

/** Puts a flow on top of the stack, at its first step. A flow that does not exist fails the talk plainly. */
export function push(run: Run, flowId: string, vars: Frame["vars"], held?: number | null): void {
  const flow = run.library.flows.get(flowId);
  const first = flow?.steps[0];
  if (flow === undefined || first === undefined) return fail(run, `there is no flow ${flowId}`);
  run.session.stack.push({
    flow: flowId,
    version: flow.version,
    step: first.id,
    vars,
    trail: [],
    ...(held === undefined ? {} : { held, held_for: run.session.acting }),
  });
}

/** A flow that cannot go on: one plain sentence, a task for a person, and the talk is over. Never silence. */
export function fail(run: Run, why: string): void {
  const frame = top(run);
  run.effects.push({
    kind: "task",
    code: "flow_failed",
    note: `${frame?.flow ?? "?"}.${frame?.step ?? "?"}: ${why}`,
  });
  run.session.stack = [];
  run.session.wait = null;
  run.session.call = null;
  say(run, text(run, "common.trouble"));
}

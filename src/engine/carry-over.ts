import type { Flow } from "./flow.ts";
import type { Frame } from "./session.ts";

/**
 * A talk that began in another version of its flow, ready to go on in this one: what was answered under a former id
 * of a question counts under its present one, so that it is read back, corrected and handed on as before.
 */
export function carryOver(flow: Flow | undefined, frame: Frame): Frame {
  if (flow === undefined || frame.version === flow.version) return frame;
  const idNow = (id: string): string => flow.byId.get(id)?.id ?? id;
  const entries = Object.entries(frame.vars).map(([name, value]): [string, typeof value] => [
    variableNow(flow, name),
    value,
  ]);
  return {
    ...frame,
    version: flow.version,
    vars: { ...Object.fromEntries(entries), ...keptAsTheyWere(flow, frame.vars) },
    trail: frame.trail.map(idNow),
    ...(frame.return_to === undefined ? {} : { return_to: idNow(frame.return_to) }),
  };
}

/** An answer without a name of its own is kept under the id of its question. */
function variableNow(flow: Flow, name: string): string {
  const step = flow.byId.get(name);
  return step !== undefined && step.id !== name && (step.do === "ask" || step.do === "choose")
    ? (step.save ?? step.id)
    : name;
}

/** Where both names were in use, the present one was meant. */
function keptAsTheyWere(flow: Flow, vars: Frame["vars"]): Frame["vars"] {
  return Object.fromEntries(Object.entries(vars).filter(([name]) => variableNow(flow, name) === name));
}

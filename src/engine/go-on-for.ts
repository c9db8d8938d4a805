import { at, type Values } from "../domain/value.ts";
import { following, type Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { place, type Run } from "./run.ts";
import type { Frame } from "./session.ts";

/** The talk in which one asks whom another is for. */
export const WHOSE = "whose";
/** What a talk is handed about its household; the rest of what it takes was told. */
const OF_HOUSEHOLD: readonly string[] = ["household", "line"];

/** The step at which a flow asks whose household it is for; undefined where it never does. */
export function asksWhose({ steps }: Flow): StepOf<"flow"> | undefined {
  return steps.find((step): step is StepOf<"flow"> => step.do === "flow" && step.flow === WHOSE);
}

/** What a talk was begun with that was told: a line for the book. A mere yes says what is to be done, not what is so. */
export function toldAtStart({ takes }: Flow, { vars }: Frame): string[] {
  return takes.filter(
    (name) => !OF_HOUSEHOLD.includes(name) && (vars[name] ?? null) !== null && vars[name] !== true,
  );
}

/**
 * The questions answered since it was asked whose household it is that may hold for another one: not which of the things of
 * the first is meant nor what was asked about that thing, not what is asked because of what its record holds
 * (`of_household`), and not what was taken over from there.
 */
export function toldSince(flow: Flow, frame: Frame): string[] {
  const looked = lookedUp(flow);
  const told: string[] = [];
  for (const id of frame.trail) {
    const step = flow.byId.get(id);
    if (step === undefined || isBefore(flow, step)) continue;
    if (step.do === "choose" && step.from !== undefined) break;
    const isOf = (step.do === "ask" || step.do === "choose") && step.of_household;
    if (!isOf && !isTakenOver(flow, frame, step, looked)) told.push(id);
  }
  return told;
}

/** Whether a step stands before the question whose household it is. */
function isBefore(flow: Flow, step: Step): boolean {
  const whose = asksWhose(flow);
  return whose !== undefined && flow.steps.indexOf(step) < flow.steps.indexOf(whose);
}

/** The answers before that question: what is to be done, and not for whom. */
function toldBefore(flow: Flow, { trail }: Frame): string[] {
  return trail.filter((id) => {
    const step = flow.byId.get(id);
    return step !== undefined && isBefore(flow, step) && !(step.do === "choose" && step.from !== undefined);
  });
}

/** The names under which a flow keeps what commands and other flows found. */
function lookedUp({ steps }: Flow): Set<string> {
  return new Set(
    steps.flatMap((step) => {
      if (step.do === "do") return step.save === undefined ? [] : [step.save];
      return step.do === "flow" ? Object.keys(step.save) : [];
    }),
  );
}

/** Whether the answer is what the record of the household held, and nobody's word. */
function isTakenOver({ steps }: Flow, { vars }: Frame, step: Step, looked: ReadonlySet<string>): boolean {
  const name = step.do === "ask" || step.do === "choose" ? (step.save ?? step.id) : null;
  if (name === null || (vars[name] ?? null) === null) return false;
  return steps.some((one) => {
    const from = one.do === "set" ? one.values[name] : undefined;
    if (from === undefined || from === null || typeof from !== "object") return false;
    return (
      looked.has(from.var.split(".")[0] ?? "") &&
      JSON.stringify(at(vars, from.var)) === JSON.stringify(vars[name])
    );
  });
}

/**
 * The talk below the one that runs goes on behind the question whose household it is for, now that another one is acted for.
 * What was looked up or chosen of the first household is forgotten, and so is what was told, unless `keep` says that it holds
 * for this one too: then nothing of it is asked again. A talk that was begun by what was told is over without it.
 */
export function goOnFor(run: Run, { keep }: Values): void {
  const frame = run.session.stack.at(-2);
  const flow = frame === undefined ? undefined : run.library.flows.get(frame.flow);
  const whose = flow === undefined ? undefined : asksWhose(flow);
  if (frame === undefined || flow === undefined || whose === undefined) return;
  const stood = place(run, frame)?.step.id;
  if (run.session.acting === null || (keep !== true && toldAtStart(flow, frame).length > 0)) {
    frame.step = "end";
    return;
  }
  const kept = keep === true ? [...toldBefore(flow, frame), ...toldSince(flow, frame)] : [];
  for (const name of lookedUp(flow)) delete frame.vars[name];
  for (const step of flow.steps) {
    if (
      (step.do === "ask" || step.do === "choose") &&
      frame.trail.includes(step.id) &&
      !kept.includes(step.id)
    )
      delete frame.vars[step.save ?? step.id];
  }
  for (const name of OF_HOUSEHOLD) frame.vars[name] = null;
  for (const [ours, theirs] of Object.entries(whose.save))
    frame.vars[ours] = theirs === "found" ? true : null;
  frame.trail = kept;
  if (kept.length > 0 && stood !== undefined) frame.return_to = stood;
  else delete frame.return_to;
  frame.step = whose.go ?? following(flow, whose);
}

import type { Values } from "../domain/value.ts";
import { following, type Flow } from "./flow.ts";
import type { StepOf } from "./flow-file.ts";
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

/** What a talk was begun with that was told: a line for the book. */
export function toldAtStart({ takes }: Flow, { vars }: Frame): string[] {
  return takes.filter((name) => !OF_HOUSEHOLD.includes(name) && (vars[name] ?? null) !== null);
}

/** The questions answered so far that say something of the household, and not which of its things is meant. */
export function toldSince(flow: Flow, { trail }: Frame): string[] {
  return trail.filter((id) => !isOfHousehold(flow, id));
}

function isOfHousehold(flow: Flow, id: string): boolean {
  const step = flow.byId.get(id);
  return step?.do === "choose" && step.from !== undefined;
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
  const kept = keep === true ? toldSince(flow, frame) : [];
  for (const step of flow.steps) {
    if (step.do === "do" || step.do === "flow") {
      const saved = step.do === "do" ? [step.save ?? ""] : Object.keys(step.save);
      for (const name of saved) delete frame.vars[name];
    }
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

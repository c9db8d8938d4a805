import type { Flow } from "../flow.ts";
import type { Step } from "../flow-file.ts";
import type { Note } from "./finding.ts";
import { rests, waysOut } from "./ways.ts";

/** Ways that lead nowhere, and steps that nothing leads to. */
export function inspectReach(flow: Flow, note: Note): void {
  const seen = new Set<string>();
  const open = flow.steps.slice(0, 1);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step.id)) continue;
    seen.add(step.id);
    for (const { to } of waysOut(flow, step)) {
      const next = flow.byId.get(to);
      if (next !== undefined) open.push(next);
    }
  }
  flow.steps.forEach((step, index) => {
    for (const { to, path } of waysOut(flow, step))
      if (to !== "end" && !flow.byId.has(to))
        note("error", ["steps", index, ...(path ?? [])], `there is no step ${to}; write a step's id, or end`);
    if (!seen.has(step.id))
      note("error", ["steps", index], `nothing leads to the step ${step.id}; remove it or lead to it`);
  });
}

/** Loops in which nothing waits for the person: such a talk would run until it is cut off. */
export function inspectLoops(flow: Flow, passes: ReadonlySet<string>, note: Note): void {
  const through = (step: Step): boolean => !rests(step) && (step.do !== "flow" || passes.has(step.flow));
  flow.steps.forEach((step, index) => {
    if (!through(step)) return;
    const seen = new Set<string>();
    const open = [step];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (!through(at)) continue;
      for (const { to } of waysOut(flow, at)) {
        const next = flow.byId.get(to);
        if (next === undefined) continue;
        if (next.id === step.id) {
          note("error", ["steps", index], `the step ${step.id} can come round to itself without a question`);
          return;
        }
        if (!seen.has(next.id)) open.push(next);
        seen.add(next.id);
      }
    }
  });
}

/** The flows that can end without ever having asked anything. */
export function passingFlows(flows: readonly Flow[]): Set<string> {
  const passing = new Set<string>();
  // A flow may pass because one that it begins passes, so it is looked at until nothing changes.
  for (let before = -1; before !== passing.size;) {
    before = passing.size;
    for (const flow of flows) if (canPass(flow, passing)) passing.add(flow.flow);
  }
  return passing;
}

function canPass(flow: Flow, passing: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const open = flow.steps.slice(0, 1);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step.id) || rests(step) || (step.do === "flow" && !passing.has(step.flow))) continue;
    seen.add(step.id);
    for (const { to } of waysOut(flow, step)) {
      if (to === "end") return true;
      const next = flow.byId.get(to);
      if (next !== undefined) open.push(next);
    }
  }
  return false;
}

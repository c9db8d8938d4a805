import { idOf, type Value } from "../domain/value.ts";
import { following, type Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import type { Run } from "./run.ts";
import type { Frame } from "./session.ts";

/** Stands in the record where a secret was answered. */
const HIDDEN = "•••";

/** An answer as it goes on record: the question as it was asked, and what was typed. */
type Answer = { asked: string; typed: string; value: Value };

/** Files an answer under its question, for the record and for the talk, and moves on to the step that it leads to. */
export function fileAnswer(
  run: Run,
  frame: Frame,
  flow: Flow,
  step: Step,
  { asked, typed, value }: Answer,
): void {
  run.effects.push({
    kind: "answer",
    flow: flow.flow,
    version: flow.version,
    step: step.id,
    asked,
    ...(step.do === "ask" && step.secret ? { typed: HIDDEN, value: HIDDEN } : { typed, value: idOf(value) }),
  });
  if (step.do === "ask" || step.do === "choose") frame.vars[step.save ?? step.id] = value;
  if (step.do !== "confirm") frame.trail = [...frame.trail.filter((id) => id !== step.id), step.id];
  const option = step.do === "choose" ? goesTo(step, value) : undefined;
  frame.step = option ?? step.go ?? following(flow, step);
}

/** Where choosing this option leads. */
export function goesTo(step: StepOf<"choose">, value: Value): string | undefined {
  const id = value !== null && typeof value === "object" && !Array.isArray(value) ? value["id"] : value;
  return typeof id === "string" ? step.goes?.[id] : undefined;
}

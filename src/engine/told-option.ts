import { optionTold } from "../language/option-told.ts";
import type { StepOf } from "./flow-file.ts";
import { text, type Run } from "./run.ts";
import type { Frame } from "./session.ts";
import { fixedOptions } from "./steps/choose.ts";

/**
 * Takes the option that the line names with which the talk began, once, and says so; false where it names none. Whoever comes
 * back to the question, or corrects it, is asked.
 */
export function takeTold(run: Run, frame: Frame, step: StepOf<"choose">): boolean {
  const name = step.save ?? step.id;
  if (step.told_in === undefined || Object.hasOwn(frame.vars, name)) return false;
  const options = fixedOptions(run, step);
  for (const from of step.told_in) {
    const line = frame.vars[from];
    if (typeof line !== "string") continue;
    const at = optionTold(
      line,
      options.map(({ label, also }) => [label, ...(also ?? [])]),
    );
    const option = at === null ? undefined : options[at];
    if (option === undefined) continue;
    frame.vars[name] = option.value;
    frame.trail = [...frame.trail, step.id];
    run.prefix = text(run, "common.heard", { what: option.label });
    return true;
  }
  return false;
}

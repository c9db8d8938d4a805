import { fileAnswer } from "./file-answer.ts";
import type { Flow } from "./flow.ts";
import type { StepOf } from "./flow-file.ts";
import type { Run } from "./run.ts";
import type { Frame } from "./session.ts";
import { stepText } from "./wait.ts";

/**
 * A picture sent while something else was asked, in a talk that asks for one picture later on: it waits for that question.
 * Whoever looks after this person hears of it all the same, since the talk may end before.
 */
export function awaitItsQuestion(frame: Frame, flow: Flow, file: string): void {
  const asking = flow.steps.filter((step) => step.do === "ask" && step.answer.kind === "photo");
  if (asking.length === 1 && asking.every(({ id }) => !frame.trail.includes(id))) frame.picture = file;
}

/** Answers the question with the picture that came before it; on record with the question as it would have been asked. */
export function takePicture(run: Run, frame: Frame, flow: Flow, step: StepOf<"ask">): boolean {
  if (step.answer.kind !== "photo" || frame.picture === undefined) return false;
  const value = { file: frame.picture };
  delete frame.picture;
  fileAnswer(run, frame, flow, step, { asked: stepText(run, step), typed: "[file]", value });
  return true;
}

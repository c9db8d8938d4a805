import type { StepOf } from "../flow-file.ts";
import { text, type Run } from "../run.ts";
import { rest, stepText, type Option } from "../wait.ts";

/** Asks a question and rests on it. */
export function ask(run: Run, step: StepOf<"ask">): void {
  const question = stepText(run, step);
  rest(run, step, step.optional ? withSkip(run, question) : question, askOptions(run, step));
}

/** How a question is left out, unless it says so itself. */
function withSkip(run: Run, question: string): string {
  const how = text(run, "common.may_skip");
  const word = /"[^"]+"/.exec(how)?.[0];
  return word !== undefined && question.includes(word) ? question : `${question} ${how}`;
}

/** A yes-or-no question is also offered as two options; other questions have none, so that a digit is an answer. */
export function askOptions(run: Run, step: StepOf<"ask">): Option[] {
  if (step.answer.kind !== "yes_no") return [];
  return [
    { label: text(run, "common.yes"), value: "yes" },
    { label: text(run, "common.no"), value: "no" },
  ];
}

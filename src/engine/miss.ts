import { isPutOff } from "../language/put-off.ts";
import { startByCode, startByWords } from "./begin-by-words.ts";
import type { Step } from "./flow-file.ts";
import { helpText, interrupt } from "./interrupts.ts";
import { MISSES_BEFORE_HELP, MISSES_BEFORE_PERSON } from "./limits.ts";
import { text, top, type Run } from "./run.ts";
import { takeUpBeside } from "./take-up.ts";
import type { Wait } from "./session.ts";
import { hasStepText, rest, stepText, tidy } from "./wait.ts";
import { walk } from "./walk.ts";

/** Not understood: first asked in other words, then with help, then a person is asked to look. */
export function miss(run: Run, step: Step, wait: Wait, typed: string | null): void {
  const misses = wait.misses + 1;
  const { session } = run;
  if (step.do === "choose" && step.menu && typed !== null) {
    if (startByWords(run, typed)) return;
  }
  if (step.do === "choose" && typed !== null && startByCode(run, typed)) return;
  const isSecret = step.do === "ask" && step.secret;
  if (typed !== null && !isSecret && takeUpBeside(run, typed)) return;
  if (typed !== null && step.do === "confirm" && isPutOff(typed)) return interrupt(run, "stop");
  if (misses >= MISSES_BEFORE_PERSON) {
    run.effects.push({ kind: "task", code: "not_understood", note: `${top(run)?.flow ?? "?"}.${step.id}` });
    run.prefix = text(run, "common.person_will_look");
  } else if (wait.mode === "fix") run.prefix = text(run, "common.again.choose");
  else if (misses >= MISSES_BEFORE_HELP) run.prefix = helpText(run, step);
  else run.prefix = againText(run, step);
  if (wait.mode === "fix") rest(run, step, wait.asked, (wait.options ?? []).map(tidy), { mode: "fix" });
  else walk(run);
  // The same question rests again: its misses go on counting until a person has been asked.
  const counted = misses >= MISSES_BEFORE_PERSON ? 0 : misses;
  if (session.call !== null && session.call.step === step.id)
    session.call = { ...session.call, misses: counted };
  else if (session.wait !== null && session.wait.shape === wait.shape)
    session.wait = { ...session.wait, misses: counted };
}

function againText(run: Run, step: Step): string {
  if (hasStepText(run, step, ".again")) return stepText(run, step, ".again");
  if (step.do === "ask") return text(run, `common.again.${step.answer.kind}`);
  return text(run, "common.again.choose");
}

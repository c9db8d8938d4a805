import { exactOption } from "./exact-option.ts";
import type { Step } from "./flow-file.ts";
import type { TypedCommand } from "./library.ts";
import { readReply } from "./read-reply.ts";
import type { Run } from "./run.ts";
import type { Wait } from "./session.ts";
import { shown } from "./wait.ts";

/** There may be none of it: 0 is an answer. */
const COUNTED: readonly string[] = ["number", "money", "quantity", "area"];
const READ_FROM_DIGITS: readonly string[] = [...COUNTED, "year", "date", "time", "phone", "marks"];

/**
 * Whether a text that could be a command answers the question that stands instead: a word that is on the screen; a 0
 * or 9 where a number is asked for; "không" and "sai rồi" where they are answers; "dung" without its marks, which is
 * đúng rather than dừng where đúng is an answer.
 */
export function answersQuestion(
  run: Run,
  step: Step,
  wait: Wait,
  { command, exact }: TypedCommand,
  typed: string,
): boolean {
  if (wait.options !== undefined && exactOption(typed, shown(run, wait)) !== null) return true;
  // Any text would do as an answer, so that it could be one tells nothing.
  const asked = wait.mode === "answer" && step.do === "ask" ? step.answer.kind : null;
  if (asked === "text" || asked === "person_name" || asked === "code" || asked === "identity_number")
    return false;
  const { kind } = readReply(run, step, wait, { kind: "text", text: typed });
  if (command === "skip" && canSkip(step, wait)) return asked === "yes_no" && kind === "value";
  if (!exact || command === "skip" || command === "correct") return kind === "value";
  const counts = asked !== null && (typed.trim() === "0" ? COUNTED : READ_FROM_DIGITS).includes(asked);
  return counts && /^\d+$/.test(typed.trim()) && kind !== "unread";
}

/** Whether the question may go unanswered. */
export function canSkip(step: Step, wait: Wait): step is Extract<Step, { do: "ask" | "choose" }> {
  return wait.mode === "answer" && (step.do === "ask" || step.do === "choose") && step.optional;
}

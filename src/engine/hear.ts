import type { Value } from "../domain/value.ts";
import { dayIn, heardIn, hourIn } from "../language/heard.ts";
import { objectionIn } from "../language/figure-denied.ts";
import { sumIn, thingsIn } from "../language/things-told.ts";
import { optionTold } from "../language/option-told.ts";
import { fileAnswer } from "./file-answer.ts";
import type { StepOf } from "./flow-file.ts";
import { purposeIn } from "../language/loan-told.ts";
import { orderIn } from "../language/order-told.ts";
import { promiseIn, withoutPromise } from "../language/promise-told.ts";
import { tellsOfIt } from "../language/sentence.ts";
import { topicIn } from "../language/topic.ts";
import { flowNamed } from "./library.ts";
import { place, text, top, type Run } from "./run.ts";
import { rolesOf } from "./session.ts";
import { stepText, type Option } from "./wait.ts";

/**
 * Takes the answer to a question that `hears` from the line that began the talk, where it says it clearly: nobody is asked
 * for what she has just written. It goes on record with that line. Each question hears once, so that whoever goes back to it
 * is asked. True where it was answered.
 */
export function hear(
  run: Run,
  step: StepOf<"ask"> | StepOf<"choose">,
  options: readonly Option[] = [],
): boolean {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (step.hears === false || frame === null || here === null) return false;
  // A wish that began the talk is handed on as what was said.
  const line = frame.vars["line"] ?? frame.vars["said"];
  const heard = frame.heard ?? [];
  if (typeof line !== "string" || heard.includes(step.id) || frame.return_to !== undefined) return false;
  frame.heard = [...heard, step.id];
  // `ghi hỗ trợ đã nhận` is the name of the talk, and tells of nothing yet.
  const { locale } = run.session;
  if (flowNamed(run.library, locale, line, rolesOf(run.session)) !== null) return false;
  const value = step.do === "ask" ? answerIn(run, step, line) : optionIn(run, step, line, options);
  if (value === null) return false;
  fileAnswer(run, frame, here.flow, step, { asked: stepText(run, step), typed: line, value });
  // Beside the questions of the talk, which are asked again of another household, it is no answer of its own.
  if (step.hears === "only") frame.trail = frame.trail.filter((id) => id !== step.id);
  return true;
}

/** What of a longer line is heard as a text; null where it tells nothing of the kind. */
export const TOLD = {
  things: thingsIn,
  topic: (line: string) => topicIn(line)?.topic ?? null,
  promise: promiseIn,
  objection: objectionIn,
  purpose: purposeIn,
  order: orderIn,
  all: (line: string) => (tellsOfIt(line) ? line : null),
} as const;

function answerIn(run: Run, { answer }: StepOf<"ask">, line: string): Value {
  if (answer.kind === "time") return hourIn(line);
  if (answer.kind === "text") return answer.told === undefined ? null : TOLD[answer.told](line);
  if (answer.kind === "money") return sumIn(line);
  if (answer.kind !== "date") return null;
  const { direction, term } = answer;
  // What is promised lies ahead, and is no day on which something was done.
  const told = direction === "back" ? withoutPromise(line) : line;
  return dayIn(told, { now: run.now, term, ...(direction === undefined ? {} : { direction }) });
}

/** Of fixed options those that have words to be heard by; of those that a query found, by their names. */
function optionIn(run: Run, step: StepOf<"choose">, line: string, options: readonly Option[]): Value {
  if (step.hears === "named") return namedIn(run, line, options);
  const { flow = "common" } = top(run) ?? {};
  const hearable = options.map(({ label, value }, index) => {
    const id = idIn(value);
    const fixed = id !== null && step.options?.includes(id) === true;
    const key = `${flow}.${step.id}.options.${id ?? ""}_heard`;
    return {
      id: String(index),
      phrases: fixed ? run.library.words.list(run.session.locale, key) : [],
      // `Trần Thị Diễm · Ấp 1`
      name: fixed ? null : (label.split(" · ")[0] ?? label),
    };
  });
  const heard = heardIn(line, hearable);
  return heard === null ? null : (options[Number(heard)]?.value ?? null);
}

function namedIn(run: Run, line: string, options: readonly Option[]): Value {
  const at = optionTold(
    line,
    options.map(({ label, also }) => [label, ...(also ?? [])]),
  );
  const option = at === null ? undefined : options[at];
  if (option === undefined) return null;
  run.prefix = text(run, "common.heard", { what: option.label });
  return option.value;
}

function idIn(value: Value): string | null {
  const id = value !== null && typeof value === "object" && !Array.isArray(value) ? value["id"] : value;
  return typeof id === "string" ? id : null;
}

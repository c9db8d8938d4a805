import type { Input } from "../domain/input.ts";
import { idOf, type Value } from "../domain/value.ts";
import { following } from "./flow.ts";
import type { Step } from "./flow-file.ts";
import { helpText, interrupt, again, startByWords } from "./interrupts.ts";
import { commandOf, type Command, type TypedCommand } from "./library.ts";
import { MAX_TYPED, MISSES_BEFORE_HELP, MISSES_BEFORE_PERSON } from "./limits.ts";
import { readReply, type ReplyReading } from "./read-reply.ts";
import { place, text, top, type Run } from "./run.ts";
import type { Wait } from "./session.ts";
import { askWhichToFix, shownValue } from "./steps/confirm.ts";
import { goesTo, walk } from "./walk.ts";
import { hasStepText, MORE, pages, rest, shapeOf, shown, stepText } from "./wait.ts";

type Said = Exclude<Input, { kind: "start" | "timeout" | "left" }>;

/** Takes what the person did as an answer to the question that stands. */
export function reply(run: Run, wait: Wait, said: Said): void {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (frame === null || here === null || shapeOf(here.step) !== wait.shape) {
    // A new version of the flow asks something else here: this is no answer to it.
    if (here !== null) run.prefix = text(run, "common.flow_changed");
    return walk(run);
  }
  const { step } = here;
  if (said.kind === "tap") return tapped(run, step, wait, said);
  if (said.kind === "text") {
    const typed = commandOf(run.library, run.session.locale, said.text);
    if (typed !== null && !isAnswer(run, step, wait, typed, said.text))
      return obey(run, step, wait, typed.command);
  }
  const reading = readReply(run, step, wait, said);
  settle(run, step, wait, reading, said.kind === "text" ? said.text.slice(0, MAX_TYPED) : `[${said.kind}]`);
}

function tapped(run: Run, step: Step, wait: Wait, tap: Extract<Said, { kind: "tap" }>): void {
  const key = `${tap.turn}.${tap.option}`;
  // The same button twice: the first tap has been answered.
  if (run.session.last_tap === key) return;
  const option = tap.turn === wait.turn ? shown(run, wait)[tap.option] : undefined;
  if (option === undefined) {
    run.prefix = text(run, "common.old_button");
    return again(run);
  }
  run.session.last_tap = key;
  settle(run, step, wait, { kind: "value", value: option.value }, option.label);
}

/**
 * A bare 0 or 9 is a number where a number was asked for; "không" and "sai rồi" answer what can be answered so; and
 * "dung" without its marks is đúng rather than dừng where đúng is an answer.
 */
function isAnswer(
  run: Run,
  step: Step,
  wait: Wait,
  { command, exact }: TypedCommand,
  typed: string,
): boolean {
  if (
    !exact &&
    readReply(run, step, wait, { kind: "text", text: typed }).kind === "value" &&
    !asksForWords(step, wait)
  )
    return true;
  const asked = wait.mode === "answer" && step.do === "ask" ? step.answer.kind : null;
  const skippable = wait.mode === "answer" && "optional" in step && step.optional;
  if ((command === "skip" && !skippable) || command === "correct")
    return (
      !asksForWords(step, wait) && readReply(run, step, wait, { kind: "text", text: typed }).kind === "value"
    );
  const numeric = asked !== null && !["text", "yes_no", "person_name", "photo", "code"].includes(asked);
  return numeric && /^\d+$/.test(typed.trim());
}

/** Any text would do as an answer here, so it tells nothing. */
function asksForWords(step: Step, wait: Wait): boolean {
  return (
    wait.mode === "answer" && step.do === "ask" && ["text", "person_name", "code"].includes(step.answer.kind)
  );
}

function obey(run: Run, step: Step, wait: Wait, command: Command): void {
  if (
    command === "skip" &&
    wait.mode === "answer" &&
    (step.do === "ask" || step.do === "choose") &&
    step.optional
  )
    return accept(run, step, wait, null, "");
  if (command === "correct" && step.do === "confirm")
    return settle(run, step, wait, { kind: "value", value: "fix" }, "");
  interrupt(run, command);
}

function settle(run: Run, step: Step, wait: Wait, reading: ReplyReading, typed: string): void {
  switch (reading.kind) {
    case "value":
      return reading.value === MORE ? nextPage(run, step, wait) : take(run, step, wait, reading.value, typed);
    case "sure":
      return rest(
        run,
        step,
        text(run, "common.sure", { read: shownValue(run, step, reading.value) }),
        [
          { label: text(run, "common.right"), value: reading.value },
          { label: text(run, "common.not_right"), value: null },
        ],
        { mode: "sure", misses: wait.misses, typed },
      );
    case "which":
      return rest(
        run,
        step,
        text(run, "common.which"),
        [
          ...reading.values.map((value) => ({ label: shownValue(run, step, value), value })),
          { label: text(run, "common.none_of_these"), value: null },
        ],
        { mode: "which", misses: wait.misses, typed },
      );
    case "kept_file":
      run.prefix = text(run, `common.kept_${reading.file}`);
      return again(run);
    case "unread":
      return miss(run, step, wait, reading.typed);
    default:
      return reading satisfies never;
  }
}

/** What was chosen or understood, in the mode that the question is in. */
function take(run: Run, step: Step, wait: Wait, value: Value, typed: string): void {
  const frame = top(run);
  if (frame === null) return;
  if (wait.mode === "fix" && typeof value === "string") {
    frame.trail = frame.trail.filter((id) => id !== value);
    frame.step = value;
    return walk(run);
  }
  if (wait.mode === "sure" || wait.mode === "which") {
    if (value === null) return miss(run, step, wait, null);
    return accept(run, step, wait, value, wait.typed ?? typed);
  }
  if (step.do === "confirm") {
    if (value === "right") return accept(run, step, wait, value, typed);
    frame.return_to = step.id;
    if (askWhichToFix(run, step, step.reads)) return;
    return walk(run);
  }
  accept(run, step, wait, value, typed);
}

/** Files the answer under its question and walks on. */
function accept(run: Run, step: Step, wait: Wait, value: Value, typed: string): void {
  const frame = top(run);
  const flow = frame === null ? undefined : place(run, frame)?.flow;
  if (frame === null || flow === undefined) return;
  run.session.wait = null;
  run.effects.push({
    kind: "answer",
    flow: flow.flow,
    version: flow.version,
    step: step.id,
    asked: wait.asked,
    typed,
    value: idOf(value),
  });
  if (step.do === "ask" || step.do === "choose") frame.vars[step.save ?? step.id] = value;
  if (step.do !== "confirm") frame.trail = [...frame.trail.filter((id) => id !== step.id), step.id];
  const option = step.do === "choose" ? goesTo(step, value) : undefined;
  frame.step = option ?? step.go ?? following(flow, step);
  walk(run);
}

function nextPage(run: Run, step: Step, wait: Wait): void {
  const page = ((wait.page ?? 0) + 1) % pages(wait);
  const options = (wait.options ?? []).map(({ label, value, also }) =>
    also === undefined ? { label, value } : { label, value, also },
  );
  rest(run, step, stepText(run, step), options, { page, mode: wait.mode, misses: wait.misses });
}

/** Not understood: first asked in other words, then with help, then a person is asked to look. */
function miss(run: Run, step: Step, wait: Wait, typed: string | null): void {
  const misses = wait.misses + 1;
  const { session } = run;
  if (step.do === "choose" && step.menu && typed !== null) {
    if (startByWords(run, typed)) return;
  }
  if (misses >= MISSES_BEFORE_PERSON) {
    run.effects.push({ kind: "task", code: "not_understood", note: `${top(run)?.flow ?? "?"}.${step.id}` });
    run.prefix = text(run, "common.person_will_look");
  } else if (misses >= MISSES_BEFORE_HELP) run.prefix = helpText(run, step);
  else run.prefix = againText(run, step);
  walk(run);
  // The same question rests again: its misses go on counting until a person has been asked.
  if (session.wait !== null && session.wait.shape === wait.shape)
    session.wait = { ...session.wait, misses: misses >= MISSES_BEFORE_PERSON ? 0 : misses };
}

function againText(run: Run, step: Step): string {
  if (hasStepText(run, step, ".again")) return stepText(run, step, ".again");
  if (step.do === "ask") return text(run, `common.again.${step.answer.kind}`);
  return text(run, "common.again.choose");
}

import type { Value } from "../domain/value.ts";
import { fileAnswer } from "./file-answer.ts";
import type { Step } from "./flow-file.ts";
import { again } from "./interrupts.ts";
import { miss } from "./miss.ts";
import type { ReplyReading } from "./reply-reading.ts";
import { place, text, top, type Run } from "./run.ts";
import type { Frame, Wait } from "./session.ts";
import { askWhichToFix, shownValue } from "./steps/confirm.ts";
import { rememberTold } from "./told.ts";
import { walk, walkFrom } from "./walk.ts";
import { MORE, nextPage, pages, rest } from "./wait.ts";
import { whichLabel } from "./which-label.ts";

/** Does what a reply was read as: takes it, reads it back, offers what it may mean, or asks once more. */
export function settle(run: Run, step: Step, wait: Wait, reading: ReplyReading, typed: string): void {
  if (["sure", "which", "refused"].includes(reading.kind)) rememberTold(run, null);
  switch (reading.kind) {
    case "value":
      return reading.value === MORE && pages(wait) > 1
        ? nextPage(run, step, wait)
        : take(run, step, wait, reading.value, typed);
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
          ...reading.values.map(({ value, why }) => ({ label: whichLabel(run, step, value, why), value })),
          { label: text(run, "common.none_of_these"), value: null },
        ],
        { mode: "which", misses: wait.misses, typed },
      );
    case "correct": {
      const frame = top(run);
      if (frame === null) return;
      frame.return_to = step.id;
      return fix(run, frame, reading.question);
    }
    case "later":
      return walkFrom(run, reading.to);
    case "kept_file":
      run.prefix = text(run, `common.kept_${reading.file}`);
      return again(run);
    case "refused":
      run.effects.push({ kind: "forget", file: null });
      run.prefix = text(run, "common.no_accounts");
      return again(run);
    case "unread":
      miss(run, step, wait, reading.typed);
      if (run.session.wait?.shape === wait.shape) rememberTold(run, null);
      return;
    default:
      return reading satisfies never;
  }
}

/** What was chosen or understood, in the mode that the question is in. */
function take(run: Run, step: Step, wait: Wait, value: Value, typed: string): void {
  const frame = top(run);
  if (frame === null) return;
  if (wait.mode === "fix" && typeof value === "string") return fix(run, frame, value);
  if (wait.mode === "sure" || wait.mode === "which") {
    if (value === null) return miss(run, step, wait, null);
    const offered = wait.options?.some((option) => sameValue(option.value, value)) === true;
    return accept(run, step, wait, value, offered ? (wait.typed ?? typed) : typed);
  }
  if (step.do === "confirm") {
    if (value === "right") return accept(run, step, wait, value, typed);
    frame.return_to = step.id;
    if (askWhichToFix(run, step, step.reads)) return;
    return walk(run);
  }
  accept(run, step, wait, value, typed);
}

/** Asks the chosen question again. A new version may have lost it, or do something here instead of asking. */
function fix(run: Run, frame: Frame, wanted: string): void {
  const question = run.library.flows.get(frame.flow)?.byId.get(wanted);
  if (question?.do !== "ask" && question?.do !== "choose") return askAnew(run);
  frame.trail = frame.trail.filter((id) => id !== question.id);
  frame.step = question.id;
  walk(run);
}

/** Files the answer under its question and walks on. */
export function accept(run: Run, step: Step, wait: Wait, value: Value, typed: string): void {
  const frame = top(run);
  const flow = frame === null ? undefined : place(run, frame)?.flow;
  if (frame === null || flow === undefined) return;
  if (wait.mode === "answer" && step.do !== "confirm") rememberTold(run, step.id);
  run.session.wait = null;
  fileAnswer(run, frame, flow, step, { asked: wait.asked, typed, value });
  walk(run);
}

function sameValue(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Asks what stands here now, and says why. Where nothing stands any more, walking finds the nearest safe place. */
export function askAnew(run: Run): void {
  run.prefix = text(run, "common.flow_changed");
  walk(run);
}

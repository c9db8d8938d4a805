import { onTop } from "./begin.ts";
import type { Command } from "./library.ts";
import type { Step } from "./flow-file.ts";
import { place, say, text, top, type Run } from "./run.ts";
import { takeOff } from "./session.ts";
import { askWhichToFix } from "./steps/confirm.ts";
import { keepTalk, talkCommand } from "./talk-commands.ts";
import { push } from "./push.ts";
import { walk } from "./walk.ts";
import { hasStepText, stepText } from "./wait.ts";

/** Carries out what may be typed at any time. The talk under way is kept, never lost. */
export function interrupt(run: Run, command: Command): void {
  const frame = top(run);
  const step = frame === null ? null : (place(run, frame)?.step ?? null);
  switch (command) {
    case "menu":
      keepTalk(run);
      push(run, "menu", {});
      return walk(run);
    case "stop":
      keepTalk(run);
      push(run, "stop", {});
      return walk(run);
    case "back":
      return back(run);
    case "correct":
      if (correct(run)) return;
      run.prefix = text(run, "common.nothing_to_fix");
      return again(run);
    case "help":
      run.prefix = step !== null ? helpText(run, step) : text(run, "common.help");
      return again(run);
    case "language":
      return frame?.flow === "language" ? again(run) : onTop(run, "language", {});
    case "person":
      return onTop(run, "person", {});
    case "skip":
      run.prefix = text(run, "common.cannot_skip");
      return again(run);
    case "go_on":
      if (frame === null && run.session.kept.length > 0) push(run, "resume", {});
      // At the menu, where it is offered, it is asked for.
      else if (frame?.flow === "menu" && run.session.kept.length > 0) talkCommand(run, "talk.resume", {});
      return again(run);
    default:
      return command satisfies never;
  }
}

/** What helps with this question: its own help, or what can be typed here in general. */
export function helpText(run: Run, step: Step): string {
  if (hasStepText(run, step, ".help")) return stepText(run, step, ".help");
  if (step.do === "ask") return text(run, `common.help_with.${step.answer.kind}`);
  return text(run, `common.help_with.${step.do === "choose" || step.do === "confirm" ? "choose" : "text"}`);
}

/** Puts the question before the person once more; with no talk under way, the menu. */
export function again(run: Run): void {
  if (run.session.stack.length === 0) push(run, "menu", {});
  walk(run);
}

/**
 * Asks which answer to correct, of this flow or of the nearest one around it that has any; false where there is none.
 * A sub-flow that was asking is begun anew afterwards, since what it asks may depend on what is corrected.
 */
function correct(run: Run): boolean {
  const { stack } = run.session;
  for (let depth = stack.length; depth > 0; depth--) {
    const frame = stack[depth - 1];
    const step = frame === undefined ? undefined : place(run, frame)?.step;
    if (frame === undefined || step === undefined) return false;
    run.session.stack = stack.slice(0, depth);
    frame.return_to = step.id;
    if (askWhichToFix(run, step, frame.trail)) return true;
    delete frame.return_to;
    run.session.stack = stack;
    if (frame.held !== undefined) return false;
  }
  return false;
}

function back(run: Run): void {
  const { session } = run;
  const frame = top(run);
  if (frame === null) return again(run);
  if (session.wait !== null && session.wait.mode !== "answer") {
    delete frame.return_to;
    return again(run);
  }
  const inMenu = frame.flow === "menu";
  for (let here = top(run); here !== null; here = top(run)) {
    const last = here.trail.filter((id) => id !== here.step).at(-1);
    if (last !== undefined) {
      here.trail = here.trail.slice(0, here.trail.lastIndexOf(last));
      here.step = last;
      delete here.return_to;
      return walk(run);
    }
    takeOff(session);
    // Below is the talk that this one pushed aside.
    if (here.held !== undefined) return walk(run);
  }
  if (inMenu) say(run, text(run, "common.no_way_back"));
  again(run);
}

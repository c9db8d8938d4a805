import { pictureQuestion, takePicture } from "./early-picture.ts";
import { goesTo } from "./file-answer.ts";
import { following, type Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { hear } from "./hear.ts";
import { MAX_DEPTH, MAX_STEPS_PER_TURN } from "./limits.ts";
import { fail, push } from "./push.ts";
import { allGiven, call, given, holds, known, place, say, text, top, type Run } from "./run.ts";
import { takeOff, type Frame } from "./session.ts";
import { ask } from "./steps/ask.ts";
import { choose, fixedOptions } from "./steps/choose.ts";
import { confirm } from "./steps/confirm.ts";
import { talkCommand } from "./talk-commands.ts";
import { at } from "../domain/value.ts";
import { stepText } from "./wait.ts";

/** Goes on at this step of the flow. */
export function walkFrom(run: Run, step: string): void {
  const frame = top(run);
  if (frame !== null) frame.step = step;
  walk(run);
}

/** Walks forward from where the talk stands until it rests on a question, waits for a call, or has ended. */
export function walk(run: Run): void {
  while (run.session.stack.length > 0) {
    if (++run.walked > MAX_STEPS_PER_TURN) return runAway(run);
    const frame = top(run);
    if (frame === null) return;
    if (frame.step === "end") {
      if (endFrame(run, frame)) return;
      continue;
    }
    const here = place(run, frame);
    if (here === null) return toSafePlace(run, frame);
    frame.step = here.step.id;
    if (execute(run, frame, here.flow, here.step) === "rest") return;
  }
}

/** Does one step; `rest` means that the talk waits now. */
function execute(run: Run, frame: Frame, flow: Flow, step: Step): "rest" | "on" {
  const onward = (target?: string): "on" => {
    frame.step = target ?? step.go ?? following(flow, step);
    return "on";
  };
  if (frame.return_to === step.id) delete frame.return_to;
  switch (step.do) {
    case "say": {
      const file = step.file === undefined ? null : at(known(run, frame), step.file);
      say(run, stepText(run, step), typeof file === "string" ? file : undefined, step.secret);
      return onward();
    }
    case "ask":
      if (alreadyAnswered(frame, step)) return onward();
      if (takePicture(run, frame, flow, step) || hear(run, step)) return "on";
      if (step.hears === "only") return onward();
      ask(run, step);
      return "rest";
    case "choose": {
      const pictured = frame.picture === undefined ? null : pictureQuestion(flow, step);
      if (pictured !== null) return onward(pictured);
      if (alreadyAnswered(frame, step)) return onward(goesTo(step, frame.vars[step.save ?? step.id] ?? null));
      if (step.hears === "only" && step.from === undefined)
        return hear(run, step, fixedOptions(run, step)) ? "on" : onward();
      const offered = choose(run, step);
      return offered === "nothing" ? onward(step.none) : offered === "heard" ? "on" : "rest";
    }
    case "confirm":
      // All is told by now: another way led here than to the question that was left.
      delete frame.return_to;
      confirm(run, step);
      return "rest";
    case "branch": {
      const values = known(run, frame);
      const taken = step.cases.find(({ when }) =>
        Array.isArray(when) ? when.every((one) => holds(values, one)) : holds(values, when),
      );
      return onward(taken?.go ?? step.otherwise);
    }
    case "set": {
      const values = known(run, frame);
      for (const [name, wanted] of Object.entries(step.values)) frame.vars[name] = given(values, wanted);
      // On to the next household, for which nothing is written yet.
      if (step.values["household"] === null) delete frame.wrote;
      // Another line is heard anew, also where it was put right.
      if ("line" in step.values) {
        delete frame.heard;
        delete frame.return_to;
      }
      return onward();
    }
    case "do": {
      const handed = allGiven(known(run, frame), step.with);
      // Commands about the talk itself are the engine's own; the rest belongs to the business areas.
      if (step.command.startsWith("talk.")) {
        onward();
        talkCommand(run, step.command, handed);
        return "on";
      }
      call(run, step, step.command, handed);
      return "rest";
    }
    case "flow":
      if (run.session.stack.length >= MAX_DEPTH) {
        fail(run, `more than ${MAX_DEPTH} flows on top of one another`);
        return "rest";
      }
      push(run, step.flow, allGiven(known(run, frame), step.with));
      return "on";
    case "end":
      return onward("end");
    default:
      return step satisfies never;
  }
}

/** Takes the ended flow off; true where nothing is left to walk and the talk rests as it is. */
function endFrame(run: Run, ended: Frame): boolean {
  const { session } = run;
  takeOff(session);
  const below = top(run);
  if (below === null) {
    session.wait = null;
    return !offerKept(run, ended);
  }
  if (ended.held !== undefined) {
    // It never asked anything, so the question that the person has before her still stands.
    if (session.wait !== null && session.wait.turn === ended.held) return true;
    run.prefix ??= text(run, "common.back_to_talk");
    return false;
  }
  if (ended.wrote === true) below.wrote = true;
  const here = place(run, below);
  if (here?.step.do === "flow" && here.step.flow === ended.flow) {
    for (const [ours, theirs] of Object.entries(here.step.save))
      below.vars[ours] = ended.vars[theirs] ?? null;
    below.step = here.step.go ?? following(here.flow, here.step);
  }
  return false;
}

/** Offers the talk that was put aside, once; later it stays in the menu. */
function offerKept(run: Run, ended: Frame): boolean {
  const { session } = run;
  const kept = session.kept.at(-1);
  if (kept === undefined || kept.offered || ended.flow === "resume" || ended.flow === "stop") return false;
  session.kept = [...session.kept.slice(0, -1), { ...kept, offered: true }];
  push(run, "resume", {});
  return true;
}

/** While one answer is being corrected, the others are not asked again. */
function alreadyAnswered(frame: Frame, step: StepOf<"ask"> | StepOf<"choose">): boolean {
  return frame.return_to !== undefined && frame.trail.includes(step.id);
}

/** A step that a new version has lost: the last question that still exists, else the flow's beginning, else the menu. */
function toSafePlace(run: Run, frame: Frame): void {
  const flow = run.library.flows.get(frame.flow);
  run.prefix = text(run, "common.flow_changed");
  run.session.wait = null;
  delete frame.return_to;
  const first = flow?.steps[0];
  if (flow === undefined || first === undefined) {
    takeOff(run.session);
    if (run.session.stack.length === 0) push(run, "menu", {});
    return walk(run);
  }
  const last = frame.trail.toReversed().find((id) => {
    const step = flow.byId.get(id);
    return step?.do === "ask" || step?.do === "choose";
  });
  frame.trail = last === undefined ? [] : frame.trail.slice(0, frame.trail.lastIndexOf(last));
  frame.step = last ?? first.id;
  walk(run);
}

/** Whatever was said on the way round and round is better not said. */
function runAway(run: Run): void {
  run.effects = run.effects.filter(({ kind }) => kind !== "send");
  fail(run, "walked too far without a question");
}

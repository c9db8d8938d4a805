import { readFreeLine } from "../language/free-line.ts";
import { flowByKeyword, isOpenTo, plain, type Command } from "./library.ts";
import { BUSY_MS, MAX_DEPTH, MAX_SAID, POSTPONE_MS } from "./limits.ts";
import type { Input } from "../domain/input.ts";
import type { Values } from "../domain/value.ts";
import type { Step } from "./flow-file.ts";
import { place, say, text, top, type Run } from "./run.ts";
import { askWhichToFix } from "./steps/confirm.ts";
import { keepTalk } from "./talk-commands.ts";
import { push, walk } from "./walk.ts";
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

/** Begins a flow that a timer or another person's act wants, on top of what is under way. */
export function startFlow(run: Run, input: Extract<Input, { kind: "start" }>): void {
  const flow = run.library.flows.get(input.flow);
  const { session } = run;
  if (flow === undefined) {
    // Planned by an older version. Nobody waits for it, so the talk under way is left alone.
    const note = `${input.flow}: there is no such flow any more`;
    run.effects.push({ kind: "task", code: "flow_failed", note });
    return;
  }
  // It is under way already: one more reminder of the same question would only be noise.
  if (session.stack.some((frame) => frame.flow === input.flow && sameVars(frame.vars, input.vars))) return;
  if (flow.waits_for_pause && session.stack.length > 0 && session.last_at !== null) {
    const quiet = run.now.getTime() - Date.parse(session.last_at);
    if (quiet < BUSY_MS) {
      run.effects.push({ kind: "postpone", input, afterMs: POSTPONE_MS });
      return;
    }
  }
  onTop(run, input.flow, input.vars);
}

/** Begins a flow on top of the talk, which goes on when that flow ends. */
export function onTop(run: Run, flowId: string, vars: Values): void {
  if (run.session.stack.length >= MAX_DEPTH) keepTalk(run);
  if (run.session.stack.length === 0) push(run, flowId, vars);
  else push(run, flowId, vars, run.session.wait?.turn ?? null);
  walk(run);
}

/** A picture or a voice message that no question asked for. */
export function startWithFile(run: Run, sent: Extract<Input, { kind: "file" }>): void {
  keepTalk(run);
  push(run, "loose_file", { file: sent.id ?? null, what: sent.file });
  walk(run);
}

/** The menu's other door: typed words that lead to another flow. False where they lead nowhere. */
export function startByWords(run: Run, typed: string): boolean {
  return startByFreeLine(run, typed) || startByKeyword(run, typed) || takeThanks(run, typed);
}

/** Thanks and an "ok" want no menu, but whom we do not know yet is welcomed, whatever was written first. */
function takeThanks(run: Run, typed: string): boolean {
  if (run.session.me.person === null) return false;
  const said = ` ${plain(typed)} `;
  const thanked = run.library.words
    .list(run.session.locale, "common.thanks")
    .some((word) => said.includes(` ${plain(word)} `));
  if (thanked) say(run, text(run, "common.done"));
  return thanked;
}

/** A line that tells of something done, or of a wish: the flow that takes such lines. */
function startByFreeLine(run: Run, typed: string): boolean {
  const reading = readFreeLine(typed, { now: run.now });
  if (reading.kind !== "understood") return false;
  const { value } = reading;
  const said = typed.trim().slice(0, MAX_SAID);
  const roles = rolesOf(run);
  const flow = [...run.library.flows.values()].find(
    (candidate) =>
      isOpenTo(candidate, roles) &&
      (value.kind === "entry"
        ? candidate.starts_on_entries
        : candidate.starts_on_wishes.includes(value.wish)),
  );
  if (flow === undefined) return false;
  keepTalk(run);
  if (value.kind === "wish") push(run, flow.flow, { wish: value.wish, said });
  else {
    const { entry, item, quantity, amount, date } = value;
    push(run, flow.flow, { entry, item, quantity, amount, date, said });
  }
  walk(run);
  return true;
}

function rolesOf({ session: { me } }: Run): string[] {
  if (me.person === null) return ["stranger"];
  return [...me.roles, ...(me.households.length > 0 ? ["household"] : [])];
}

function startByKeyword(run: Run, typed: string): boolean {
  const flow = flowByKeyword(run.library, run.session.locale, typed, rolesOf(run));
  if (flow === null) return false;
  keepTalk(run);
  push(run, flow.flow, {});
  walk(run);
  return true;
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
    session.stack.pop();
    // Below is the talk that this one pushed aside.
    if (here.held !== undefined) return walk(run);
  }
  if (inMenu) say(run, text(run, "common.no_way_back"));
  again(run);
}

function sameVars(ours: Values, theirs: Values): boolean {
  return Object.entries(theirs).every(
    ([name, value]) => JSON.stringify(ours[name]) === JSON.stringify(value),
  );
}

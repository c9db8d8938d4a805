import type { Input } from "../domain/input.ts";
import { joinAlbum } from "./album.ts";
import type { CallResult, Effect, EngineInput } from "./effects.ts";
import { takeEdited } from "./edited.ts";
import { following } from "./flow.ts";
import { commandOf, type Library } from "./library.ts";
import { refusalOf, refuseFile } from "./papers.ts";
import { onTop, startFlow } from "./begin.ts";
import { startWithFile } from "./begin-with-file.ts";
import { isGreeting, startByCode, startByWords } from "./begin-by-words.ts";
import { hear } from "./hear.ts";
import { interrupt, again } from "./interrupts.ts";
import { MAX_SAID, NUDGE_AFTER_MS } from "./limits.ts";
import { beginRun, place, say, text, top, type Run } from "./run.ts";
import { onlyAgrees } from "./only-agrees.ts";
import { reply } from "./reply.ts";
import { askAnew } from "./settle.ts";
import { served } from "./served.ts";
import { takeOff, type Session } from "./session.ts";
import { isOwed, isRepeated, leaveNobodyInSilence } from "./silence.ts";
import { leftToStaff, staffWrote } from "./staff-talk.ts";
import { fixedOptions, offer, queriedOptions } from "./steps/choose.ts";
import { shapeOf, shortOf } from "./wait.ts";
import { isNotice, keepTalk } from "./talk-commands.ts";
import { fail, push } from "./push.ts";
import { beginTold, rememberTold, settleTold } from "./told.ts";
import { walk } from "./walk.ts";

/**
 * Takes one input to its resting point. Pure and synchronous: no clock, no store, no network; the caller
 * carries out the effects in their order, and steps again with the result where the last one is a call.
 */
export function step(
  library: Library,
  session: Session,
  input: EngineInput,
  now: Date,
): { session: Session; effects: Effect[] } {
  const run = beginRun(library, session, now);
  const before = session.wait?.turn;
  beginTold(run, input);
  dispatch(run, input);
  settleTold(run, input);
  leaveNobodyInSilence(run, isOwed(session, input, now));
  if (run.session.call === null) forgetSecrets(run);
  const { wait } = run.session;
  if (wait !== null && wait.turn !== before)
    run.effects.push({ kind: "nudge", afterMs: nudgeAfter(run), turn: wait.turn });
  return { session: run.session, effects: run.effects };
}

/** A secret lives until its command has taken it. */
function forgetSecrets(run: Run): void {
  for (const frame of run.session.stack)
    for (const name of run.library.flows.get(frame.flow)?.secrets ?? []) delete frame.vars[name];
}

/** In a link; an invitation's code is longer. */
const MEETING_CODE = /^\d{4}$/;

function dispatch(run: Run, input: EngineInput): void {
  const { session } = run;
  if (input.kind === "result") return resumeCall(run, input.result);
  if (input.kind === "staff_wrote") return staffWrote(run);
  if (leftToStaff(run, input) || input.kind === "left" || joinAlbum(run, input)) return;
  if (input.kind === "edited") {
    const anew = takeEdited(run, input);
    return anew === null ? undefined : dispatch(run, anew);
  }
  if (input.kind === "start") return startFlow(run, input);
  if (input.kind === "timeout") return nudge(run, input.turn);
  if (input.kind === "arrived" && (input.code !== undefined || session.stack.length === 0)) {
    session.last_at = run.now.toISOString();
    const { code } = input;
    // For whom no meeting is, its link is a door like any other: it must not count as a wrong invitation.
    if (code === undefined || MEETING_CODE.test(code)) {
      if (code === undefined || !startByCode(run, code)) onTop(run, "menu", {});
      return;
    }
    return onTop(run, "menu", { code });
  }
  delete session.album;
  const refusal = input.kind === "file" ? refusalOf(run, input) : null;
  if (input.kind === "file" && refusal !== null) refuseFile(run, input, refusal);
  else if (session.stack.length === 0 || session.wait === null) idle(run, input);
  else reply(run, session.wait, input);
  session.last_at = run.now.toISOString();
}

/** Nothing was asked: a command, a keyword, a picture out of the blue, or a greeting. */
function idle(
  run: Run,
  input: Exclude<Input, { kind: "start" | "timeout" | "left" | "staff_wrote" | "edited" }>,
): void {
  run.session.stack = [];
  if (input.kind === "file") return startWithFile(run, input);
  if (input.kind === "tap") {
    if (isRepeated(run.session, input, run.now)) return;
    served(run, input, null);
    run.prefix = text(run, "common.old_button");
    return again(run);
  }
  if (input.kind === "text") {
    const meant = commandOf(run.library, run.session.locale, input.text);
    if (meant !== null && onlyAgrees(run, meant, input.text)) return say(run, text(run, "common.done"));
    const command = meant?.command ?? null;
    if (command !== null && command !== "back" && command !== "skip" && command !== "correct")
      return interrupt(run, command);
    if (startByWords(run, input.text)) return;
    if (!isGreeting(run, input.text)) {
      run.prefix = text(run, "common.not_clear");
      rememberTold(run, null);
    }
  }
  if (input.kind === "unsupported") run.prefix = text(run, "common.unsupported");
  push(run, "menu", input.kind === "text" ? { said: input.text.slice(0, MAX_SAID) } : {});
  walk(run);
}

/** Goes on with what a command or query found. */
function resumeCall(run: Run, result: CallResult): void {
  const { session } = run;
  const { call } = session;
  const frame = top(run);
  session.call = null;
  if (result.acting !== undefined) session.acting = result.acting;
  const here = frame === null ? null : place(run, frame);
  if (frame !== null && result.wrote === true) frame.wrote = true;
  if (call === null || frame === null || here === null)
    return fail(run, "a result came that nothing waited for");
  run.prefix = call.prefix;
  run.walked = call.walked;
  const { step: at, flow } = here;
  if (at.do === "choose") {
    const options = queriedOptions(run, at, result.value ?? null);
    const fixed = fixedOptions(run, at);
    const all = at.options_first ? [...fixed, ...options] : [...options, ...fixed];
    if (options.length > 0) return hear(run, at, all) ? walk(run) : offer(run, at, all, call.misses);
    if (at.none === undefined) return fail(run, `${call.name} offers nothing, and the step has no \`none\``);
    frame.step = at.none;
    return walk(run);
  }
  if (at.do !== "do") return fail(run, "a result came at a step that does not call");
  if (at.save !== undefined) frame.vars[at.save] = result.value ?? null;
  const target = result.code === "ok" ? (at.go ?? following(flow, at)) : at.on[result.code];
  if (target === undefined)
    return fail(run, `${call.name} answered ${result.code}, which the flow does not expect`);
  frame.step = target;
  walk(run);
}

/** Nobody answered: the flow's own way out, or the question once more. A stale timer does nothing. */
function nudge(run: Run, turn: number): void {
  const { wait } = run.session;
  const frame = top(run);
  if (wait === null || wait.turn !== turn || frame === null) return;
  const here = place(run, frame);
  if (here === null || shapeOf(here.step) !== wait.shape) return askAnew(run);
  const { step: asked } = here;
  const target = asked.do === "ask" || asked.do === "choose" ? asked.timeout?.go : undefined;
  if (target === "end" && isNotice(run, frame)) {
    // Nobody has answered a notice, so nobody is there for the talk that it pushed aside: it is offered another time.
    takeOff(run.session);
    return keepTalk(run);
  }
  if (target !== undefined) {
    frame.step = target;
    return walk(run);
  }
  if (frame.flow === "menu") return;
  say(run, text(run, "common.nudge", { question: shortOf(run, asked, wait) }));
}

function nudgeAfter(run: Run): number {
  const frame = top(run);
  const asked = frame === null ? undefined : place(run, frame)?.step;
  const after = asked?.do === "ask" || asked?.do === "choose" ? asked.timeout?.after : undefined;
  return after === undefined ? NUDGE_AFTER_MS : durationMs(after);
}

/** P3D or PT12H, as the flow file allows them. */
function durationMs(duration: string): number {
  const amount = Number(/\d+/.exec(duration)?.[0] ?? "1");
  return amount * (duration.endsWith("D") ? 86_400_000 : 3_600_000);
}

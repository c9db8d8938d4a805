import type { Input } from "../domain/input.ts";
import type { Value } from "../domain/value.ts";
import { isForLater, isPutOff } from "../language/put-off.ts";
import { refusePapers } from "./papers.ts";
import { answersQuestion, canSkip } from "./answers-question.ts";
import { awaitItsQuestion } from "./early-picture.ts";
import type { Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { startWithFile } from "./begin.ts";
import { startByWords } from "./begin-by-words.ts";
import { namesThisTalk, takeUpNamed } from "./take-up.ts";
import { isOption } from "./exact-option.ts";
import { whichLabel } from "./which-label.ts";
import { fileAnswer } from "./file-answer.ts";
import { takeOtherHousehold } from "./other-household.ts";
import { again, interrupt } from "./interrupts.ts";
import { commandOf, flowNamed, type Command } from "./library.ts";
import { miss } from "./miss.ts";
import { readReply } from "./read-reply.ts";
import { typedOf, type ReplyReading } from "./reply-reading.ts";
import { place, text, top, type Run } from "./run.ts";
import { rolesOf, type Frame, type Wait } from "./session.ts";
import { otherAnswer } from "./other-answer.ts";
import { served } from "./served.ts";
import { isRepeated } from "./silence.ts";
import { askWhichToFix, shownValue } from "./steps/confirm.ts";
import { isThanks } from "./thanks.ts";
import { rememberTold } from "./told.ts";
import { walk, walkFrom } from "./walk.ts";
import { MORE, pages, rest, shapeOf, shown, stepText, nextPage } from "./wait.ts";

type Said = Exclude<Input, { kind: "start" | "timeout" | "left" | "staff_wrote" | "edited" }>;
type Typed = Extract<Said, { kind: "text" }>;
type Here = { flow: Flow; step: Step };

/** Takes what the person did as an answer to the question that stands. */
export function reply(run: Run, wait: Wait, said: Said): void {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (frame === null || here === null || shapeOf(here.step) !== wait.shape) return replyToChanged(run, said);
  const { step } = here;
  if (said.kind === "tap") return tapped(run, step, wait, said);
  if (said.kind === "arrived") {
    // Opening the chat again is no answer, and no mistake either.
    run.prefix = text(run, "common.back_to_talk");
    return again(run);
  }
  if (said.kind === "text" && takeOtherHousehold(run, step, wait, said.text)) return;
  if (said.kind === "text") {
    const typed = commandOf(run.library, run.session.locale, said.text);
    const isCommand = typed !== null && !answersQuestion(run, step, wait, typed, said.text);
    // Not while an answer is put right: what is there already is not thrown away by a "không".
    const mayLeave =
      step.do === "ask" &&
      step.answer.kind === "text" &&
      wait.mode === "answer" &&
      frame.return_to === undefined;
    const isSkip = typed?.command === "skip" && mayLeave && step.later !== undefined;
    if (isCommand && !isSkip) return obey(run, step, wait, typed.command, said.text);
    const isDone = mayLeave && canSkip(step, wait) && isThanks(run, said.text);
    if (isDone || (mayLeave && (isSkip || isLeft(step, said.text)))) return leave(run, step, wait, said.text);
  }
  // "Kế hoạch chờ duyệt" is not the option "Duyệt"; only an option's very words come before the name of another talk.
  if (said.kind === "text" && step.do === "choose" && !step.menu && !isOption(wait, said.text)) {
    if (takeUpNamed(run, said.text)) return;
    if (namesThisTalk(run, said.text)) return again(run);
  }
  // At a menu as well: `kế hoạch nào chờ duyệt` need not be read back as the option that it is like.
  // The name of the talk under way is rather one of its options: `nộp báo cáo` there.
  if (said.kind === "text" && step.do === "choose" && step.menu && !isOption(wait, said.text)) {
    const named = flowNamed(run.library, run.session.locale, said.text, rolesOf(run.session));
    if (named !== null && named.flow !== frame.flow && startByWords(run, said.text)) return;
  }
  if (said.kind === "file" && step.do === "choose" && step.menu) return startWithFile(run, said);
  if (step.do === "ask" && step.secret) {
    if (said.kind === "file") return refusePapers(run, said);
    run.effects.push({ kind: "forget", file: null });
  }
  const reading = readReply(run, step, wait, said);
  if (reading.kind === "kept_file" && said.kind === "file") {
    keepAside(run, said);
    if (said.file === "photo" && said.id !== undefined) awaitItsQuestion(frame, here.flow, said.id);
  }
  if (
    said.kind === "text" &&
    ["unread", "sure"].includes(reading.kind) &&
    takeOther(run, frame, here, wait, said)
  )
    return;
  settle(run, step, wait, reading, typedOf(said));
}

/** Takes both answers where an option was passed over for what it would have asked. */
function takeOther(run: Run, frame: Frame, { flow, step }: Here, wait: Wait, said: Typed): boolean {
  const other = otherAnswer(run, flow, step, wait, said);
  if (other === null) return false;
  const typed = typedOf(said);
  fileAnswer(run, frame, flow, step, { asked: wait.asked, typed, value: other.option });
  settle(run, other.question, { ...wait, asked: stepText(run, other.question) }, other.reading, typed);
  return true;
}

/** "Để coi" is no sentence to be kept; nor are "không" and "không biết" where the flow knows what to say to them. */
function isLeft(step: StepOf<"ask">, typed: string): boolean {
  return step.later === undefined ? isForLater(typed) : isPutOff(typed, ["no", "unknown"]);
}

/** The flow's own way out; else what may be left open is left open, and what may not waits until later. */
function leave(run: Run, step: StepOf<"ask">, wait: Wait, typed: string): void {
  if (step.later !== undefined) return walkFrom(run, step.later);
  if (canSkip(step, wait)) return accept(run, step, wait, null, typed);
  interrupt(run, "stop");
}

/** A picture or voice note that the question has no use for is not lost: it goes to whoever looks after this person. */
function keepAside(run: Run, said: Extract<Said, { kind: "file" }>): void {
  if (said.id === undefined || (said.file !== "photo" && said.file !== "voice")) return;
  run.effects.push({ kind: "task", code: `loose_${said.file}`, note: said.id });
}

/** A new version of the flow asks something else here: this is no answer to it, but a command still is one. */
function replyToChanged(run: Run, said: Said): void {
  const typed = said.kind === "text" ? commandOf(run.library, run.session.locale, said.text) : null;
  if (typed?.exact === true && !["help", "skip", "correct", "go_on"].includes(typed.command))
    return interrupt(run, typed.command);
  askAnew(run);
}

/** Asks what stands here now, and says why. Where nothing stands any more, walking finds the nearest safe place. */
export function askAnew(run: Run): void {
  run.prefix = text(run, "common.flow_changed");
  walk(run);
}

function tapped(run: Run, step: Step, wait: Wait, tap: Extract<Said, { kind: "tap" }>): void {
  const key = `${tap.turn}.${tap.option}`;
  if (isRepeated(run.session, tap, run.now)) return;
  const option = tap.turn === wait.turn ? shown(run, wait)[tap.option] : undefined;
  if (option === undefined) {
    served(run, tap, null);
    run.prefix = text(run, "common.old_button");
    return again(run);
  }
  served(run, tap, option.label);
  run.session.last_tap = key;
  settle(run, step, wait, { kind: "value", value: option.value }, option.label);
}

function obey(run: Run, step: Step, wait: Wait, command: Command, typed: string): void {
  if (command === "skip" && canSkip(step, wait)) return accept(run, step, wait, null, typed);
  if (command === "correct" && step.do === "confirm")
    return settle(run, step, wait, { kind: "value", value: "fix" }, typed);
  interrupt(run, command);
}

function settle(run: Run, step: Step, wait: Wait, reading: ReplyReading, typed: string): void {
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
function accept(run: Run, step: Step, wait: Wait, value: Value, typed: string): void {
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

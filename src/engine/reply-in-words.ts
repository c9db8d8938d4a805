import { isForLater, isPutOff } from "../language/put-off.ts";
import { answersQuestion, canSkip } from "./answers-question.ts";
import { startByWords } from "./begin-by-words.ts";
import { isOption } from "./exact-option.ts";
import { fileAnswer } from "./file-answer.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { again, interrupt } from "./interrupts.ts";
import { answerLate } from "./late-answer.ts";
import { commandOf, flowNamed, type Command } from "./library.ts";
import { onlyAgrees } from "./only-agrees.ts";
import { otherAnswer } from "./other-answer.ts";
import { takeOtherHousehold } from "./other-household.ts";
import { readReply } from "./read-reply.ts";
import type { Flow } from "./flow.ts";
import { say, text, type Run } from "./run.ts";
import { rolesOf, type Frame, type Wait } from "./session.ts";
import { accept, settle } from "./settle.ts";
import { namesThisTalk, takeUpNamed } from "./take-up.ts";
import { isThanks } from "./thanks.ts";
import { stepText } from "./wait.ts";
import { walkFrom } from "./walk.ts";

/** The question that stands, and where it is asked. */
export type Asked = { frame: Frame; flow: Flow; step: Step; wait: Wait };

/** Words as they were sent: alone or under a file. `record` is how they go on record. */
export type Words = { text: string; record: string };

/**
 * Takes words as an answer to the question that stands, as a command, or as the name of another talk. `unread` is done instead of asking once
 * more where they are none of these; nothing has happened by then.
 */
export function replyInWords(run: Run, asked: Asked, said: Words, unread?: () => void): void {
  const { frame, step, wait } = asked;
  const { text: typed, record } = said;
  if (takeOtherHousehold(run, step, wait, typed)) return;
  const command = commandOf(run.library, run.session.locale, typed);
  const isCommand = command !== null && !answersQuestion(run, step, wait, command, typed);
  // Not while an answer is put right: what is there already is not thrown away by a "không".
  const mayLeave =
    step.do === "ask" &&
    step.answer.kind === "text" &&
    wait.mode === "answer" &&
    frame.return_to === undefined;
  const isSkip = command?.command === "skip" && mayLeave && step.later !== undefined;
  if (isCommand && onlyAgrees(run, command, typed)) return say(run, text(run, "common.done"));
  if (isCommand && !isSkip) return obey(run, step, wait, command.command, record);
  const isDone = mayLeave && canSkip(step, wait) && isThanks(run, typed);
  if (isDone || (mayLeave && (isSkip || isLeft(step, typed)))) return leave(run, step, wait, record);
  if (step.do === "choose" && !isOption(wait, typed) && isNamed(run, frame, step, typed)) return;
  if (step.do === "ask" && step.secret) run.effects.push({ kind: "forget", file: null });
  const reading = readReply(run, step, wait, { kind: "text", text: typed });
  if (["unread", "sure"].includes(reading.kind) && takeOther(run, asked, said)) return;
  if (reading.kind === "unread" && answerLate(run, typed, record)) return;
  if (unread !== undefined && reading.kind === "unread") return unread();
  settle(run, step, wait, reading, record);
}

/** Whether the words at a choice named a talk, which has been begun or taken up. */
function isNamed(run: Run, frame: Frame, step: StepOf<"choose">, typed: string): boolean {
  // "Kế hoạch chờ duyệt" is not the option "Duyệt"; only an option's very words come before the name of another talk.
  if (!step.menu) {
    if (takeUpNamed(run, typed)) return true;
    if (!namesThisTalk(run, typed)) return false;
    again(run);
    return true;
  }
  // At a menu as well: `kế hoạch nào chờ duyệt` need not be read back as the option that it is like.
  // The name of the talk under way is rather one of its options: `nộp báo cáo` there.
  const named = flowNamed(run.library, run.session.locale, typed, rolesOf(run.session));
  return named !== null && named.flow !== frame.flow && startByWords(run, typed);
}

/** Takes both answers where an option was passed over for what it would have asked. */
function takeOther(run: Run, { frame, flow, step, wait }: Asked, { text: typed, record }: Words): boolean {
  const other = otherAnswer(run, flow, step, wait, { kind: "text", text: typed });
  if (other === null) return false;
  fileAnswer(run, frame, flow, step, { asked: wait.asked, typed: record, value: other.option });
  settle(run, other.question, { ...wait, asked: stepText(run, other.question) }, other.reading, record);
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

function obey(run: Run, step: Step, wait: Wait, command: Command, typed: string): void {
  if (command === "skip" && canSkip(step, wait)) return accept(run, step, wait, null, typed);
  if (command === "correct" && step.do === "confirm")
    return settle(run, step, wait, { kind: "value", value: "fix" }, typed);
  interrupt(run, command);
}

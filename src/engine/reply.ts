import type { Input } from "../domain/input.ts";
import type { Step } from "./flow-file.ts";
import { again, interrupt } from "./interrupts.ts";
import { commandOf } from "./library.ts";
import { readReply } from "./read-reply.ts";
import { replyInWords } from "./reply-in-words.ts";
import { typedOf } from "./reply-reading.ts";
import { replyWithFile } from "./reply-with-file.ts";
import { place, text, top, type Run } from "./run.ts";
import type { Wait } from "./session.ts";
import { served } from "./served.ts";
import { askAnew, settle } from "./settle.ts";
import { isRepeated } from "./silence.ts";
import { shapeOf, shown } from "./wait.ts";

type Said = Exclude<Input, { kind: "start" | "timeout" | "left" | "staff_wrote" | "edited" }>;

/** Takes what the person did as an answer to the question that stands. */
export function reply(run: Run, wait: Wait, said: Said): void {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (frame === null || here === null || shapeOf(here.step) !== wait.shape) return replyToChanged(run, said);
  const { step } = here;
  switch (said.kind) {
    case "tap":
      return tapped(run, step, wait, said);
    case "arrived":
      // Opening the chat again is no answer, and no mistake either.
      run.prefix = text(run, "common.back_to_talk");
      return again(run);
    case "text":
      return replyInWords(run, { frame, ...here, wait }, { text: said.text, record: typedOf(said) });
    case "file":
      return replyWithFile(run, { frame, ...here, wait }, said);
    default:
      if (step.do === "ask" && step.secret) run.effects.push({ kind: "forget", file: null });
      settle(run, step, wait, readReply(run, step, wait, said), typedOf(said));
  }
}

/** A new version of the flow asks something else here: this is no answer to it, but a command still is one. */
function replyToChanged(run: Run, said: Said): void {
  const typed = said.kind === "text" ? commandOf(run.library, run.session.locale, said.text) : null;
  if (typed?.exact === true && !["help", "skip", "correct", "go_on"].includes(typed.command))
    return interrupt(run, typed.command);
  askAnew(run);
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

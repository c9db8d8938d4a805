import type { Input } from "../domain/input.ts";
import { again } from "./interrupts.ts";
import { reply } from "./reply.ts";
import { place, say, text, top, type Run } from "./run.ts";
import { walk } from "./walk.ts";

type Edited = Extract<Input, { kind: "edited" }>;
type Text = Extract<Input, { kind: "text" }>;

/**
 * The person changed a message that she had sent. Where it was the last one and gave the answer before the question that
 * stands, it is that answer put right; where it was not understood, it is read anew (given back). For anything older she hears how
 * to put it right, since what was written may have been acted on.
 */
export function takeEdited(run: Run, edited: Edited): Text | null {
  const { session } = run;
  if (edited.before === "same") return null;
  // What was there before is not kept any more, nor is what has taken its place.
  if (edited.before === "gone") run.effects.push({ kind: "forget", file: null });
  const { told } = session;
  const isLast = told?.message === edited.message && told.turn === (session.wait?.turn ?? null);
  if (isLast && told.step === null) return { kind: "text", text: edited.text, message: edited.message };
  if (isLast && told.step !== null && answerAnew(run, told.step, edited)) return null;
  session.last_at = run.now.toISOString();
  if (session.wait === null) say(run, text(run, "common.edited_late"));
  else {
    run.prefix = text(run, "common.edited_in_talk");
    again(run);
  }
  return null;
}

/** Goes back to the question and takes the new words as its answer; false where that is not the last one of this talk. */
function answerAnew(run: Run, question: string, edited: Edited): boolean {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  const asked = here?.flow.byId.get(question);
  if (frame === null || here === null || frame.trail.at(-1) !== question) return false;
  if (asked?.do !== "ask" && (asked?.do !== "choose" || asked.from !== undefined)) return false;
  frame.return_to = here.step.id;
  frame.trail = frame.trail.filter((id) => id !== question);
  frame.step = question;
  const said = run.effects.length;
  walk(run);
  const { wait } = run.session;
  if (wait === null) return true;
  // It stands above already, with what is put right now.
  run.effects = run.effects.filter(({ kind }, at) => at < said || kind !== "send");
  run.prefix = text(run, "common.edited");
  reply(run, wait, { kind: "text", text: edited.text, message: edited.message });
  return true;
}

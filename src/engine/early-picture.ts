import { fileAnswer } from "./file-answer.ts";
import type { SentFile } from "./file-words.ts";
import type { Flow } from "./flow.ts";
import type { StepOf } from "./flow-file.ts";
import type { Run } from "./run.ts";
import type { Frame } from "./session.ts";
import { stepText } from "./wait.ts";

/**
 * A picture sent while something else was asked, or with the words that began the talk, in a talk that asks for one picture later
 * on: it waits for that question, with its `words` where they answered nothing. Gives where it waits; null where nothing asks for it.
 */
export function awaitItsQuestion(run: Run, sent: SentFile, words: string | null = null): Frame | null {
  const { stack } = run.session;
  const begins = stack.findLastIndex(({ held }) => held !== undefined);
  const frame = stack.findLast((one, index) => index >= begins && asksForOne(run, one));
  return frame !== undefined && hold(frame, sent, words) ? frame : null;
}

/** Lays a picture beside a talk; false for what is none. */
export function hold(frame: Frame, { file, id }: SentFile, words: string | null): boolean {
  if (file !== "photo" || id === undefined) return false;
  letGo(frame);
  frame.picture = id;
  if (words !== null) frame.picture_words = words;
  return true;
}

/** Takes back what was laid there. */
export function letGo(frame: Frame): void {
  delete frame.picture;
  delete frame.picture_words;
}

function asksForOne(run: Run, { flow, trail }: Frame): boolean {
  const steps = run.library.flows.get(flow)?.steps ?? [];
  const asking = steps.filter((step) => step.do === "ask" && step.answer.kind === "photo");
  return asking.length === 1 && asking.every(({ id }) => !trail.includes(id));
}

/** Answers the question with the picture that came before it; on record with the question as it would have been asked. */
export function takePicture(run: Run, frame: Frame, flow: Flow, step: StepOf<"ask">): boolean {
  if (step.answer.kind !== "photo" || frame.picture === undefined) return false;
  const { picture: file, picture_words: words } = frame;
  letGo(frame);
  const typed = words === undefined ? "[file]" : `[file] ${words}`;
  fileAnswer(run, frame, flow, step, { asked: stepText(run, step), typed, value: pictureOf(file, words) });
  return true;
}

/** A picture as an answer, with the words under it. */
export function pictureOf(file: string, words: string | null = null): { file: string; words?: string } {
  return words === null ? { file } : { file, words };
}

/** The question for a picture to which an option of this choice leads: a picture need not be announced. Null for none. */
export function pictureQuestion(flow: Flow, step: StepOf<"choose">): string | null {
  const led = Object.values(step.goes ?? {}).map((id) => flow.byId.get(id));
  const asked = led.find((one) => one?.do === "ask" && one.answer.kind === "photo");
  return asked?.id ?? null;
}

import type { Value } from "../domain/value.ts";
import { begunByFreeLine } from "./begun-by-line.ts";
import type { StepOf } from "./flow-file.ts";
import { readReply } from "./read-reply.ts";
import { place, text, top, type Run } from "./run.ts";
import type { Frame, Session, Wait } from "./session.ts";
import { accept } from "./settle.ts";
import { fixedOptions } from "./steps/choose.ts";
import { shapeOf, stepText } from "./wait.ts";

/** A longer line may name an answer by the way. */
const MOST_WORDS = 4;

type Late = { step: StepOf<"choose">; wait: Wait; value: Value };

/**
 * What is no answer to the question that stands, but one of the answers to a question of ours that was pushed aside by it:
 * `xong rồi`, where the month is asked about meanwhile, is said of the step of the plan. She is told which question that was;
 * the one that stands is asked again afterwards. The newest comes first. False where it answers none of them.
 */
export function answerLate(run: Run, typed: string, record: string): boolean {
  const { session } = run;
  const { stack, acting, wait } = session;
  if (wait === null || wait.mode !== "answer" || !mayBeLate(run, typed.trim())) return false;
  if (stack.some(({ flow }) => run.library.flows.get(flow)?.undisturbed === true)) return false;
  for (let at = stack.length - 2; at >= 0; at -= 1) {
    const turn = stack[at + 1]?.held;
    // One that another talk called goes back to that: it can't be taken out from between the two.
    const isCalled = at > 0 && stack[at]?.held === undefined;
    if (typeof turn !== "number" || isCalled) continue;
    bringUp(session, at, wait.turn);
    const late = readingOf(run, turn, typed);
    if (late !== null) {
      session.wait = late.wait;
      run.prefix = text(run, "common.answered_late", { asked: late.wait.asked });
      accept(run, late.step, late.wait, late.value, record);
      return true;
    }
    Object.assign(session, { stack, acting });
  }
  return false;
}

/** A few words that tell nothing by themselves: `heo chết rồi` is no "done". */
function mayBeLate(run: Run, typed: string): boolean {
  const isShort = typed.split(/\s+/).length <= MOST_WORDS;
  return isShort && !/^\d+$/.test(typed) && begunByFreeLine(run, typed) === null;
}

/** What the words say at the question of the talk on top; null where that is not one of a few answers, or they are none of them. */
function readingOf(run: Run, turn: number, typed: string): Late | null {
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (here === null || !here.flow.pushed || here.step.do !== "choose" || here.step.from !== undefined)
    return null;
  const { step } = here;
  const wait: Wait = {
    turn,
    asked: stepText(run, step),
    shape: shapeOf(step),
    misses: 0,
    mode: "answer",
    options: fixedOptions(run, step),
  };
  const reading = readReply(run, step, wait, { kind: "text", text: typed });
  return reading.kind === "value" ? { step, wait, value: reading.value } : null;
}

/** The talk at a place of the stack comes on top of the question that stands; each is for the household that it was for. */
function bringUp(session: Session, at: number, standing: number): void {
  const [frame, above, ...others] = session.stack.slice(at);
  if (frame === undefined || above === undefined) return;
  session.stack = [
    ...session.stack.slice(0, at),
    begunOn(above, frame),
    ...others,
    { ...frame, held: standing, held_for: session.acting },
  ];
  session.acting = above.held_for ?? null;
}

/** A talk that lies now on what another one lay on. */
function begunOn({ held: _held, held_for: _for, ...talk }: Frame, { held, held_for }: Frame): Frame {
  return {
    ...talk,
    ...(held === undefined ? {} : { held }),
    ...(held_for === undefined ? {} : { held_for }),
  };
}

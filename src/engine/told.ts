import type { EngineInput } from "./effects.ts";
import type { Run } from "./run.ts";

/**
 * Remembers which of the person's messages was said last and what it answered, so that it can be put right by editing it:
 * the question, or null where it was not understood. A tap is no message that can be edited.
 */
export function rememberTold(run: Run, step: string | null): void {
  if (run.written !== null) run.session.told = { message: run.written, step, turn: null };
}

/** A new message takes the last one's place; what it will have answered is not known yet. */
export function beginTold(run: Run, input: EngineInput): void {
  const isTold = input.kind === "text" || input.kind === "edited";
  run.written = isTold ? (input.message ?? null) : null;
  if (!["result", "edited", "start", "timeout", "staff_wrote"].includes(input.kind)) delete run.session.told;
}

/** Where the talk rests after it. What a command has written since is not put right by an edit. */
export function settleTold(run: Run, input: EngineInput): void {
  const { session } = run;
  if (session.told === undefined) return;
  if (input.kind === "result" && input.result.wrote === true) delete session.told;
  else if (["text", "edited", "result"].includes(input.kind))
    session.told = { ...session.told, turn: session.wait?.turn ?? null };
}

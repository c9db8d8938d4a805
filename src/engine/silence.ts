import type { EngineInput } from "./effects.ts";
import { again } from "./interrupts.ts";
import { REPEATED_TAP_MS } from "./limits.ts";
import { say, text, type Run } from "./run.ts";
import type { Session } from "./session.ts";
import { isForStaff } from "./staff-talk.ts";

/**
 * Whether somebody who did this waits for an answer. A second tap on a button that has just been answered does not, nor
 * does one more picture of several that were sent at once: the answer is there already.
 */
export function isOwed(session: Session, input: EngineInput, now: Date): boolean {
  if (input.kind === "result") return session.call?.owed ?? false;
  if (!isByPerson(input) || isForStaff(session, now)) return false;
  if (input.kind === "edited") return input.before !== "same";
  if (input.kind === "file") return input.joins === undefined;
  return input.kind !== "tap" || !isRepeated(session, input, now);
}

/** Whether the person did it herself, and not the program, the staff or the vendor. */
export function isByPerson({ kind }: EngineInput): boolean {
  return !["result", "left", "start", "timeout", "staff_wrote"].includes(kind);
}

/** Fingers are quick and networks slow: the same button again within a minute is the same tap. */
export function isRepeated(session: Session, tap: { turn: number; option: number }, now: Date): boolean {
  const since = session.last_at === null ? Infinity : now.getTime() - Date.parse(session.last_at);
  return session.last_tap === `${tap.turn}.${tap.option}` && since < REPEATED_TAP_MS;
}

/** Ends what the engine does for one input so that nobody is left in silence, or without a way on. */
export function leaveNobodyInSilence(run: Run, owed: boolean): void {
  // Something was to be said before a question, but none came.
  if (run.prefix !== null && run.session.stack.length === 0) again(run);
  const { prefix } = run;
  run.prefix = null;
  if (prefix !== null) say(run, prefix);
  const answered = run.effects.some(({ kind }) => kind === "send");
  if (run.session.call !== null) run.session.call = { ...run.session.call, owed: owed && !answered };
  else if (owed && !answered) say(run, text(run, "common.done"));
}

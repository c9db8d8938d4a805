import { z } from "zod";

/** How far what a unit owes for a period is. Stored as it was moved; what the calendar adds is in `Shown`. */
export const SUBMISSION_STATES = [
  "open",
  "being_written",
  "submitted",
  "returned",
  "accepted",
  "forgiven",
] as const;
export const SubmissionState = z.enum(SUBMISSION_STATES);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** What people see: the stored state, or what the calendar makes of one that is not in. */
export type ShownState = SubmissionState | "not_due" | "late";

const MOVES: Record<SubmissionState, readonly SubmissionState[]> = {
  open: ["being_written", "submitted", "forgiven"],
  being_written: ["open", "submitted", "forgiven"],
  submitted: ["returned", "accepted", "being_written"],
  returned: ["being_written", "submitted", "forgiven"],
  accepted: ["returned"],
  forgiven: ["open"],
};

/** Whether it may go from one state to another. */
export function mayMove(from: SubmissionState, to: SubmissionState): boolean {
  return MOVES[from].includes(to);
}

/** It is with the level above, or done: nobody is reminded any more. */
export function isIn(state: SubmissionState): boolean {
  return state === "submitted" || state === "accepted" || state === "forgiven";
}

/** The stored states that still wait for the unit. */
export const WAITING: readonly SubmissionState[] = SUBMISSION_STATES.filter((state) => !isIn(state));

/** What people see on a day. Days compare as text, all in Viet Nam. */
export function shownState(
  { state, opensOn, lastDay }: { state: SubmissionState; opensOn: string; lastDay: string },
  today: string,
): ShownState {
  if (isIn(state)) return state;
  if (today > lastDay) return "late";
  return today < opensOn && state === "open" ? "not_due" : state;
}

/** Whether the unit may still work on it: before the lock, or on days for which it was reopened. */
export function isLocked(
  { locksOn, reopenedUntil }: { locksOn: string | null; reopenedUntil: string | null },
  today: string,
): boolean {
  if (locksOn === null || today < locksOn) return false;
  return reopenedUntil === null || today > reopenedUntil;
}

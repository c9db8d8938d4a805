import { VIETNAM_OFFSET_MS } from "../calendar/local-date.ts";

/** In the ledger and at timers: it fell due between a backup and its restore, and nobody knows whether it was said. */
export const MAYBE_TOLD = "maybe_told";

/** The rung of the one line that says where things stand after a restore. Like *again* it is not one of a ladder's. */
export const RESTORED_RUNG = "again restored";

/**
 * Kinds of timers that ask for something that the record lacks now, whatever was answered meanwhile; what only tells
 * something (a story, how a broadcast went) is not said a second time.
 */
export const ASKS_STILL: readonly string[] = [
  "follow_up",
  "handover_back",
  "job",
  "loan",
  "meeting",
  "offer",
  "plan_year",
  "privacy",
  "progress",
  "promise",
  "read_back",
  "return",
  "shock",
  "step",
];

/** The hour and minute in Viet Nam, such as 02:15. */
export function clockTime(instant: Date): string {
  return new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(11, 16);
}

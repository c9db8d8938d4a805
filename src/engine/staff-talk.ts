import type { Input } from "../domain/input.ts";
import { commandOf } from "./library.ts";
import { STAFF_TALK_MS } from "./limits.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** Somebody of the staff writes by hand in the account's own chat tool: until she has been silent for a while we are. */
export function staffWrote({ session, now }: Run): void {
  session.staff_until = new Date(now.getTime() + STAFF_TALK_MS).toISOString();
}

/** Whether this is for the one of the staff who writes by hand, and not for us. */
export function isForStaff(session: Session, now: Date): boolean {
  return session.staff_until !== undefined && new Date(session.staff_until) > now;
}

/**
 * What happens while somebody of the staff writes by hand: what the person says is hers to answer and stays on record, a
 * talk that was to begin waits. False where the person wants us back: she asked for the menu.
 */
export function leftToStaff(run: Run, input: Input): boolean {
  const { session, library, now } = run;
  if (!isForStaff(session, now)) {
    delete session.staff_until;
    return false;
  }
  if (input.kind === "text" && commandOf(library, session.locale, input.text)?.command === "menu") {
    delete session.staff_until;
    return false;
  }
  if (input.kind === "start") {
    const afterMs = Date.parse(session.staff_until ?? "") - now.getTime();
    run.effects.push({ kind: "postpone", input, afterMs });
  }
  return true;
}

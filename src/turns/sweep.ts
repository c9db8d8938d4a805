import { deliver } from "./deliver.ts";
import { doErrands } from "./do-errands.ts";
import { nudgeFiles } from "./fetch-file.ts";
import type { Parts } from "./parts.ts";
import type { FiredTimer } from "./boxes.ts";
import { takeTurns } from "./take-turn.ts";

/** Contacts or timers looked after in one go. */
const BATCH = 200;
/** Contacts looked after side by side; what they send is what a crash can double. */
const AT_ONCE = 5;

/**
 * Finds whatever a crash, a lost nudge or a dead process left behind, and goes on with it by the same code; each contact
 * once, however often it fails. Returns how many contacts were looked after.
 */
export async function sweep(parts: Parts): Promise<number> {
  const seen: string[] = [];
  for (;;) {
    // Before each batch, since many contacts take longer than the time until the next sweep.
    await parts.store.releaseOrphans();
    await doErrands(parts);
    await nudgeFiles(parts);
    const contacts = await parts.store.forgotten(parts.clock.now(), BATCH, seen);
    await lookAfter(parts, contacts, async (contactId) => {
      await takeTurns(parts, contactId);
      await deliver(parts, contactId);
    });
    seen.push(...contacts);
    if (contacts.length < BATCH || parts.stopping.aborted) return seen.length;
  }
}

/** One whose turn fails, or whose vendor does not answer, does not hold up the others. */
async function lookAfter(
  parts: Parts,
  contacts: readonly string[],
  work: (contactId: string) => Promise<void>,
): Promise<void> {
  const left = contacts.values();
  const hand = async (): Promise<void> => {
    for (const contactId of left) {
      if (parts.stopping.aborted) return;
      try {
        await work(contactId);
      } catch (error) {
        parts.alarm(
          "turn_failed",
          `contact ${contactId}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** Fires what has fallen due and wakes those whom it concerns; each timer's turn is taken before this returns. */
export async function fireDueTimers(parts: Parts): Promise<FiredTimer[]> {
  const all: FiredTimer[] = [];
  const now = parts.clock.now();
  await parts.store.restTimers(now, parts.politeTime(now));
  for (;;) {
    const fired = await parts.store.fireTimers(parts.clock.now(), BATCH, parts.firing);
    all.push(...fired);
    const woken = new Set(fired.flatMap(({ contactId }) => contactId ?? []));
    await lookAfter(parts, [...woken], (contactId) => takeTurns(parts, contactId));
    if (fired.length < BATCH) return all;
  }
}

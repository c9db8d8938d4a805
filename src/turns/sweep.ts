import { deliver } from "./deliver.ts";
import type { Parts } from "./parts.ts";
import type { FiredTimer } from "./ports.ts";
import { takeTurns } from "./take-turn.ts";

/** Contacts or timers looked after in one go. */
const BATCH = 200;

/** Finds whatever a crash, a lost nudge or a dead process left behind, and goes on with it by the same code. */
export async function sweep(parts: Parts): Promise<number> {
  await parts.store.releaseOrphans();
  const contacts = await parts.store.forgotten(parts.clock.now(), BATCH);
  for (const contactId of contacts) {
    await takeTurns(parts, contactId);
    await deliver(parts, contactId);
  }
  return contacts.length;
}

/** Fires what has fallen due and wakes those whom it concerns; each timer's turn is taken before this returns. */
export async function fireDueTimers(parts: Parts): Promise<FiredTimer[]> {
  const all: FiredTimer[] = [];
  for (;;) {
    const fired = await parts.store.fireTimers(parts.clock.now(), BATCH);
    all.push(...fired);
    for (const contactId of new Set(fired.map((timer) => timer.contactId)))
      if (contactId !== null) await takeTurns(parts, contactId);
    if (fired.length < BATCH) return all;
  }
}

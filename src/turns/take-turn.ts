import { deliver, sendClaimed } from "./deliver.ts";
import type { Parts } from "./parts.ts";
import type { OutboxRow, Pending, TurnTransaction } from "./boxes.ts";
import type { Inbound } from "./ports.ts";
import { InputFailed, runTurn } from "./run-turn.ts";
import { countFailure } from "./set-aside.ts";

/** Inputs handled in one transaction; who floods gets another turn right after. */
const MAX_INPUTS = 20;
/** Tries at once where the database was only busy with somebody else; then the sweep tries again. */
const MAX_TRIES = 3;

type Committed = { claimed: OutboxRow[]; woken: Set<string>; files: string[]; errands: boolean };

/** What is left to do once the vendor has had its answer: sending, and waking whoever was told something. */
export type Afterwards = () => Promise<void>;

const nothing: Afterwards = async () => undefined;

/**
 * Takes in one event. The usual case is one transaction: the event is written down, the contact's lock is free,
 * the inbox is drained through the engine, talk and messages are written, all of it commits. When this returns,
 * the event is safe and the vendor may be answered; `Afterwards` sends what was written.
 *
 * A duplicate ends at the unique key. Where the lock is held, the event stays in the inbox: whoever holds it
 * looks again after its commit, and so do we, so that one of the two sees it.
 */
export async function receive(parts: Parts, inbound: Inbound): Promise<Afterwards> {
  const now = parts.clock.now();
  const turned = parts.meter.turn();
  try {
    const taken = await parts.store.transaction(async (tx) => {
      const accepted = await tx.receive(inbound, MAX_INPUTS, now);
      if (accepted === null) return null;
      const { contactId, locked, pending } = accepted;
      if (!locked) return { contactId, committed: null };
      const read = pending ?? (await tx.load(contactId, MAX_INPUTS, now));
      return { contactId, committed: await drain(parts, tx, read, now) };
    });
    if (taken === null) return nothing;
    if (taken.committed !== null) turned();
    return () => afterCommit(parts, taken.contactId, taken.committed);
  } catch (error) {
    if (!(error instanceof InputFailed)) throw error;
    // The turn was rolled back, and with it the event: write it down alone, then count the failure.
    const accepted = await parts.store.transaction((tx) => tx.receive(inbound, MAX_INPUTS, now));
    if (accepted === null) return nothing;
    return () => takeTurns(parts, accepted.contactId);
  }
}

/** Handles whatever stands in the contact's inbox and sends what is written. Called by nudges and by the sweep. */
export async function takeTurns(parts: Parts, contactId: string): Promise<void> {
  const committed = await tryTurn(parts, contactId);
  await afterCommit(parts, contactId, committed);
}

/**
 * After a commit: wake the others, send, and look again, since somebody may have found the lock held by us. What
 * that one committed is visible by now; what it commits later, it handles itself.
 */
async function afterCommit(parts: Parts, contactId: string, first: Committed | null): Promise<void> {
  let committed = first;
  do {
    committed ??= await tryTurn(parts, contactId);
    while (committed !== null) {
      // The place in the row of outgoing messages is taken before anything is waited for.
      const sending = sendClaimed(parts, committed.claimed);
      const [left] = await Promise.all([sending, wake(parts, contactId, committed)]);
      if (left === "none") return;
      if (left !== "more" && !(await parts.store.hasMore(contactId, parts.clock.now()))) return;
      committed = await tryTurn(parts, contactId);
    }
    await deliver(parts, contactId);
    // The lock may have been held only to claim messages; who does that does not look into the inbox.
  } while (!parts.stopping.aborted && (await parts.store.hasUnhandled(contactId)));
}

async function wake(parts: Parts, contactId: string, { woken, files, errands }: Committed): Promise<void> {
  for (const other of woken) if (other !== contactId) await parts.nudges.takeTurn(other);
  for (const file of files) await parts.nudges.fetchFile(file);
  if (errands) await parts.nudges.doErrands();
}

/** One turn in one transaction. Null where there is nothing to handle or somebody else is handling it. */
async function tryTurn(parts: Parts, contactId: string): Promise<Committed | null> {
  for (let tries = 1; ; tries++) {
    const now = parts.clock.now();
    const turned = parts.meter.turn();
    try {
      const committed = await parts.store.transaction(async (tx) =>
        (await tx.lock(contactId)) ? drain(parts, tx, await tx.load(contactId, MAX_INPUTS, now), now) : null,
      );
      if (committed !== null) turned();
      return committed;
    } catch (error) {
      if (!(error instanceof InputFailed)) throw error;
      if (!parts.store.isPassing(error.cause)) await countFailure(parts, contactId, error, now);
      else if (tries >= MAX_TRIES) throw error.cause;
    }
  }
}

async function drain(
  parts: Parts,
  tx: TurnTransaction,
  { contact, rows }: Pending,
  now: Date,
): Promise<Committed | null> {
  if (rows.length === 0) return null;
  const { result, woken, files, errands } = await runTurn(parts, tx, contact, rows, now);
  const claimed = await tx.finish(result, now);
  return { claimed, woken, files, errands };
}

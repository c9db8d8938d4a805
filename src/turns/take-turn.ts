import { deliver, sendClaimed } from "./deliver.ts";
import type { Parts } from "./parts.ts";
import type { Accepted, OutboxRow, Pending, TurnTransaction } from "./boxes.ts";
import type { Afterwards } from "./intake.ts";
import type { Inbound } from "./ports.ts";
import { InputFailed, runPlainTurn, runTurn } from "./run-turn.ts";
import type { Ran } from "./turn.ts";
import { showServed } from "./show-served.ts";
import { countFailure } from "./set-aside.ts";

/** Inputs handled in one transaction; who floods gets another turn right after. */
const MAX_INPUTS = 20;
/** Tries at once where the database was only busy with somebody else; then the sweep tries again. */
const MAX_TRIES = 3;

type Committed = Ran & { claimed: OutboxRow[] };

const nothing: Afterwards = async () => undefined;

/**
 * Takes in one event. When this returns, the event is safe and the vendor may be answered; `Afterwards` sends what was
 * written. A duplicate ends at the unique key.
 */
export function receive(parts: Parts, inbound: Inbound): Promise<Afterwards> {
  return parts.intake.add(inbound);
}

/**
 * Takes in events of different accounts. The usual case is one transaction for all: the events are written down, the
 * contacts' locks are free, each inbox is drained through the engine, talks and messages are written, all of it commits.
 *
 * Where a lock is held, the event stays in the inbox: whoever holds it looks again after its commit, and so do we, so that
 * one of the two sees it. The same for whose turn reads or writes the record, unless she is alone: others should not
 * wait for her, nor she hold more than her own locks. Rejects where one of them fails; then each is taken in alone.
 */
export async function receiveTogether(
  parts: Parts,
  group: readonly Inbound[],
  free: () => void,
): Promise<Afterwards[]> {
  const now = parts.clock.now();
  const turned = group.map(() => parts.meter.turn());
  try {
    const taken = await parts.store.transaction(async (tx) => {
      const accepted = await tx.receive(group, MAX_INPUTS, now);
      // All that has to be read again is asked for at once, in one way to the database and back.
      const pending = await Promise.all(accepted.map((one) => pendingOf(tx, one, now)));
      const drained: (Ran | null)[] = [];
      for (const one of pending)
        drained.push(
          one === null
            ? null
            : await drainReceived(parts, tx, one, { isAlone: group.length === 1, free, now }),
        );
      const claimed = await finishAll(tx, drained, now);
      return accepted.map((one, position) =>
        one === null ? null : { contactId: one.contactId, committed: claimed[position] ?? null },
      );
    });
    return taken.map((one, position) => {
      if (one === null) return nothing;
      if (one.committed !== null) turned[position]?.();
      return () => afterCommit(parts, one.contactId, one.committed);
    });
  } catch (error) {
    if (group.length > 1 || !(error instanceof InputFailed)) throw error;
    // The turn was rolled back, and with it the event: write it down alone, then count the failure.
    const [accepted] = await parts.store.transaction((tx) => tx.receive(group, MAX_INPUTS, now));
    if (accepted === null || accepted === undefined) return [nothing];
    return [() => takeTurns(parts, accepted.contactId)];
  }
}

/** What has to be handled; null where somebody else holds the lock and will. */
async function pendingOf(tx: TurnTransaction, accepted: Accepted | null, now: Date): Promise<Pending | null> {
  if (accepted === null || !accepted.locked) return null;
  return accepted.pending ?? tx.load(accepted.contactId, MAX_INPUTS, now);
}

async function drainReceived(
  parts: Parts,
  tx: TurnTransaction,
  { contact, rows }: Pending,
  { isAlone, free, now }: { isAlone: boolean; free: () => void; now: Date },
): Promise<Ran | null> {
  const plain = await runPlainTurn(parts, contact, rows, now);
  if (plain !== null || !isAlone) return plain;
  free();
  return runTurn(parts, tx, contact, rows, now);
}

/** Writes the turns and commits; in their order, null where there was none. */
async function finishAll(
  tx: TurnTransaction,
  drained: readonly (Ran | null)[],
  now: Date,
): Promise<(Committed | null)[]> {
  const ran = drained.filter((one) => one !== null);
  if (ran.length === 0) return drained.map(() => null);
  const claimed = await tx.finish(
    ran.map(({ result }) => result),
    now,
  );
  let next = 0;
  return drained.map((one) => (one === null ? null : { ...one, claimed: claimed[next++] ?? [] }));
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
  const tidied: Promise<void>[] = [];
  try {
    await sendAndLookAgain(parts, contactId, first, tidied);
  } finally {
    await Promise.all(tidied);
  }
}

/** `tidied` gets what goes on beside. */
async function sendAndLookAgain(
  parts: Parts,
  contactId: string,
  first: Committed | null,
  tidied: Promise<void>[],
): Promise<void> {
  let committed = first;
  do {
    committed ??= await tryTurn(parts, contactId);
    while (committed !== null) {
      // The place in the row of outgoing messages is taken before anything is waited for.
      const sending = sendClaimed(parts, committed.claimed);
      const { result, served, claimed } = committed;
      if (claimed.length > 0) tidied.push(showServed(parts, { contact: result.contact, served }, sending));
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
      const committed = await parts.store.transaction(async (tx) => {
        const pending = await tx.lockAndLoad(contactId, MAX_INPUTS, now);
        return pending === null ? null : drain(parts, tx, pending, now);
      });
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
  const ran = await runTurn(parts, tx, contact, rows, now);
  const [claimed = []] = await tx.finish([ran.result], now);
  return { ...ran, claimed };
}

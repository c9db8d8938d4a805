import type { InboxRow, LockedContact, TurnTransaction } from "./boxes.ts";
import type { Parts } from "./parts.ts";
import { NeedsRecord, Turn, type Ran } from "./turn.ts";

/** An input whose handling failed; carries which one, so that it can be counted and set aside. */
export class InputFailed extends Error {
  readonly inboxId: string;

  constructor(inboxId: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.inboxId = inboxId;
  }
}

/** Takes each input, oldest first, through the engine to its resting point. Writes nothing but what commands write. */
export async function runTurn(
  parts: Parts,
  tx: TurnTransaction,
  contact: LockedContact,
  rows: readonly InboxRow[],
  now: Date,
): Promise<Ran> {
  return takeAll(new Turn(parts, tx, contact, now), rows);
}

/**
 * The same for a turn that reads and writes nothing of the record on its way, which is most of them; null for one that
 * would. Nothing has happened by then.
 */
export async function runPlainTurn(
  parts: Parts,
  contact: LockedContact,
  rows: readonly InboxRow[],
  now: Date,
): Promise<Ran | null> {
  try {
    return await takeAll(new Turn(parts, null, contact, now), rows);
  } catch (error) {
    if (error instanceof InputFailed && error.cause instanceof NeedsRecord) return null;
    throw error;
  }
}

async function takeAll(turn: Turn, rows: readonly InboxRow[]): Promise<Ran> {
  for (const row of rows) {
    try {
      await turn.take(row);
    } catch (error) {
      throw new InputFailed(row.id, error);
    }
  }
  return turn.done();
}

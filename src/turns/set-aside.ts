import { NUDGE_AFTER_MS } from "../engine/limits.ts";
import { plainSentence } from "../engine/run.ts";
import { commandContext } from "./command-context.ts";
import type { Parts } from "./parts.ts";
import type { LockedContact, TurnTransaction } from "./boxes.ts";
import type { InputFailed } from "./run-turn.ts";

/** Tries before an input is set aside, so that it does not block whoever is behind it. */
export const MAX_ATTEMPTS = 3;

/**
 * Counts a failed try. After the third the input is set aside and nobody is left in silence: an alarm for who runs it,
 * a plain sentence to the person, a line on the officer's list. Each stands alone, since what failed may fail again.
 */
export async function countFailure(
  parts: Parts,
  contactId: string,
  error: InputFailed,
  now: Date,
): Promise<void> {
  if (!(await parts.store.recordFailure(error.inboxId, error.message, MAX_ATTEMPTS, now))) return;
  parts.alarm("input_set_aside", `inbox ${error.inboxId}: ${error.message}`);
  for (const tell of [apologise, openTask]) {
    try {
      await parts.store.transaction(async (tx) => {
        await tx.waitForLock(contactId);
        const { contact } = await tx.load(contactId, 0, now);
        await tell(parts, tx, contact, error.inboxId, now);
      });
    } catch (failure) {
      parts.alarm("set_aside_in_silence", failure instanceof Error ? failure.message : String(failure));
    }
  }
}

async function apologise(
  parts: Parts,
  tx: TurnTransaction,
  contact: LockedContact,
  inboxId: string,
  now: Date,
): Promise<void> {
  const { wait } = contact.session;
  const text = plainSentence(parts.library, { ...contact.session, me: contact.me }, "common.trouble");
  const at = parts.politeTime(new Date(now.getTime() + NUDGE_AFTER_MS));
  await tx.finish(
    [
      {
        // It is not sent from here: whoever holds earlier messages, or the next delivery, takes it along.
        contact: { ...contact, hasUnsent: true },
        session: contact.session,
        said: [{ message: { text, options: [], turn: null }, inboxId, purpose: "reply" }],
        answers: [],
        handled: [],
        nudge: wait === null ? null : { at, turn: wait.turn },
        later: [],
        interactionAt: null,
        audit: [],
        waits: false,
      },
    ],
    now,
  );
}

async function openTask(
  parts: Parts,
  { sql }: TurnTransaction,
  contact: LockedContact,
  inboxId: string,
  now: Date,
): Promise<void> {
  const context = commandContext({
    sql,
    now,
    me: contact.me,
    acting: contact.session.acting,
    locale: contact.session.locale,
    contactId: contact.id,
    channel: contact.channel,
    lastAnswer: null,
    vault: parts.vault,
    pace: parts.pacer.pace,
    touch: () => undefined,
    inboxId,
    woken: new Set(),
    politeTime: (instant) => parts.politeTime(instant),
  });
  await parts.openTask(context, "flow_failed", `inbox ${inboxId}`);
}

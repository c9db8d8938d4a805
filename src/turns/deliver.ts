import { setTimeout as pause } from "node:timers/promises";
import type { Left } from "./outgoing.ts";
import type { Parts } from "./parts.ts";
import type { OutboxRow, SendOutcome } from "./boxes.ts";
import type { Delivery, Sent } from "./ports.ts";

/** Messages of one contact in flight at once; after a crash no more than these can be sent twice. */
const CLAIM = 5;
/** Tries of a passing failure before a message counts as failed: about a day, since a village's line may be cut for one. */
const MAX_TRIES = 150;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10 * 60_000;
/** How soon to look again where the one who runs it has to mend something first. */
const ALARM_RETRY_MS = 5 * 60_000;
/** Tries to write down what became of a send: some four minutes. */
const MAX_SETTLE_TRIES = 7;

/** What a push waits for right before it leaves; the shared bucket's next place where nothing is said. */
type Turn = () => Promise<void>;

/** Sends whatever is unsent for this contact and due, oldest first; `turn` where its places in the bucket are taken already. */
export async function deliver(
  parts: Parts,
  contactId: string,
  { turn }: { turn?: Turn } = {},
): Promise<void> {
  for (;;) {
    const rows = await parts.store.claimUnsent(contactId, CLAIM, parts.clock.now());
    if (rows.length === 0 || (await sendClaimed(parts, rows, { oldest: true, turn })) === "waits") return;
  }
}

/**
 * Sends claimed messages of one contact in their order, behind those that this process has claimed before; `oldest` where
 * they were claimed as the oldest that waited. `waits`: one cannot leave now, and those behind it were handed back to wait with it. Otherwise whether there is `more` for the
 * contact, or `none`; `unknown` where nothing was to be sent.
 */
export async function sendClaimed(
  parts: Parts,
  rows: readonly OutboxRow[],
  { oldest = false, turn }: { oldest?: boolean; turn?: Turn | undefined } = {},
): Promise<Left> {
  const [first] = rows;
  if (first === undefined) return "unknown";
  return parts.outgoing.run({
    contactId: first.contactId,
    oldest,
    send: () => sendInOrder(parts, rows, turn),
    handBack: () => parts.store.unclaim(rows),
  });
}

/** Each is recorded right after its own answer, before the next one leaves. */
async function sendInOrder(parts: Parts, rows: readonly OutboxRow[], turn?: Turn): Promise<Left> {
  let more = false;
  for (const [index, row] of rows.entries()) {
    if (parts.stopping.aborted) {
      await parts.store.unclaim(rows.slice(index));
      return "waits";
    }
    const now = parts.clock.now();
    const rest = row.purpose === "push" ? parts.politeTime(now) : now;
    if (rest > now) {
      await parts.store.unclaim(rows.slice(index + 1));
      await settle(parts, row, { status: "pending", nextAt: rest, why: "it is night" });
      return "waits";
    }
    const isPush = row.purpose === "push";
    if (isPush) await (turn?.() ?? parts.pacer.turnOf(row.channel, parts.stopping));
    const sent = await send(parts, row);
    parts.meter.sent(row.channel, sent.kind);
    if (sent.kind === "retry" && sent.afterMs !== undefined)
      await parts.pacer.throttled(row.channel, row.contactId, sent.afterMs);
    parts.pacer.left(row.channel, row.contactId, { counted: isPush });
    const outcome = outcomeOf(sent, row, now);
    if (outcome.status !== "sent")
      parts.alarm(`send_${sent.kind}`, `outbox ${row.id} by ${row.channel}: ${outcome.why}`);
    if (outcome.status === "pending") {
      await parts.store.unclaim(rows.slice(index + 1));
      await settle(parts, row, outcome);
      await parts.nudges.deliver(row.contactId, outcome.nextAt);
      return "waits";
    }
    more = await settle(parts, row, outcome);
    if (outcome.status === "failed" && (outcome.stopPerson || outcome.closed)) return "waits";
  }
  return more ? "more" : "none";
}

/**
 * Writes down what became of a send, and whether there is more. It knows what the database does not: where that is away
 * for a moment it tries again, since a message that left and is not on record leaves again after a restart.
 */
async function settle(parts: Parts, row: OutboxRow, outcome: SendOutcome): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await parts.store.settleSend(row, outcome, parts.clock.now());
    } catch (error) {
      if (!parts.store.isPassing(error) || tries >= MAX_SETTLE_TRIES) throw error;
      await pause(backoff(tries), undefined, { signal: parts.stopping }).catch(() => undefined);
    }
  }
}

async function send(parts: Parts, row: OutboxRow): Promise<Sent> {
  const channel = parts.channels.get(row.channel);
  if (channel === undefined) return { kind: "alarm", why: `the channel ${row.channel} is not set up here` };
  try {
    const delivery: Delivery = { id: row.id, to: row.to, message: row.message };
    const file = row.message.file === undefined ? null : await parts.store.file(row.message.file);
    return await channel.send(file === null || file === undefined ? delivery : { ...delivery, file });
  } catch (error) {
    return { kind: "retry", why: error instanceof Error ? error.message : String(error) };
  }
}

/** What a send's answer means for the row, alike for all channels. */
function outcomeOf(sent: Sent, row: OutboxRow, now: Date): SendOutcome {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  switch (sent.kind) {
    case "sent":
      return {
        status: "sent",
        vendorId: sent.vendorId,
        ...(sent.price === undefined ? {} : { price: sent.price }),
      };
    case "retry":
      if (row.attempts >= MAX_TRIES) return { status: "failed", why: sent.why, stopPerson: false };
      return { status: "pending", nextAt: after(sent.afterMs ?? backoff(row.attempts)), why: sent.why };
    case "unknown":
      // A doubled answer is odd, a doubled reminder is spam.
      if (row.purpose === "push") return { status: "unknown", why: sent.why };
      if (row.attempts >= MAX_TRIES) return { status: "failed", why: sent.why, stopPerson: false };
      return { status: "pending", nextAt: after(backoff(row.attempts)), why: sent.why };
    case "wait":
      return { status: "pending", nextAt: sent.until, why: sent.why };
    case "stop_person":
      return { status: "failed", why: sent.why, stopPerson: true };
    case "closed":
      return { status: "failed", why: sent.why, stopPerson: false, closed: true };
    case "give_up":
      return { status: "failed", why: sent.why, stopPerson: false };
    case "alarm":
      return { status: "pending", nextAt: after(ALARM_RETRY_MS), why: sent.why };
    default:
      return sent satisfies never;
  }
}

/** 2, 4, 8 … seconds, ten minutes at most. */
export function backoff(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LONGEST_RETRY_MS);
}

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
/** The longest pause between two tries to write down what became of a send, or that it was handed back. */
const LONGEST_WRITE_PAUSE_MS = 60_000;
/** Such tries once the program is to stop: the next start takes back what is claimed by nobody that lives. */
const TRIES_WHILE_STOPPING = 7;
/** Together they are shorter than what the program waits for when it stops. */
const PAUSE_WHILE_STOPPING_MS = 300;

/** What a push waits for right before it leaves; the shared bucket's next place where nothing is said. */
type Place = () => Promise<void>;
const HAS_ITS_PLACE: Place = () => Promise.resolve();

/**
 * Sends whatever is unsent for this contact and due, oldest first; `place` where its places in the bucket are taken already.
 * A push is claimed when it has its place: one that was claimed and has not left is in doubt after a crash, and is not said
 * again.
 */
export async function deliver(
  parts: Parts,
  contactId: string,
  { place }: { place?: Place } = {},
): Promise<void> {
  for (;;) {
    const claimed =
      place === undefined ? await claimInPlace(parts, contactId) : await claim(parts, contactId);
    if (claimed.length === 0) return;
    const left = await sendClaimed(parts, claimed, { oldest: true, place: place ?? HAS_ITS_PLACE });
    if (left === "waits" || left === "none") return;
  }
}

function claim(parts: Parts, contactId: string, limit = CLAIM): Promise<OutboxRow[]> {
  return parts.store.claimUnsent(contactId, limit, parts.clock.now());
}

async function claimInPlace(parts: Parts, contactId: string): Promise<OutboxRow[]> {
  const { rows, push } = await parts.store.claimReplies(contactId, CLAIM, parts.clock.now());
  if (push === null) return rows;
  const waits = !parts.stopping.aborted && quietUntil(parts) === null;
  if (waits) await parts.pacer.placeOf(push, parts.stopping);
  const claimed = await claim(parts, contactId, 1);
  if (waits && claimed.length === 0) parts.pacer.giveBack(push);
  return claimed;
}

/**
 * Sends claimed messages of one contact in their order, behind those that this process has claimed before; `oldest` where
 * they were claimed as the oldest that waited. `waits`: one cannot leave now, and those behind it were handed back to
 * wait with it. Otherwise whether there is `more` for the contact, or `none`; `unknown` where nothing was to be sent.
 * Rejects where the database does; also then what has not left is handed back.
 */
export async function sendClaimed(
  parts: Parts,
  rows: readonly OutboxRow[],
  { oldest = false, place }: { oldest?: boolean; place?: Place | undefined } = {},
): Promise<Left> {
  const [first] = rows;
  if (first === undefined) return "unknown";
  return parts.outgoing.run({
    contactId: first.contactId,
    oldest,
    send: () => sendOrHandBack(parts, rows, place),
    handBack: () => handBack(parts, rows),
  });
}

/** What stays claimed by a process that lives is taken back by nobody: its contact would hear nothing until a restart. */
async function sendOrHandBack(parts: Parts, rows: readonly OutboxRow[], place?: Place): Promise<Left> {
  const waiting = [...rows];
  try {
    return await sendInOrder(parts, waiting, place);
  } catch (error) {
    await handBack(parts, waiting);
    throw error;
  }
}

/** Each is recorded right after its own answer, before the next one leaves; what may have left is no longer `waiting`. */
async function sendInOrder(parts: Parts, waiting: OutboxRow[], place?: Place): Promise<Left> {
  let more = false;
  for (let row = waiting[0]; row !== undefined; row = waiting[0]) {
    const isPush = row.purpose === "push";
    if (isPush && !parts.stopping.aborted && quietUntil(parts) === null)
      await (place?.() ?? parts.pacer.placeOf(row.channel, parts.stopping));
    // Both may have begun while it waited for its place.
    if (parts.stopping.aborted) {
      await handBack(parts, waiting);
      return "waits";
    }
    const rest = isPush ? quietUntil(parts) : null;
    if (rest !== null) {
      await handBack(parts, waiting.slice(1));
      await settle(parts, row, { status: "pending", nextAt: rest, why: "it is night" });
      return "waits";
    }
    const now = parts.clock.now();
    const sent = await send(parts, row);
    const outcome = outcomeOf(sent, row, now);
    if (outcome.status !== "pending") waiting.shift();
    parts.meter.sent(row.channel, sent.kind);
    if (sent.kind === "retry" && sent.afterMs !== undefined)
      await parts.pacer.throttled(row.channel, row.contactId, sent.afterMs);
    parts.pacer.left(row.channel, row.contactId, { counted: isPush });
    if (outcome.status !== "sent")
      parts.alarm(`send_${sent.kind}`, `outbox ${row.id} by ${row.channel}: ${outcome.why}`);
    if (outcome.status === "pending") {
      await handBack(parts, waiting.slice(1));
      await settle(parts, row, outcome);
      waiting.length = 0;
      await parts.nudges.deliver(row.contactId, outcome.nextAt);
      return "waits";
    }
    more = await settle(parts, row, outcome);
    if (outcome.status === "failed" && outcome.stop !== undefined) {
      // Cancelled by now, but where she has written since or a template goes by its own road.
      await handBack(parts, waiting);
      return "waits";
    }
  }
  return more ? "more" : "none";
}

/** When what nobody waits for may leave again; null where it may now. */
function quietUntil({ clock, politeTime }: Parts): Date | null {
  const now = clock.now();
  const rest = politeTime(now);
  return rest > now ? rest : null;
}

/** So that they leave later, in their order. */
async function handBack(parts: Parts, rows: readonly OutboxRow[]): Promise<void> {
  await written(parts, () => parts.store.unclaim(rows));
}

/** Writes down what became of a send, and whether there is more. */
async function settle(parts: Parts, row: OutboxRow, outcome: SendOutcome): Promise<boolean> {
  return written(parts, () => parts.store.settleSend(row, outcome, parts.clock.now()));
}

/**
 * What is written here the database does not know otherwise: as long as that is away it is tried again, since a message
 * that left and is not on record leaves again after a restart, and one that stays claimed by us does not leave before.
 */
async function written<T>(parts: Parts, write: () => Promise<T>): Promise<T> {
  let whileStopping = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (parts.stopping.aborted) whileStopping += 1;
      if (!parts.store.isPassing(error) || whileStopping >= TRIES_WHILE_STOPPING) throw error;
      const ms = Math.min(backoff(tries), LONGEST_WRITE_PAUSE_MS);
      if (parts.stopping.aborted) await pause(PAUSE_WHILE_STOPPING_MS);
      else await pause(ms, undefined, { signal: parts.stopping }).catch(() => undefined);
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
      if (row.attempts >= MAX_TRIES) return { status: "failed", why: sent.why };
      return { status: "pending", nextAt: after(sent.afterMs ?? backoff(row.attempts)), why: sent.why };
    case "unknown":
      // A doubled answer is odd, a doubled reminder is spam.
      if (row.purpose === "push") return { status: "unknown", why: sent.why };
      if (row.attempts >= MAX_TRIES) return { status: "failed", why: sent.why };
      return { status: "pending", nextAt: after(backoff(row.attempts)), why: sent.why };
    case "wait":
      return { status: "pending", nextAt: sent.until, why: sent.why };
    case "stop_person":
      return { status: "failed", why: sent.why, stop: { what: "person", sendBegan: now } };
    case "closed":
      return { status: "failed", why: sent.why, stop: { what: "window", sendBegan: now } };
    case "give_up":
      return { status: "failed", why: sent.why };
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

import type { Input } from "../domain/input.ts";
import type { OutboundMessage } from "../domain/message.ts";
import type { Value } from "../domain/value.ts";
import type { Me, StoredSession } from "../engine/session.ts";
import type { AuditEntry } from "./audit-notes.ts";
import type { Sql, ChannelName, Inbound, Delivery, Receipt } from "./ports.ts";

// The three boxes: what happened (inbox), what must leave (outbox), what comes later (timers), and the turn between them.

/** One row of the inbox, `timer` where one wrote it. The payload is parsed when its turn comes, so that a bad one fails alone. */
export type InboxRow = { id: string; payload: unknown; timer: string | null };

/** A contact under lock: nobody else takes a turn with it until the transaction ends. */
export type LockedContact = {
  id: string;
  channel: ChannelName;
  externalId: string;
  state: string;
  session: StoredSession;
  me: Me;
  /** Earlier messages have not left yet, so new ones must queue behind them. */
  hasUnsent: boolean;
};

/**
 * A push is a reminder: after a crash in mid-send it is not sent again. What a person did, to herself or to another
 * (a plan handed in, a decision), is owed to whom it concerns: a reply, which would rather come twice than never.
 */
export type Purpose = "reply" | "push";
export type Said = { message: OutboundMessage; inboxId: string; purpose: Purpose };
export type Answered = {
  inboxId: string;
  flow: string;
  version: number;
  step: string;
  asked: string;
  typed: string;
  value: Value;
  householdId: string | null;
};

/** Everything that a turn writes, in one statement's worth. */
export type TurnResult = {
  contact: LockedContact;
  session: StoredSession;
  said: Said[];
  answers: Answered[];
  handled: string[];
  /** When to wake the talk, or null to let it rest. */
  nudge: { at: Date; turn: number } | "as_before" | null;
  /** Inputs to be handed in again later; those of timers are not among them, see `putOff`. */
  later: { at: Date; input: Input }[];
  /** When the person herself last did something; opens the vendor's window. Null when only the program acted. */
  interactionAt: Date | null;
  audit: AuditEntry[];
  /** Its messages are claimed when they have their place, and not with the turn: see `deliver`. */
  waits: boolean;
};

/** `pending` is what `load` would read, where it is known already; only under the lock. */
export type Accepted = { contactId: string; inboxId: string; locked: boolean; pending: Pending | null };

/** Turns in one transaction; the statements are planned for about so many. */
export const MOST_TOGETHER = 16;

/** A contact under lock together with what has not been handled yet, in the order in which it happened. */
export type Pending = { contact: LockedContact; rows: InboxRow[] };

/** The statements of turns, all in one database transaction. */
export type TurnTransaction = {
  sql: Sql;
  /**
   * Writes down what happened, `MOST_TOGETHER` events at most and no two of one account, and takes each contact's lock if it
   * is free. In the order given; null where the event was known already. A new account becomes a contact. At most `limit`
   * unhandled inputs of each are read along.
   */
  receive(inbound: readonly Inbound[], limit: number, now: Date): Promise<(Accepted | null)[]>;
  /** Takes the contact's lock and loads; null where somebody else holds it. That one looks again after its commit. */
  lockAndLoad(contactId: string, limit: number, now: Date): Promise<Pending | null>;
  /** Takes the contact's lock as soon as it is free. */
  waitForLock(contactId: string): Promise<void>;
  /** Reads the contact, its session and up to `limit` unhandled inputs. Only under the lock. */
  load(contactId: string, limit: number, now: Date): Promise<Pending>;
  /**
   * Lets a timer whose turn has come fall due again at `at`: as what it is, so that all that holds for its kind and its
   * household is asked again then. One that is gone stays so.
   */
  putOff(timer: string, at: Date): Promise<void>;
  /** Who is talking, read again after a command may have changed it. */
  loadMe(contactId: string, now: Date): Promise<Me>;
  /**
   * Writes turns of different contacts, `MOST_TOGETHER` at most, and commits: nothing may follow in this transaction. Returns
   * for each the messages that this process may send now, claimed and in order.
   */
  finish(results: readonly TurnResult[], now: Date): Promise<OutboxRow[][]>;
};

export type OutboxRow = {
  id: string;
  contactId: string;
  channel: ChannelName;
  to: string;
  message: OutboundMessage;
  purpose: Purpose;
  attempts: number;
};

/** The boxes outside a turn. */
export type Store = {
  transaction<T>(work: (tx: TurnTransaction) => Promise<T>): Promise<T>;
  /** Whether an error lies with the database's state of the moment (restart, deadlock, full), and not with the input. */
  isPassing(error: unknown): boolean;
  /** Counts one failed try outside the rolled-back turn; true when the input has now been set aside. */
  recordFailure(inboxId: string, why: string, maxAttempts: number, now: Date): Promise<boolean>;
  /** Claims the contact's oldest unsent messages that are due, unless some are being sent already. */
  claimUnsent(contactId: string, limit: number, now: Date): Promise<OutboxRow[]>;
  /** The same up to the first push that is due; `push` is the channel of that one where nothing comes before it. */
  claimReplies(
    contactId: string,
    limit: number,
    now: Date,
  ): Promise<{ rows: OutboxRow[]; push: ChannelName | null }>;
  /** Claims at once for many contacts what has just been written to each of them, where it is all that waits for her. */
  claimEach(contacts: readonly string[], now: Date): Promise<OutboxRow[]>;
  /** Records what became of one send; then whether the contact `hasMore`. */
  settleSend(row: OutboxRow, outcome: SendOutcome, now: Date): Promise<boolean>;
  /** Whether the contact has an unhandled input or an unsent message that is due. */
  hasMore(contactId: string, now: Date): Promise<boolean>;
  /** Whether messages to this contact are on their way out at this moment. */
  isSending(contactId: string): Promise<boolean>;
  /** Whether something that this contact asked for is due and not done yet. */
  hasErrand(contactId: string, now: Date): Promise<boolean>;
  /** Whether the contact has an unhandled input. */
  hasUnhandled(contactId: string): Promise<boolean>;
  /** Hands claimed rows back, so that they leave later in their order. */
  unclaim(rows: readonly OutboxRow[]): Promise<void>;
  /** Records what vendors tell of pushes that left; what came first stays. */
  takeReceipts(channel: ChannelName, receipts: readonly Receipt[]): Promise<void>;
  /** The bytes and name of a file to be sent. */
  file(id: string): Promise<Delivery["file"] | null>;
  /** Takes back what a dead process was sending: replies go again, pushes stay `unknown`. */
  releaseOrphans(): Promise<number>;
  /**
   * Contacts with something forgotten, whom it has kept waiting longest first, but for those `seen`: an unhandled input, or
   * an unsent message that is due on a channel that is not held.
   */
  forgotten(now: Date, limit: number, seen: readonly string[]): Promise<string[]>;
  /** Moves timers that are due and may not be said now: until the quiet times end (`until`), or a unit's rest is over. */
  restTimers(now: Date, until: Date): Promise<void>;
  /** Fires due timers, oldest first: each becomes an inbox row in the same transaction. Returns who has to be woken. */
  fireTimers(now: Date, limit: number, firing: Firing): Promise<FiredTimer[]>;
  /** The next instant at which a timer or an unsent message falls due, up to `until`. */
  nextDue(until: Date): Promise<Date | null>;
};

export type SendOutcome =
  | { status: "sent"; vendorId: string; price?: number }
  | { status: "unknown"; why: string }
  | { status: "pending"; nextAt: Date; why: string }
  | { status: "failed"; why: string; stop?: Stop };

/**
 * The vendor takes nothing more for this account: the `person` is not to be written to, or the `window` for writing freely
 * is closed. Where she wrote after the send had begun it is open again.
 */
type Stop = { what: "person" | "window"; sendBegan: Date };

/**
 * How what is asked of a household can wait: it is over after its day (`has_its_day`), it may come in another week, or one
 * question then stands for all of the kind that wait (`asked_once`).
 */
export type Patience = "has_its_day" | "can_wait" | "asked_once";

/** What the store is told about the kinds of timers that it fires. */
export type Firing = { knock: Knock; patienceOf: (kind: string) => Patience };

/**
 * Lets a household that may not be written to freely know that something of this kind waits for its next word; false where
 * that is not possible, or not worth it. In the transaction that holds the timer.
 */
export type Knock = (
  sql: Sql,
  whom: { contactId: string; household: string; kind: string },
  now: Date,
) => Promise<boolean>;

export type FiredTimer = { kind: string; contactId: string | null; dueAt: Date };

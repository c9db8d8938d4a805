import type { z } from "zod";
import type { Input } from "../domain/input.ts";
import type { OutboundMessage } from "../domain/message.ts";
import type { Value } from "../domain/value.ts";
import type { Me, StoredSession } from "../engine/session.ts";
import type { AuditEntry } from "./audit-notes.ts";

/** Where the time comes from. Only `clock.ts` asks the system; the simulator's clock can be pushed. */
export type Clock = { now(): Date };

/** SQL inside one transaction. Rows are parsed at the door; a row of another shape is a programming error. */
export type Sql = {
  rows<T>(shape: z.ZodType<T>, statement: string, params?: readonly unknown[]): Promise<T[]>;
  /** The number of rows written. */
  run(statement: string, params?: readonly unknown[]): Promise<number>;
};

/**
 * Locks away what must not be read from a copy of the database. `about` names the record and the field, so that a sealed
 * value cannot be put in another's place.
 */
export type Vault = {
  /** Which key seals now; kept beside what it sealed, so that a change of keys knows what is still to do. */
  readonly keyId: string;
  seal(plain: string, about: string): string;
  /** What was sealed for this record and field; an AppError where the key is another or the text was changed. */
  open(sealed: string, about: string): string;
  /** A keyed hash by which a value of a kind is found again without opening anything. */
  lookup(kind: string, plain: string): string;
  /** The same under every key that is known, for searching while keys are being changed. */
  lookups(kind: string, plain: string): readonly string[];
  /** Vouches for a text, and says whether that was vouched for under a key that is known. */
  vouch(text: string): string;
  vouched(text: string, mark: string): boolean;
};

// ------------------------------------------------------------------ channels

export const CHANNELS = ["telegram", "zalo-oa", "zalo-bot", "simulator"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What a channel made of one event of its vendor. */
export type Inbound = {
  channel: ChannelName;
  /** The vendor's id of the account, as text. */
  contact: string;
  displayName?: string;
  /** The vendor's language code where it gives one. */
  language?: string;
  /** Stable for the same event, however often it is delivered. */
  externalId: string;
  /** When it happened by the vendor's clock, so that disorder can be put right. */
  happenedAt: Date;
  input: Input;
  /** What the vendor waits to have acknowledged (Telegram: the callback query). Not stored. */
  receipt?: string;
};

/** A webhook request as it came in: the raw bytes are what signatures are made of. */
export type RawRequest = {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
};

/** What became of a webhook request: take these in, or answer without. A probe is answered 200. */
export type Verdict =
  | { kind: "accepted"; inbound: Inbound[] }
  | { kind: "probe" }
  | { kind: "refused"; status: 400 | 401 | 415; why: string };

/** One message on its way to one account. */
export type Delivery = {
  /** The vendor's id of the account. */
  to: string;
  message: OutboundMessage;
  /** The bytes of the message's file, where it has one. */
  file?: { name: string; mime: string; bytes: Uint8Array };
};

/** What became of a send; the caller decides in one place for all channels. */
export type Sent =
  | { kind: "sent"; vendorId: string }
  /** Passing: no answer, 5xx, flood control. `afterMs` is what the vendor asked for. */
  | { kind: "retry"; why: string; afterMs?: number }
  /**
   * It may have gone out: the connection was lost after the request had left, and no vendor here knows idempotency
   * keys. A reply is sent again, a push is not.
   */
  | { kind: "unknown"; why: string }
  /** Allowed only later: a night rule, a daily quota. */
  | { kind: "wait"; until: Date; why: string }
  /** The person blocked us or may not be written to; do not try again before she writes. */
  | { kind: "stop_person"; why: string }
  /** This message will never go; others may. */
  | { kind: "give_up"; why: string }
  /** Nothing will go until the one who runs it mends something: token, money, permission. */
  | { kind: "alarm"; why: string };

/** One vendor. Everything a vendor is peculiar about stays behind these few functions. */
export type Channel = {
  readonly name: ChannelName;
  /** Verifies and translates a webhook request; never throws. Absent where the channel has no webhook. */
  webhook?(request: RawRequest): Verdict;
  send(delivery: Delivery): Promise<Sent>;
  /** Tells the vendor that a tap was taken, after the turn's commit and for duplicates too. Never rejects. */
  acknowledge?(inbound: Inbound): Promise<void>;
  /** Brings a file that a person sent; null where it is gone or not allowed. */
  fetchFile?(ref: string): Promise<{ mime: string; bytes: Uint8Array } | null>;
  /** Announces itself to the vendor: webhook address, commands. Absent where nothing is to be done. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** What has to be done now and then even when nobody writes: tokens that die of idleness. */
  upkeep?(): Promise<void>;
};

/** A channel without a public address asks for its events instead. */
export type Poller = { run(take: (inbound: Inbound[]) => Promise<void>, signal: AbortSignal): Promise<void> };

/** Where events wait that came while the database was away; in order, and safe before `put` resolves. */
export type Spool = {
  /** Whether something waits: what comes now has to wait behind it. */
  readonly holds: boolean;
  /** Rejects where the disk does not take it; then the vendor has to bring it again. */
  put(inbound: Inbound): Promise<void>;
  /** Hands over what waits, oldest first, until nothing does. What rejects stays, and everything behind it. */
  takeIn(take: (inbound: Inbound) => Promise<void>): Promise<void>;
};

// ------------------------------------------------------------------ the three boxes

/** One row of the inbox. The payload is parsed when its turn comes, so that a bad one fails alone. */
export type InboxRow = { id: string; payload: unknown; byTimer: boolean };

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
  /** Inputs to be handed in again later. */
  later: { at: Date; input: Input }[];
  /** When the person herself last did something; opens the vendor's window. Null when only the program acted. */
  interactionAt: Date | null;
  audit: AuditEntry[];
};

/** `pending` is what `load` would read, where it is known already; only under the lock. */
export type Accepted = { contactId: string; inboxId: string; locked: boolean; pending: Pending | null };

/** A contact under lock together with what has not been handled yet, in the order in which it happened. */
export type Pending = { contact: LockedContact; rows: InboxRow[] };

/** The statements of one turn, all in one database transaction. */
export type TurnTransaction = {
  sql: Sql;
  /**
   * Writes down what happened and takes the contact's lock if it is free. Null where the event was known
   * already; a new account becomes a contact. At most `limit` unhandled inputs are read along.
   */
  receive(inbound: Inbound, limit: number, now: Date): Promise<Accepted | null>;
  /** Takes the contact's lock; false where somebody else holds it. That one looks again after its commit. */
  lock(contactId: string): Promise<boolean>;
  /** Takes the contact's lock as soon as it is free. */
  waitForLock(contactId: string): Promise<void>;
  /** Reads the contact, its session and up to `limit` unhandled inputs. Only under the lock. */
  load(contactId: string, limit: number, now: Date): Promise<Pending>;
  /** Who is talking, read again after a command may have changed it. */
  loadMe(contactId: string, now: Date): Promise<Me>;
  /**
   * Writes the turn and commits: nothing may follow in this transaction. Returns the messages that this process may
   * send now, claimed and in order.
   */
  finish(result: TurnResult, now: Date): Promise<OutboxRow[]>;
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
  /** The bytes and name of a file to be sent. */
  file(id: string): Promise<Delivery["file"] | null>;
  /** Takes back what a dead process was sending: replies go again, pushes stay `unknown`. */
  releaseOrphans(): Promise<number>;
  /** Contacts with something forgotten: an unhandled input, or an unsent message that is due. */
  forgotten(now: Date, limit: number): Promise<string[]>;
  /** Moves timers that are due and may not be said now: until the quiet times end (`until`), or a unit's rest is over. */
  restTimers(now: Date, until: Date): Promise<void>;
  /** Fires due timers, oldest first: each becomes an inbox row in the same transaction. Returns who has to be woken. */
  fireTimers(now: Date, limit: number): Promise<FiredTimer[]>;
  /** The next instant at which a timer or an unsent message falls due, up to `until`. */
  nextDue(until: Date): Promise<Date | null>;
};

export type SendOutcome =
  | { status: "sent"; vendorId: string }
  | { status: "unknown"; why: string }
  | { status: "pending"; nextAt: Date; why: string }
  | { status: "failed"; why: string; stopPerson: boolean };

export type FiredTimer = { kind: string; contactId: string | null; dueAt: Date };

/** Nudges to look again; they carry an id and may be lost, doubled or late. */
export type Nudges = {
  takeTurn(contactId: string): Promise<void>;
  deliver(contactId: string, at: Date): Promise<void>;
  fetchFile(fileId: string): Promise<void>;
  doErrands(): Promise<void>;
};

/** Something went wrong that the one who runs it has to know. Never holds personal data. */
export type Alarm = (code: string, detail: string) => void;

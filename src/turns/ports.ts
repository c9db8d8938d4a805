import type { z } from "zod";
import type { Finding } from "../domain/finding.ts";
import type { Input } from "../domain/input.ts";
import type { OutboundMessage } from "../domain/message.ts";

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
  | { kind: "accepted"; inbound: Inbound[]; receipts?: readonly Receipt[]; notices?: readonly Notice[] }
  | { kind: "probe" }
  | { kind: "refused"; status: 400 | 401 | 415; why: string };

/** What a vendor tells of a message that we sent, by the vendor's id of it or by our own (`Delivery.id`). */
export type Receipt = {
  message: { vendorId: string } | { id: string };
  what: "delivered" | "read";
  at: Date;
};

/** What a vendor tells whoever runs the program: a template disabled, a quota changed. Becomes an alarm. */
export type Notice = { code: string; detail: string };

/** One message on its way to one account. */
export type Delivery = {
  /** Our number of the message; vendors that know tracking ids bring it back with their receipts. */
  id?: string;
  /** The vendor's id of the account. */
  to: string;
  message: OutboundMessage;
  /** The bytes of the message's file, where it has one. */
  file?: { name: string; mime: string; bytes: Uint8Array };
};

/** Buttons that lead nowhere any more. */
export type ServedButtons =
  /** One of them was tapped: by the vendor's number of their message; `chosen` null where it is of an old question. */
  | { message: string; chosen: { turn: number; option: number; label: string } | null }
  /** Those of the question of that turn, which was answered in words. */
  | { turn: number };

/** What became of a send; the caller decides in one place for all channels. */
export type Sent =
  /** `price` is what the vendor took for it, in đồng, where it is known. */
  | { kind: "sent"; vendorId: string; price?: number }
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
  /** By the vendor's count she was silent for too long: nothing of this kind before she writes; templates may go. */
  | { kind: "closed"; why: string }
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
  /**
   * Shows on a message whose button was tapped what was chosen, and takes its other buttons away. Null, and nothing was
   * asked of the vendor, where it is not known which message they are on. Never rejects.
   */
  showServed?(to: string, buttons: ServedButtons): Promise<Sent | null>;
  /** Brings a file that a person sent; null where it is gone or not allowed. */
  fetchFile?(ref: string): Promise<{ mime: string; bytes: Uint8Array } | null>;
  /** Looks whether the vendor answers, as whom it knows us, and what it complains of. Never rejects. */
  examine?(): Promise<Finding[]>;
  /** What people sent that may never have come in, from the vendor's own record of the talks. Never rejects. */
  missed?(asked: MissedAsked): Promise<Missed>;
  /** Announces itself to the vendor: webhook address, commands. Absent where nothing is to be done. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** What has to be done now and then even when nobody writes: tokens that die of idleness. */
  upkeep?(): Promise<void>;
};

export type MissedAsked = {
  since: Date;
  now: Date;
  /** We were away: every talk is looked through, not only those in which something is seen to be missing. */
  whole: boolean;
  /** Of these events those that are not on record. */
  unknown: (events: readonly Inbound[]) => Promise<Inbound[]>;
  /** Resolves when the next call may be made. */
  beforeCall: () => Promise<void>;
};

/** Oldest first; `cut` where there was more than one run looks through. */
export type Missed = { kind: "ok"; inbound: Inbound[]; cut: boolean } | { kind: "failed"; why: string };

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

/** Nudges to look again; they carry an id and may be lost, doubled or late. */
export type Nudges = {
  takeTurn(contactId: string): Promise<void>;
  deliver(contactId: string, at: Date): Promise<void>;
  fetchFile(fileId: string): Promise<void>;
  doErrands(): Promise<void>;
  /** Look after everybody, in so many milliseconds. */
  sweep(afterMs: number): Promise<void>;
};

/** Something went wrong that the one who runs it has to know. Never holds personal data. */
export type Alarm = (code: string, detail: string) => void;

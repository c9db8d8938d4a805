import type { Channel } from "../../src/turns/ports.ts";
import type { WebhookServer } from "./webhook-server.ts";

/** What a channel's vendor is known for, where vendors differ. */
export type Vendor = {
  name: string;
  /** The most characters of one message. */
  longestText: number;
  /** The body with which the vendor tries an address before it signs anything; null where it does not. */
  probe: string | null;
};

/** A message as it stands on the person's screen. */
export type Shown = { text: string; buttons: string[]; file: Buffer | undefined };

/** A channel with its vendor's fake, and one person who has written to it before. */
export type ChannelRig = {
  readonly channel: Channel;
  server: WebhookServer;
  person: {
    id: string;
    shown(): Shown[];
    says: (text: string) => void;
    blocks: () => void;
  };
  faults: {
    duplicate: () => void;
    throttled: () => void;
    badGateway: () => void;
    /** The vendor does what it was asked and the connection is cut before its answer. */
    lostAnswer: () => void;
    badToken: () => void;
  };
  /** An event of the vendor's that we do not know. */
  unknownEvent: string;
  /** Headers that make a body acceptable to the channel. */
  signed(body: string): Record<string, string>;
  /** The token that must never be said. */
  token(): string;
  /** Resolves once every event has been delivered. */
  settled(): Promise<void>;
  /** The same channel with the address of its vendor changed to one where nobody listens. */
  lonely(root: string): Channel;
  close(): Promise<void>;
};

/** Taps the button with this label, wherever it stands. */
export type Tapping = { taps: (label: string) => void };
export type FileSharing = {
  sendsPhoto: (bytes: Buffer, caption: string) => void;
  sendsVoice: (bytes: Buffer) => void;
};
export type Farewell = { leaves: () => void };

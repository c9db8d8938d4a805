/** What the simulated phones are to the rest of the house: their people, their screens, and the clock to be pushed. */

export const IMITATED = ["zalo", "telegram"] as const;
/** Which vendor's phone a simulated person holds. */
export type Imitated = (typeof IMITATED)[number];

/** What stands on a simulated screen: one bubble with its buttons. */
export type Bubble = { text: string; buttons: { id: string; label: string }[] };
/** A file on a simulated screen. */
export type ShownFile = { kind: string; name: string; url: string };

export type SimulatedPerson = {
  id: string;
  externalId: string;
  name: string;
  roles: string[];
  locale: string;
};

export type ScreenMessage = Bubble & {
  id: string;
  at: Date;
  from: "bot" | "person";
  attachments: ShownFile[];
  /** What was understood of a person's message and filed, question by question. */
  understood: { step: string; value: unknown }[];
};

export type AgendaEntry = { at: Date; kind: string; to: string; about: string };
export type Fired = { at: Date; kind: string; to: string; text: string };

/** What a simulated person does: exactly one of these. */
export type Doing = {
  text?: string | undefined;
  button?: string | undefined;
  /** A data URL; anything else stands for some picture. */
  photo?: unknown;
  /** What is written under a photo. */
  caption?: string | undefined;
  voice?: unknown;
  /** A data URL of a Word or Excel file. */
  document?: unknown;
  location?: unknown;
  /** A phone number. */
  contact?: string | undefined;
};

/** Where the phones are kept. */
export type Phones = {
  addPerson(externalId: string, name: string, locale: string): Promise<SimulatedPerson>;
  people(): Promise<SimulatedPerson[]>;
  person(id: string): Promise<SimulatedPerson | null>;
  /** Shows one bubble on the phone of the account; returns the bubble's id. */
  show(
    externalId: string,
    bubble: Bubble,
    files: ShownFile[],
    sender?: "bot" | "person",
    inboxExternalId?: string | null,
  ): Promise<string>;
  /** What stands on a phone after the message `after`, oldest first. */
  messages(contactId: string, after?: string): Promise<ScreenMessage[]>;
  /** What was said to these accounts from an instant on, oldest first. */
  said(contactIds: readonly string[], since: Date): Promise<{ contactId: string; at: Date; text: string }[]>;
  agenda(until: Date): Promise<AgendaEntry[]>;
};

export const SEND_FAULTS = ["429", "500", "timeout", "blocked"] as const;
export const RECEIVE_FAULTS = ["duplicate", "reorder"] as const;
export const FAULTS = [...SEND_FAULTS, ...RECEIVE_FAULTS] as const;
export type Fault = (typeof FAULTS)[number];

import { AppError } from "../../domain/app-error.ts";
import { groupBy } from "../../domain/group-by.ts";
import type { Input } from "../../domain/input.ts";
import type { Parts } from "../../turns/parts.ts";
import type { Clock, Inbound } from "../../turns/ports.ts";
import type {
  AgendaEntry,
  Doing,
  Fired,
  Imitated,
  Phones,
  ScreenMessage,
  SimulatedPerson,
} from "../../turns/simulation.ts";
import { fireDueTimers, sweep } from "../../turns/sweep.ts";
import { receive } from "../../turns/take-turn.ts";
import { readTapData } from "../shared/tap-data.ts";
import type { Faults } from "./faults.ts";
import { vendorOf } from "./imitate.ts";

/** A clock that can be pushed. */
export type SettableClock = Clock & { set(instant: Date): void };

const FILES = ["photo", "voice", "document"] as const;
/** How long to wait for an answer before the person is shown what there is. */
const SETTLE_MS = 30_000;
const LOOK_AGAIN_MS = 20;

/**
 * The simulated phones and the clock that can be pushed. What a person does goes the way of every message: written
 * into the inbox, taken through the engine, out through the outbox and the channel.
 */
export class Simulator {
  readonly #parts: Parts;
  readonly #phones: Phones;
  readonly #clock: SettableClock;
  readonly faults: Faults;
  readonly #onClock: () => Promise<void>;
  readonly #planAhead: () => Promise<void>;
  readonly #held: Inbound[] = [];
  #pushing = false;
  #count = 0;

  constructor(options: {
    parts: Parts;
    phones: Phones;
    clock: SettableClock;
    faults: Faults;
    /** Keeps the clock over a restart. */
    onClock: () => Promise<void>;
    /** Plans what the passing of days brings near. */
    planAhead: () => Promise<void>;
  }) {
    this.#parts = options.parts;
    this.#phones = options.phones;
    this.#clock = options.clock;
    this.faults = options.faults;
    this.#onClock = options.onClock;
    this.#planAhead = options.planAhead;
  }

  people(): Promise<SimulatedPerson[]> {
    return this.#phones.people();
  }

  addPerson(name: string, vendor: Imitated, locale = "vi"): Promise<SimulatedPerson> {
    const unique = `${this.#clock.now().getTime().toString(36)}-${(++this.#count).toString(36)}`;
    return this.#phones.addPerson(`${vendor}:${unique}`, name, locale);
  }

  async messages(personId: string, after?: string): Promise<ScreenMessage[]> {
    await this.#person(personId);
    return this.#phones.messages(personId, after);
  }

  /** Does it, waits until the turn has settled, and returns what the person received in answer. */
  async act(personId: string, doing: Doing): Promise<ScreenMessage[]> {
    const before = (await this.messages(personId)).at(-1)?.id ?? "0";
    await this.begin(personId, doing);
    await this.settled(personId);
    return (await this.#phones.messages(personId, before)).filter(({ from }) => from === "bot");
  }

  /** Does it, and waits for nothing that comes of it. */
  async begin(personId: string, doing: Doing): Promise<void> {
    const person = await this.#person(personId);
    const { input, shown } = await this.#inputOf(person, doing);
    const externalId = `sim-${this.#clock.now().getTime().toString(36)}-${(++this.#count).toString(36)}`;
    const files = "file" in input ? [{ kind: input.file, name: input.file, url: input.ref }] : [];
    await this.#phones.show(person.externalId, { text: shown, buttons: [] }, files, "person", externalId);
    await this.#deliverInbound({
      channel: "simulator",
      contact: person.externalId,
      externalId,
      happenedAt: this.#clock.now(),
      input,
    });
  }

  get now(): Date {
    return this.#clock.now();
  }

  /** While the clock is pushed, nobody else may fire timers: they would be missing from the account of it. */
  get pushing(): boolean {
    return this.#pushing;
  }

  /** Moves the clock forward and runs everything that falls due on the way, in order. Going back is refused. */
  async pushClock(to: Date): Promise<Fired[]> {
    if (to < this.#clock.now())
      throw new AppError(
        "clock_back",
        "The clock only goes forward: give a later time, or reset the story.",
        1,
      );
    this.#pushing = true;
    const fired: Fired[] = [];
    try {
      await this.#takeIn(this.#held.splice(0));
      // What a stop left behind belongs to this moment, not to the one that the clock is pushed to.
      await sweep(this.#parts);
      for (;;) {
        await this.#planAhead();
        const due = await this.#parts.store.nextDue(to);
        if (due === null) break;
        if (due > this.#clock.now()) this.#clock.set(due);
        const timers = await fireDueTimers(this.#parts);
        await sweep(this.#parts);
        // A picture that a timer asked for may be under way elsewhere; it belongs to this moment too.
        for (const contact of new Set(timers.flatMap(({ contactId }) => contactId ?? [])))
          await this.settled(contact);
        fired.push(...(await this.#account(timers)));
      }
      this.#clock.set(to);
      await this.#planAhead();
    } finally {
      this.#pushing = false;
      await this.#onClock();
    }
    return fired;
  }

  agenda(until: Date): Promise<AgendaEntry[]> {
    return this.#phones.agenda(until);
  }

  async #account(timers: Awaited<ReturnType<typeof fireDueTimers>>): Promise<Fired[]> {
    if (timers.length === 0) return [];
    const people = new Map((await this.people()).map((person) => [person.id, person]));
    const contacts = [...new Set(timers.flatMap(({ contactId }) => contactId ?? []))];
    const since = new Date(Math.min(...timers.map(({ dueAt }) => dueAt.getTime())));
    const said = groupBy(await this.#phones.said(contacts, since), ({ contactId }) => contactId);
    return timers.map(({ contactId, dueAt, kind }) => {
      const messages = contactId === null ? [] : (said.get(contactId) ?? []);
      const text = messages
        .filter(({ at }) => at >= dueAt)
        .map((message) => message.text)
        .join("\n");
      return {
        at: dueAt,
        kind,
        to: contactId === null ? "" : (people.get(contactId)?.name ?? ""),
        text,
      };
    });
  }

  async #person(id: string): Promise<SimulatedPerson> {
    const person = await this.#phones.person(id);
    if (person === null) throw new AppError("no_such_person", `There is no simulated person ${id}.`, 1);
    return person;
  }

  /** What was done, as an input and as it stands on the phone. A button is named by its label, number or id. */
  async #inputOf(person: SimulatedPerson, doing: Doing): Promise<{ input: Input; shown: string }> {
    if (doing.text !== undefined) {
      const started = /^\/start(?:\s+(\S+))?$/.exec(doing.text.trim());
      const code = started?.[1];
      if (started !== null && vendorOf(person.externalId) === "telegram")
        return {
          input: code === undefined ? { kind: "arrived" } : { kind: "arrived", code },
          shown: doing.text,
        };
      return { input: { kind: "text", text: doing.text }, shown: doing.text };
    }
    if (doing.button !== undefined) return this.#tap(person, doing.button);
    const file = FILES.find((kind) => doing[kind] !== undefined);
    if (file !== undefined) {
      const { caption = "" } = doing;
      return { input: { kind: "file", file, ref: refOf(doing[file]), caption }, shown: caption };
    }
    if (doing.contact !== undefined)
      return { input: { kind: "phone", phone: doing.contact, own: true }, shown: doing.contact };
    return { input: { kind: "location" }, shown: "📍" };
  }

  async #tap(person: SimulatedPerson, wanted: string): Promise<{ input: Input; shown: string }> {
    const buttons = (await this.#phones.messages(person.id))
      .flatMap((message) => message.buttons)
      .toReversed();
    const button =
      buttons.find(({ id }) => id === wanted) ??
      buttons.find(({ label }) => label === wanted || label.replace(/^\d+\.\s*/, "") === wanted);
    const tap = readTapData((button?.id ?? wanted).replace(/^#/, ""));
    if (tap === null)
      throw new AppError("no_such_button", `There is no button "${wanted}" on this phone.`, 1);
    return { input: tap, shown: button?.label ?? wanted };
  }

  /**
   * Hands the event in as the vendor would: twice, or after the next one, where such a fault was asked for. What is held
   * back comes at the latest when time moves on.
   */
  async #deliverInbound(inbound: Inbound): Promise<void> {
    const vendor = vendorOf(inbound.contact);
    if (this.faults.takes(vendor, "reorder")) {
      this.#held.push(inbound);
      return;
    }
    const events = this.faults.takes(vendor, "duplicate") ? [inbound, inbound] : [inbound];
    await this.#takeIn([...events, ...this.#held.splice(0)]);
  }

  async #takeIn(events: readonly Inbound[]): Promise<void> {
    for (const event of events) {
      const afterwards = await receive(this.#parts, event);
      await afterwards();
    }
  }

  /** Waits until nothing is left to handle or to send for this person. */
  async settled(personId: string): Promise<void> {
    const end = performance.now() + SETTLE_MS;
    const { store } = this.#parts;
    const moving = async (): Promise<boolean> =>
      (await store.hasErrand(personId, this.#clock.now())) ||
      (await store.hasMore(personId, this.#clock.now())) ||
      (await store.isSending(personId));
    while ((await moving()) && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** The smallest picture there is, for a file that was only hinted at. */
const SOME_FILE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

function refOf(given: unknown): string {
  return typeof given === "string" && given.startsWith("data:") ? given : SOME_FILE;
}

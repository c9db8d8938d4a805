import { z } from "zod";
import type {
  AgendaEntry,
  Bubble,
  Phones,
  ScreenMessage,
  ShownFile,
  SimulatedPerson,
} from "../turns/simulation.ts";
import type { PrismaClient } from "./prisma-client.ts";
import type { Prisma } from "./prisma/client.ts";

const Button = z.object({ id: z.string(), label: z.string() });
const ShownFileRow = z.object({ kind: z.string(), name: z.string(), url: z.string() });

/** The simulated phones in the database, so that they survive a restart. Not hot: through Prisma. */
export class SimulatorStore implements Phones {
  readonly #prisma: PrismaClient;
  readonly #now: () => Date;

  constructor(prisma: PrismaClient, now: () => Date) {
    this.#prisma = prisma;
    this.#now = now;
  }

  /** A new phone, never seen before. */
  async addPerson(externalId: string, name: string, locale: string): Promise<SimulatedPerson> {
    const made = await this.#prisma.contact.create({
      data: { channel: "simulator", externalId, displayName: name, locale, createdAt: this.#now() },
    });
    return { id: made.id, externalId, name, roles: [], locale };
  }

  async people(): Promise<SimulatedPerson[]> {
    const contacts = await this.#prisma.contact.findMany({
      where: { channel: "simulator" },
      // Of the story's people, who are all there from the same moment, Zalo's come first.
      orderBy: [{ createdAt: "asc" }, { externalId: "desc" }],
      include: { person: { include: { roles: true } }, households: true },
    });
    return contacts.map((contact) => ({
      id: contact.id,
      externalId: contact.externalId,
      name: contact.person?.name ?? contact.displayName ?? contact.externalId,
      roles: [
        ...new Set([
          ...(contact.person?.roles ?? []).filter(({ validTo }) => validTo === null).map(({ role }) => role),
          ...(contact.households.length > 0 ? ["household"] : []),
        ]),
      ],
      locale: contact.locale,
    }));
  }

  async person(id: string): Promise<SimulatedPerson | null> {
    return (await this.people()).find((person) => person.id === id) ?? null;
  }

  async show(
    externalId: string,
    shown: Bubble,
    files: ShownFile[],
    sender: "bot" | "person" = "bot",
    inboxExternalId: string | null = null,
  ): Promise<string> {
    const contact = await this.#prisma.contact.findUniqueOrThrow({
      where: { channel_externalId: { channel: "simulator", externalId } },
    });
    const made = await this.#prisma.simulatorMessage.create({
      data: {
        contactId: contact.id,
        sender,
        text: shown.text,
        buttons: shown.buttons satisfies Prisma.InputJsonValue,
        attachments: files satisfies Prisma.InputJsonValue,
        at: this.#now(),
        inboxExternalId,
      },
    });
    return made.id.toString();
  }

  /** What stands on a phone after the message `after`, oldest first. */
  async messages(contactId: string, after = "0"): Promise<ScreenMessage[]> {
    const rows = await this.#prisma.simulatorMessage.findMany({
      where: { contactId, id: { gt: BigInt(after) } },
      orderBy: { id: "asc" },
    });
    const understood = await this.#understood(
      contactId,
      rows.flatMap((row) => row.inboxExternalId ?? []),
    );
    return rows.map((row) => ({
      id: row.id.toString(),
      at: row.at,
      from: row.sender === "person" ? "person" : "bot",
      text: row.text,
      buttons: z.array(Button).parse(row.buttons),
      attachments: z.array(ShownFileRow).parse(row.attachments),
      understood: understood.get(row.inboxExternalId ?? "") ?? [],
    }));
  }

  /** What was said to these accounts from an instant on, oldest first. */
  said(contactIds: readonly string[], since: Date): Promise<{ contactId: string; at: Date; text: string }[]> {
    return this.#prisma.simulatorMessage.findMany({
      where: { contactId: { in: [...contactIds] }, sender: { not: "person" }, at: { gte: since } },
      orderBy: { id: "asc" },
      select: { contactId: true, at: true, text: true },
    });
  }

  /** What will fire until then, and for whom. */
  async agenda(until: Date): Promise<AgendaEntry[]> {
    const timers = await this.#prisma.timer.findMany({
      where: { firedAt: null, dueAt: { lte: until } },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      take: 500,
    });
    const names = await this.#names(timers);
    return timers.map((timer) => ({
      at: timer.dueAt,
      kind: timer.kind,
      to: names.get(timer.contactId ?? timer.personId ?? timer.householdId ?? "") ?? "?",
      about: aboutOf(timer.payload),
    }));
  }

  /** Who the ids of timers are, for showing. */
  async #names(
    timers: { contactId: string | null; personId: string | null; householdId: string | null }[],
  ): Promise<Map<string, string>> {
    const ids = (pick: (timer: (typeof timers)[number]) => string | null): string[] => [
      ...new Set(timers.flatMap((timer) => pick(timer) ?? [])),
    ];
    const [contacts, people, households] = await Promise.all([
      this.#prisma.contact.findMany({
        where: { id: { in: ids((timer) => timer.contactId) } },
        include: { person: true },
      }),
      this.#prisma.person.findMany({ where: { id: { in: ids((timer) => timer.personId) } } }),
      this.#prisma.household.findMany({ where: { id: { in: ids((timer) => timer.householdId) } } }),
    ]);
    return new Map([
      ...contacts.map((c): [string, string] => [c.id, c.person?.name ?? c.displayName ?? c.externalId]),
      ...people.map((p): [string, string] => [p.id, p.name]),
      ...households.map((h): [string, string] => [h.id, h.headName]),
    ]);
  }

  async #understood(
    contactId: string,
    externalIds: string[],
  ): Promise<Map<string, ScreenMessage["understood"]>> {
    if (externalIds.length === 0) return new Map();
    const inbox = await this.#prisma.inbox.findMany({
      where: { contactId, externalId: { in: externalIds } },
    });
    const answers = await this.#prisma.answer.findMany({
      where: { contactId, inboxId: { in: inbox.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    return new Map(
      inbox.map(({ id, externalId }) => [
        externalId,
        answers
          .filter(({ inboxId }) => inboxId === id)
          .map(({ flow, step, value }) => ({ step: `${flow}.${step}`, value })),
      ]),
    );
  }
}

const Payload = z.object({ kind: z.string(), flow: z.string().optional() });

function aboutOf(payload: unknown): string {
  const parsed = Payload.safeParse(payload);
  return parsed.success ? (parsed.data.flow ?? parsed.data.kind) : "?";
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import {
  FAULTS,
  IMITATED,
  type AgendaEntry,
  type Doing,
  type Fault,
  type Fired,
  type Imitated,
  type ScreenMessage,
  type SimulatedPerson,
} from "../turns/simulation.ts";

/** What the page and its visitors may do with the simulator. */
export type SimulatorDoor = {
  now: Date;
  people(): Promise<SimulatedPerson[]>;
  addPerson(name: string, vendor: Imitated, locale?: string): Promise<SimulatedPerson>;
  act(personId: string, doing: Doing): Promise<ScreenMessage[]>;
  messages(personId: string, after?: string): Promise<ScreenMessage[]>;
  pushClock(to: Date): Promise<Fired[]>;
  agenda(until: Date): Promise<AgendaEntry[]>;
  faults: { add(vendor: Imitated, fault: Fault, count: number): void };
  transcript(personId: string): Promise<string>;
  reset(): Promise<void>;
  /** Refuse visitors who came by another name than this machine's own, such as a page that rebinds its name to it. */
  onlyThisMachine: boolean;
  /** A picture that was sent to a phone. */
  file(id: string): Promise<{ mime: string; bytes: Uint8Array } | null | undefined>;
};

const NewPerson = z.strictObject({
  name: z.string().trim().min(1).max(100),
  channel: z.enum(IMITATED),
  locale: z.string().optional(),
});
const Short = z.string().max(10_000);
const DoingShape = z
  .strictObject({
    text: Short.optional(),
    button: Short.optional(),
    photo: z.unknown().optional(),
    /** Words under the photo. */
    caption: Short.optional(),
    voice: z.unknown().optional(),
    document: z.unknown().optional(),
    location: z.unknown().optional(),
    contact: z.union([Short, z.object({ phone: Short }).transform(({ phone }) => phone)]).optional(),
  })
  .refine((doing) => Object.keys(doing).filter((what) => what !== "caption").length === 1, {
    error: "give exactly one of text, button, photo, voice, document, location, contact",
  })
  .refine(({ caption, photo }) => caption === undefined || photo !== undefined, {
    error: "a caption stands under a photo: give both",
  });
const ClockMove = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance: z.string() }),
]);
const FaultShape = z.strictObject({
  channel: z.enum(IMITATED),
  kind: z.enum(FAULTS),
  count: z.int().min(1).max(1000).default(1),
});
const ById = z.object({ id: z.string() });
const After = z.object({ after: z.string().regex(/^\d+$/).optional() });
const Until = z.object({ until: z.iso.datetime({ offset: true }).optional() });

const DAY_MS = 86_400_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** The simulator's interface. A body of another shape is answered 400 with a sentence that says what it should be. */
export function simulatorRoutes(server: FastifyInstance, simulator: SimulatorDoor): void {
  const api = "/simulator/api";

  server.addHook("onRequest", async (request) => {
    if (simulator.onlyThisMachine && request.url.startsWith(api) && !LOOPBACK.has(request.hostname))
      throw new AppError(
        "not_here",
        "The simulator answers on this machine only; set HOST to open it to others.",
        1,
      );
  });
  server.get(`${api}/files/:id`, async (request, reply) => {
    const { id } = read(z.object({ id: z.uuid() }), request.params);
    const file = await simulator.file(id);
    if (file === null || file === undefined) throw new AppError("no_such_file", "There is no such file.", 1);
    return reply.type(file.mime).send(Buffer.from(file.bytes));
  });
  server.get(`${api}/people`, async () => (await simulator.people()).map(shownPerson));
  server.post(`${api}/people`, async (request, reply) => {
    const { name, channel, locale } = read(NewPerson, request.body);
    return reply.status(201).send(shownPerson(await simulator.addPerson(name, channel, locale)));
  });
  server.post(`${api}/people/:id/messages`, async (request) => {
    const { id } = read(ById, request.params);
    return { messages: await simulator.act(id, read(DoingShape, request.body)) };
  });
  server.get(`${api}/people/:id/messages`, async (request) => {
    const { id } = read(ById, request.params);
    return { messages: await simulator.messages(id, read(After, request.query).after) };
  });
  server.get(`${api}/people/:id/transcript`, async (request, reply) => {
    const { id } = read(ById, request.params);
    return reply.type("text/plain; charset=utf-8").send(await simulator.transcript(id));
  });
  server.get(`${api}/clock`, () => ({ now: simulator.now.toISOString() }));
  server.post(`${api}/clock`, async (request) => {
    const move = read(ClockMove, request.body);
    const to = "now" in move ? new Date(move.now) : advanced(simulator.now, move.advance);
    const fired = await simulator.pushClock(to);
    return { now: simulator.now.toISOString(), fired };
  });
  server.get(`${api}/agenda`, (request) => {
    const { until } = read(Until, request.query);
    return simulator.agenda(
      until === undefined ? new Date(simulator.now.getTime() + 60 * DAY_MS) : new Date(until),
    );
  });
  server.post(`${api}/faults`, (request) => {
    const { channel, kind, count } = read(FaultShape, request.body);
    simulator.faults.add(channel, kind, count);
    return { channel, kind, count };
  });
  server.post(`${api}/reset`, async () => {
    await simulator.reset();
    return { now: simulator.now.toISOString() };
  });
}

function read<T>(shape: z.ZodType<T>, given: unknown): T {
  const parsed = shape.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    "bad_request",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "cannot be read"}`,
    1,
  );
}

/** An ISO 8601 duration in weeks, days, hours and minutes, such as P1D or PT90M. */
function advanced(now: Date, duration: string): Date {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration);
  const [, weeks, days, hours, minutes] = match ?? [];
  const ms =
    (Number(weeks ?? 0) * 7 + Number(days ?? 0)) * DAY_MS +
    Number(hours ?? 0) * 3_600_000 +
    Number(minutes ?? 0) * 60_000;
  if (match === null || ms === 0)
    throw new AppError(
      "bad_duration",
      `"${duration}" is no duration: write P1D for a day, PT3H for three hours.`,
      1,
    );
  return new Date(now.getTime() + ms);
}

function shownPerson({ externalId, ...person }: SimulatedPerson): object {
  return { ...person, channel: externalId.startsWith("telegram:") ? "telegram" : "zalo" };
}

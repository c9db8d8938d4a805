import { z } from "zod";
import type { FakeClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Answer, Call } from "./http-server.ts";
import type { History } from "./record.ts";
import { isFields, readJson } from "./values.ts";
import type { Fields } from "./values.ts";

/** What another process may do with a running fake. */
export type Controlled = {
  history: History;
  faults: Faults;
  clock: FakeClock;
  addPerson(details: Fields): void;
  /** Lets a person do something; throws where the person, the action or the button is not there. */
  act(person: string, action: string, details: Fields): unknown;
  inbox(person: string): readonly unknown[];
  /** Resolves once every update has been taken. */
  settled(): Promise<void>;
  /** What only this fake can do, by request: "POST webhook" and the like. */
  extras?: Readonly<Record<string, (body: unknown) => unknown>>;
};

const faultShape = z.strictObject({
  on: z.string(),
  kind: z.enum([
    "429",
    "500",
    "502",
    "error",
    "reset",
    "timeout",
    "lost_answer",
    "slow",
    "bad_json",
    "duplicate",
    "reorder",
    "delay",
  ]),
  count: z.number().int().positive().exactOptional(),
  chat: z.string().exactOptional(),
  chance: z.number().min(0).max(1).exactOptional(),
  retryAfter: z.number().exactOptional(),
  ms: z.number().exactOptional(),
  times: z.number().int().exactOptional(),
  parallel: z.boolean().exactOptional(),
  code: z.number().int().exactOptional(),
  message: z.string().exactOptional(),
});
const said = z.object({ person: z.coerce.string(), text: z.string() });
const tapped = z.object({ person: z.coerce.string(), button: z.string() });
const acted = z.looseObject({ person: z.coerce.string(), action: z.string() });
const clockSet = z.union([z.object({ now: z.iso.datetime() }), z.object({ advance_ms: z.number() })]);

/**
 * Answers `/__control/...`: history, faults, people, say, tap, act, inbox, clock, settled. JSON in and out; a mistake
 * answers 400 with the reason.
 */
export async function control(fake: Controlled, call: Call): Promise<Answer> {
  const body = readJson(call.body.toString("utf8"));
  try {
    const json = await run(
      fake,
      `${call.method} ${call.path.replace(/^\/__control\//, "")}`,
      body,
      call.query,
    );
    return { status: 200, json: json ?? null };
  } catch (error) {
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

async function run(
  fake: Controlled,
  request: string,
  body: unknown,
  query: URLSearchParams,
): Promise<unknown> {
  const extra = fake.extras?.[request];
  if (extra !== undefined) return extra(body);
  switch (request) {
    case "GET history": {
      const after = Number(query.get("after") ?? 0);
      return fake.history.events.filter((event) => event.seq > after);
    }
    case "DELETE history":
      return fake.history.clear();
    case "GET faults":
      return fake.faults.pending();
    case "POST faults":
      return fake.faults.add(faultShape.parse(body));
    case "DELETE faults":
      return fake.faults.clear();
    case "POST people":
      return fake.addPerson(isFields(body) ? body : {});
    case "POST say": {
      const { person, text } = said.parse(body);
      return fake.act(person, "says", { text });
    }
    case "POST tap": {
      const { person, button } = tapped.parse(body);
      return fake.act(person, "taps", { button });
    }
    case "POST act": {
      const { person, action, ...details } = acted.parse(body);
      return fake.act(person, action, details);
    }
    case "GET inbox":
      return fake.inbox(query.get("person") ?? "");
    case "GET clock":
      return { now: fake.clock.now().toISOString() };
    case "POST clock": {
      const wish = clockSet.parse(body);
      if ("now" in wish) fake.clock.set(new Date(wish.now));
      else fake.clock.advance(wish.advance_ms);
      return { now: fake.clock.now().toISOString() };
    }
    case "GET settled":
      await fake.settled();
      return { settled: true };
    default:
      throw new Error(`Unknown control request "${request}"`);
  }
}

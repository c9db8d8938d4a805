import { z } from "zod";
import { makeClock } from "./common/clock.ts";
import type { FakeClock } from "./common/clock.ts";
import { control } from "./common/control.ts";
import { makeFaults } from "./common/faults.ts";
import type { Fault, Faults } from "./common/faults.ts";
import { listen } from "./common/http-server.ts";
import type { Answer, Call } from "./common/http-server.ts";
import { makePoster } from "./common/post.ts";
import { makeHistory } from "./common/record.ts";
import type { History } from "./common/record.ts";
import { makeTimers } from "./common/timers.ts";
import type { Timers } from "./common/timers.ts";
import { isFields, readJson, textAt } from "./common/values.ts";
import type { Fields } from "./common/values.ts";
import { waitFor } from "./common/wait-for.ts";
import { withFault } from "./common/with-fault.ts";
import { makeBotEvents } from "./zalo-bot/events.ts";
import { BotRefusal, newBotId, runBotMethod } from "./zalo-bot/methods.ts";
import type { BotWorld } from "./zalo-bot/methods.ts";
import { makeZaloBotPerson } from "./zalo-bot/people.ts";
import type { ZaloBotPerson } from "./zalo-bot/people.ts";

export type FakeZaloBotOptions = {
  token?: string;
  port?: number;
  now?: () => Date;
  /** Real deliveries come bare; the documents show them wrapped in `{ok, result}`. */
  payloads?: "bare" | "wrapped";
  /** Messages of the month: 3,000 in the basic plan. */
  messages?: number;
  seed?: number;
  historyBodies?: boolean;
};

export type FakeZaloBot = {
  /** For ZALO_BOT_API_ROOT. */
  root: string;
  token: string;
  clock: FakeClock;
  history: History;
  faults: Faults;
  /** At most 50, as in the basic plan. */
  person(details: { id?: string; name: string }): ZaloBotPerson;
  settled(withinMs?: number): Promise<void>;
  close(): Promise<void>;
};

const mostPeople = 50;
const personShape = z.strictObject({ id: z.string().exactOptional(), name: z.string() });
const saidShape = z.object({ text: z.string() });

/** The Zalo Bot Platform on loopback: text and pictures only, one update a poll, webhooks that are never repeated. */
export async function startFakeZaloBot(options: FakeZaloBotOptions = {}): Promise<FakeZaloBot> {
  const clock = makeClock(options.now);
  const history = makeHistory({ bodies: options.historyBodies ?? true });
  const faults = makeFaults(options.seed);
  const poster = makePoster();
  const timers = makeTimers();
  const people = new Map<string, ZaloBotPerson>();
  let order = 0;
  const shown = new Set<() => void>();
  const isWrapped = options.payloads === "wrapped";
  const events = makeBotEvents(() => world, { history, faults, poster, timers, isWrapped });
  const world: BotWorld = {
    token: options.token ?? "4444444444444444:secret-of-the-bot",
    now: () => clock.now(),
    chats: new Map(),
    webhook: undefined,
    messagesLeft: options.messages ?? 3_000,
    nextEvent: (seconds) => events.next(seconds),
    show: (chat, text, photo) => {
      order += 1;
      const message = { id: newBotId(), text, photo, order };
      chat.messages.push(message);
      history.add({ what: "shown", chat: chat.id, message: message.id, text });
      for (const listener of shown) listener();
      return message;
    },
  };
  const watch = (listener: () => void) => {
    shown.add(listener);
    return () => void shown.delete(listener);
  };
  const person = ({ id = newBotId(), name }: { id?: string; name: string }) => {
    if (world.chats.size >= mostPeople) throw new Error("The basic plan lets 50 people talk with a bot");
    const chat = { id, name, messages: [], actions: [], lastAct: 0 };
    world.chats.set(id, chat);
    const parts = {
      now: world.now,
      emit: (to: string, event: Fields) => events.emit(to, event),
      order: () => order,
      watch,
    };
    const made = makeZaloBotPerson(parts, chat);
    people.set(id, made);
    return made;
  };
  const settled = async (withinMs = 10_000) => {
    await waitFor({
      find: () => (events.underway() === 0 ? true : undefined),
      watch: (listener) => events.watch(listener),
      withinMs,
      complaint: () => `${events.underway()} events were still under way after ${withinMs} ms`,
    });
  };
  const named = (id: string) => {
    const found = people.get(id);
    if (found === undefined) throw new Error(`There is no person ${id}; add one with POST /__control/people`);
    return found;
  };
  const controlled = {
    history,
    faults,
    clock,
    addPerson: (given: unknown) => void person(personShape.parse(given)),
    act: (id: string, action: string, given: unknown) => {
      if (action !== "says") throw new Error(`A person on the Bot Platform cannot "${action}"`);
      return named(id).says(saidShape.parse(given).text);
    },
    inbox: (id: string) => named(id).inbox,
    settled,
  };
  const server = await listen(
    (call) =>
      call.path.startsWith("/__control/")
        ? control(controlled, call)
        : answer({ world, history, faults, timers }, call),
    options.port,
  );
  return {
    root: server.root,
    token: world.token,
    clock,
    history,
    faults,
    person,
    settled,
    close: async () => {
      timers.close();
      poster.close();
      await server.close();
    },
  };
}

type Parts = { world: BotWorld; history: History; faults: Faults; timers: Timers };

async function answer({ world, history, faults, timers }: Parts, call: Call): Promise<Answer> {
  const [, token, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(call.path)) ?? [];
  if (token !== world.token) return refused(new BotRefusal(401, "Unauthorized"));
  const params = call.body.length === 0 ? {} : readJson(call.body.toString("utf8"));
  const chat = isFields(params) ? (textAt(params, "chat_id") ?? null) : null;
  const number = history.nextCall();
  history.add({ what: "call", call: number, method, chat, params });
  const fault = faults.take(method, chat);
  const run = async (): Promise<Answer> => {
    try {
      return { status: 200, json: { ok: true, result: await runBotMethod(world, method, params) } };
    } catch (error) {
      if (error instanceof BotRefusal) return refused(error);
      throw error;
    }
  };
  const given = await withFault(fault, { run, refuse: faultAnswer, timers });
  const json = "json" in given && isFields(given.json) ? given.json : {};
  const status = "cut" in given ? null : given.status;
  const named = fault === undefined ? {} : { fault: fault.kind };
  const code = Number(json["error_code"] ?? 0);
  history.add({ what: "answer", call: number, method, chat, status, code, body: json, ...named });
  return given;
}

/** The platform is to be judged by `ok`: a refusal comes with HTTP 200. */
function refused(refusal: BotRefusal): Answer {
  return { status: 200, json: { ok: false, error_code: refusal.code, description: refusal.message } };
}

function faultAnswer(fault: Fault): Answer {
  if (fault.kind === "429") return refused(new BotRefusal(429, "Quota exceeded"));
  if (fault.kind === "error")
    return refused(new BotRefusal(fault.code ?? 400, fault.message ?? "Bad Request"));
  return { status: fault.kind === "502" ? 502 : 500, bytes: Buffer.from("<html></html>"), type: "text/html" };
}

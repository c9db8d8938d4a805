import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { telegramFront, type Front } from "./fronts.ts";

/** The vendors' servers at their smallest: they take every message at once and tell whoever waits for it. */
export type Stub = { root: string; replied(chat: number): Promise<void>; close(): void };

export type Driven = { turns: number; seconds: number; ackMs: number[]; replyMs: number[] };

export type Drive = {
  atOnce: number;
  /** It ends after so many seconds, or so many turns. */
  seconds?: number;
  turns?: number;
  /** Turns begun in a second, evenly; as many as can be where nothing is said. */
  perSecond?: number;
  front?: Front;
};

export async function startStub(): Promise<Stub> {
  const waiting = new Map<number, () => void>();
  const serve = async (call: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await bodyOf(call);
    const found = /"(?:chat_id|user_id)":"?(\d+)/.exec(body)?.[1];
    const chat = Number(found ?? 0);
    const isMessage =
      call.url?.endsWith("sendMessage") === true || call.url?.includes("/oa/message") === true;
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify(answerTo(call.url ?? "", chat)));
    if (isMessage) waiting.get(chat)?.();
  };
  const server = createServer((call, answer) => void serve(call, answer));
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stub has no port");
  return {
    root: `http://127.0.0.1:${address.port}`,
    replied: (chat) =>
      new Promise((resolve) => {
        waiting.set(chat, () => {
          waiting.delete(chat);
          resolve();
        });
      }),
    close: () => server.closeAllConnections(),
  };
}

function answerTo(url: string, chat: number): object {
  if (url.endsWith("sendMessage")) {
    const message = { message_id: 1, date: 0, chat: { id: chat, type: "private" }, text: "" };
    return { ok: true, result: message };
  }
  if (url.endsWith("/oa/access_token"))
    return { access_token: "an-access-token", refresh_token: "a-refresh-token", expires_in: "90000" };
  if (url.includes("/oa/"))
    return { error: 0, message: "Success", data: { message_id: "m", user_id: String(chat) } };
  return { ok: true, result: true };
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let lastMessage = 1;
let lastPerson = 1_000_000;

/**
 * So many people talk at once, each of them waiting for the reply before she writes on; whoever has come to the end is
 * followed by the next. Where there are several addresses people are spread evenly over them.
 */
export async function drive(
  urls: string | readonly string[],
  stub: Stub,
  lines: readonly string[],
  { atOnce, seconds = Infinity, turns = Infinity, perSecond, front = telegramFront }: Drive,
): Promise<Driven> {
  const targets = typeof urls === "string" ? [urls] : urls;
  const from = performance.now();
  const until = from + seconds * 1000;
  const stepMs = perSecond === undefined ? 0 : (atOnce / perSecond) * 1000;
  const driven: Driven = { turns: 0, seconds: 0, ackMs: [], replyMs: [] };
  const row = async (_: unknown, place: number): Promise<void> => {
    // Nobody keeps step with the others through a talk: on every beat somebody is at each of its lines.
    let next = from + (stepMs * lines.length * place) / atOnce;
    while (performance.now() < until && driven.turns < turns) {
      lastPerson += 1;
      const chat = lastPerson;
      const url = `${targets[chat % targets.length] ?? ""}${front.path}`;
      for (const text of lines) {
        // The beat goes by the hour and not by the reply: a slow answer does not make the load lighter.
        if (stepMs > 0) await pause(Math.max(0, next - performance.now()));
        next += stepMs;
        const asked = performance.now();
        const replied = stub.replied(chat);
        lastMessage += 1;
        await post(url, front.write(chat, text, lastMessage));
        driven.ackMs.push(performance.now() - asked);
        await replied;
        driven.replyMs.push(performance.now() - asked);
        driven.turns += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, row));
  driven.seconds = (performance.now() - from) / 1000;
  return driven;
}

function post(url: string, { body, headers }: ReturnType<Front["write"]>): Promise<void> {
  return new Promise((resolve, reject) => {
    const all = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...headers,
    };
    const call = request(url, { method: "POST", agent, headers: all }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`The webhook answered ${answer.statusCode ?? 0}`));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

async function bodyOf(call: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of call) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

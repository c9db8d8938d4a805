import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";

export const SECRET = "a-secret-of-the-webhook";
export const TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

/** A Bot API at its smallest: takes every message at once and tells whoever waits for it. */
export type Stub = { root: string; replied(chat: number): Promise<void>; close(): void };

export type Driven = { turns: number; seconds: number; ackMs: number[]; replyMs: number[] };

export async function startStub(): Promise<Stub> {
  const waiting = new Map<number, () => void>();
  const serve = async (call: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const chat = Number(/"chat_id":(\d+)/.exec(await bodyOf(call))?.[1] ?? 0);
    const isMessage = call.url?.endsWith("sendMessage") === true;
    const message = { message_id: 1, date: 0, chat: { id: chat, type: "private" }, text: "" };
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ ok: true, result: isMessage ? message : true }));
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

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let lastUpdate = 1;
let lastPerson = 1_000_000;

/**
 * So many people talk at once, each of them waiting for the reply before she writes on; whoever has come to the end is
 * followed by the next. Ends after `seconds`.
 */
export async function drive(
  url: string,
  stub: Stub,
  lines: readonly string[],
  { atOnce, seconds }: { atOnce: number; seconds: number },
): Promise<Driven> {
  const from = performance.now();
  const until = from + seconds * 1000;
  const driven: Driven = { turns: 0, seconds: 0, ackMs: [], replyMs: [] };
  const row = async (): Promise<void> => {
    while (performance.now() < until) {
      lastPerson += 1;
      const chat = lastPerson;
      for (const text of lines) {
        const asked = performance.now();
        const replied = stub.replied(chat);
        await post(`${url}/webhooks/telegram`, update(chat, text));
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

function update(chat: number, text: string): string {
  lastUpdate += 1;
  const from = { id: chat, is_bot: false, first_name: "Bảy", language_code: "vi" };
  const date = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const message = { message_id: lastUpdate, date, chat: { id: chat, type: "private" }, from, text };
  return JSON.stringify({ update_id: lastUpdate, message });
}

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-telegram-bot-api-secret-token": SECRET,
    };
    const call = request(url, { method: "POST", agent, headers }, (answer) => {
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

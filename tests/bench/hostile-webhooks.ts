import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { z } from "zod";
import { seeded } from "../reliability/random.ts";
import { freePort, startProgram } from "../support/program.ts";
import { benchDatabase } from "./database.ts";
import { startStub } from "./drive.ts";
import { SECRET, TOKEN } from "./fronts.ts";

/**
 * 20,000 malformed or hostile requests at the doors of the built program, by kind: which statuses came, what was stored
 * that was not verified (must be 0), answers other than expected (must be 0), and the memory before and after. Arguments:
 * how many, seed.
 */
const [count = "20000", seed = "1"] = process.argv.slice(2);
const random = seeded(Number(seed));
const ZALO = { appId: "123456789", oaId: "4820000000000000001", appSecret: "app-secret", oaKey: "oa-secret" };

type Shot = {
  kind: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  expected: readonly number[];
};

const telegram = { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET };
const json = { "content-type": "application/json" };
const pick = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
const noise = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** A message as Telegram brings it, with odd words in it. */
function update(id: number, text: string, name = "Bảy"): Buffer {
  const from = { id: 5_000_000 + (id % 50), is_bot: false, first_name: name, language_code: "vi" };
  const message = { message_id: id, date: 1_795_400_000, chat: { id: from.id, type: "private" }, from, text };
  return Buffer.from(JSON.stringify({ update_id: id, message }));
}

function zaloEvent(oaId: string): string {
  return JSON.stringify({
    app_id: ZALO.appId,
    event_name: "user_send_text",
    timestamp: "1795400000000",
    sender: { id: "77" },
    recipient: { id: oaId },
    message: { text: "xin chào", msg_id: `m${Math.floor(random() * 1e9)}` },
  });
}

function signed(body: string, secret: string): Record<string, string> {
  const mac = createHash("sha256").update(`${ZALO.appId}${body}1795400000000${secret}`).digest("hex");
  return { ...json, "x-zevent-signature": `mac=${mac}` };
}

/** Every kind, with the statuses that are right for it. */
const KINDS: readonly [(id: number) => Shot, ...((id: number) => Shot)[]] = [
  () => ({
    kind: "no secret",
    path: "/webhooks/telegram",
    headers: json,
    body: update(1, "a"),
    expected: [401],
  }),
  () => ({
    kind: "wrong secret",
    path: "/webhooks/telegram",
    headers: { ...telegram, "x-telegram-bot-api-secret-token": noise(20).toString("hex") },
    body: update(1, "a"),
    expected: [401],
  }),
  () => ({
    kind: "noise with the right secret",
    path: "/webhooks/telegram",
    headers: telegram,
    body: noise(200),
    expected: [400],
  }),
  () => ({
    kind: "half of an update",
    path: "/webhooks/telegram",
    headers: telegram,
    body: update(1, "a").subarray(0, 60),
    expected: [400],
  }),
  () => ({
    kind: "another type of content",
    path: "/webhooks/telegram",
    headers: { ...telegram, "content-type": "text/xml" },
    body: Buffer.from("<a/>"),
    expected: [415],
  }),
  () => ({
    kind: "deep nesting",
    path: "/webhooks/telegram",
    headers: telegram,
    body: Buffer.from(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`),
    expected: [200, 400],
  }),
  () => ({
    kind: "prototype keys",
    path: "/webhooks/telegram",
    headers: telegram,
    body: Buffer.from('{"__proto__":{"update_id":1},"constructor":{"prototype":{"x":1}},"update_id":"x"}'),
    expected: [200],
  }),
  (id) => ({
    kind: "bidi, zero width, lone surrogates",
    path: "/webhooks/telegram",
    headers: telegram,
    body: update(id, "\u202Exin\u200B chào\uD800 \u0000"),
    expected: [200],
  }),
  (id) => ({
    kind: "a name of 100 kB",
    path: "/webhooks/telegram",
    headers: telegram,
    body: update(id, "a", "n".repeat(100_000)),
    expected: [200],
  }),
  () => ({
    kind: "a forged Zalo signature",
    path: "/webhooks/zalo",
    headers: { ...json, "x-zevent-signature": `mac=${noise(32).toString("hex")}` },
    body: Buffer.from(zaloEvent(ZALO.oaId)),
    expected: [401],
  }),
  () => {
    const body = zaloEvent("9999999999999999999");
    return {
      kind: "the right signature, another OA",
      path: "/webhooks/zalo",
      headers: signed(body, ZALO.oaKey),
      body: Buffer.from(body),
      expected: [200],
    };
  },
  () => {
    const body = zaloEvent(ZALO.oaId);
    return {
      kind: "a signature of another body",
      path: "/webhooks/zalo",
      headers: signed(body.replace("xin", "cho"), ZALO.oaKey),
      body: Buffer.from(body),
      expected: [401],
    };
  },
  () => ({
    kind: "a Zalo probe",
    path: "/webhooks/zalo",
    headers: json,
    body: Buffer.from("{}"),
    expected: [200],
  }),
  () => ({
    kind: "no door",
    path: pick(["/webhooks/viber", "/webhooks/zalo/../..", "/.env", `/${"a".repeat(3_000)}`]),
    headers: json,
    body: noise(10),
    expected: [400, 404, 414, 415],
  }),
];
/** Rare ones, since each costs much: a body of 10 MB, and a sender who never ends. */
const HUGE: Shot = {
  kind: "10 MB",
  path: "/webhooks/telegram",
  headers: telegram,
  body: Buffer.alloc(10 * 1024 * 1024, "a"),
  expected: [413],
};
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const database = await benchDatabase();
const stub = await startStub();
const port = await freePort();
const program = await startProgram({
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATABASE_URL: database.url,
  ENCRYPTION_KEY: "0".repeat(64),
  LOG_LEVEL: "silent",
  TELEGRAM_API_ROOT: stub.root,
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  ZALO_APP_ID: ZALO.appId,
  ZALO_APP_SECRET: ZALO.appSecret,
  ZALO_OA_ID: ZALO.oaId,
  ZALO_OA_SECRET_KEY: ZALO.oaKey,
  ZALO_OPENAPI_ROOT: stub.root,
  ZALO_OAUTH_ROOT: stub.root,
  ZALO_BUSINESS_ROOT: stub.root,
});
const statuses = new Map<string, Map<number, number>>();
/** The first half fills what is kept of pages and buffers; a leak would grow as much in the second. */
const MORE_MEGABYTES = 60;
let unexpected = 0;
let isGood = false;
try {
  await fireAll(Number(count) / 2);
  const before = megabytes(program.pid);
  await fireAll(Number(count) / 2);
  const slow = await slowSenders(20);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const stored = z.array(z.object({ channel: z.string(), unverified: z.coerce.number() })).parse(
    (
      await client.query(
        `SELECT c.channel, count(*) FILTER (WHERE c.channel <> 'telegram' OR c.external_id::bigint < 5000000
             OR c.external_id::bigint >= 5000050) AS unverified
           FROM inbox i JOIN contacts c ON c.id = i.contact_id GROUP BY c.channel`,
      )
    ).rows,
  );
  await client.end();
  for (const [kind, counted] of statuses) print({ bench: "hostile", kind, ...Object.fromEntries(counted) });
  const unverified = stored.reduce((sum, { unverified: kept }) => sum + kept, 0);
  const after = megabytes(program.pid);
  const alive = (await status({ path: "/health/live", headers: {}, body: Buffer.alloc(0) }, "GET")) === 200;
  isGood = unexpected === 0 && unverified === 0 && alive && after - before < MORE_MEGABYTES;
  print({
    bench: "hostile_webhooks",
    requests: Number(count),
    unexpected,
    slow_senders_cut: slow,
    stored_unverified: unverified,
    megabytes_at_half: before,
    megabytes_after: after,
    alive,
    good: isGood,
  });
} finally {
  await program.stop();
  stub.close();
  await database.drop();
}
process.exit(isGood ? 0 : 1);

async function fireAll(shots: number): Promise<void> {
  let next = 0;
  const row = async (): Promise<void> => {
    while (next < shots) {
      next += 1;
      const shot = next % 1_000 === 0 ? HUGE : pick(KINDS)(1_000_000 + next);
      const got = await status(shot);
      const counted = statuses.get(shot.kind) ?? new Map<number, number>();
      counted.set(got, (counted.get(got) ?? 0) + 1);
      statuses.set(shot.kind, counted);
      // A line that is cut while a body that is too long still comes in is an answer as well.
      if (!shot.expected.includes(got) && !(shot === HUGE && got === 0)) unexpected += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, row));
}

/** Senders who say how long their body is and never send it: how many were cut off within the time that is allowed. */
async function slowSenders(senders: number): Promise<number> {
  const cut = Array.from(
    { length: senders },
    () =>
      new Promise<number>((resolve) => {
        const call = request(
          {
            port,
            host: "127.0.0.1",
            method: "POST",
            path: "/webhooks/telegram",
            headers: { ...telegram, "content-length": 1000 },
          },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode === 408 ? 1 : 0);
          },
        );
        call.on("error", () => resolve(1));
        call.write("{");
        setTimeout(() => call.destroy(), 30_000).unref();
      }),
  );
  return (await Promise.all(cut)).reduce((sum, one) => sum + one, 0);
}

/** The status of the answer; 0 where the line was cut. */
function status(
  { path, headers, body }: Pick<Shot, "path" | "headers" | "body">,
  method = "POST",
): Promise<number> {
  return new Promise((resolve) => {
    const call = request(
      {
        port,
        host: "127.0.0.1",
        method,
        path,
        agent,
        headers: { ...headers, "content-length": body.length },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    call.on("error", () => resolve(0));
    call.end(body);
  });
}

/** What the process holds, by Linux's own count; 0 where there is none. */
function megabytes(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

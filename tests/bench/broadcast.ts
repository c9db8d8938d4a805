import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { startApp } from "../../src/app.ts";
import { instantAt } from "../../src/calendar/local-date.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { planBroadcast } from "../../src/reminders/broadcast-plan.ts";
import { pumpBroadcasts } from "../../src/reminders/pump-broadcasts.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { Pacer } from "../../src/turns/pacer.ts";
import type { Parts } from "../../src/turns/parts.ts";
import { makeRate } from "../fakes/telegram/rate.ts";
import { benchDatabase } from "./database.ts";
import { TOKEN } from "./drive.ts";

/**
 * A message to a hundred thousand accounts by Telegram: how long the planning takes; then, for a bounded time, at the
 * vendor's own limit against a server that answers 429 to the 31st call of any sliding second; then as fast as the machine
 * can, for memory, again bounded. One JSON line each. Arguments: recipients (100000), seconds of each part (60); `npm run bench`
 * takes 5,000 and ten seconds.
 */
const [recipients = "100000", seconds = "60"] = process.argv.slice(2);
const PER_SECOND = 30;
/** Households written in one statement. */
const AT_ONCE = 5_000;
/** As if the vendor allowed a hundred times as much. */
const SCALE = 100;

const vendor = await startVendor();
const database = await benchDatabase();
const pool = openPool(database.url, 6);
const sql = sqlOf(pool);
const clock = new StoppedClock(instantAt("2026-12-01", 9));
const config = readConfig({
  PORT: "0",
  LOG_LEVEL: "silent",
  DATABASE_URL: database.url,
  ENCRYPTION_KEY: "0".repeat(64),
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: vendor.root,
  TELEGRAM_MODE: "polling",
});
const app = await startApp(config, makeLog(config.LOG_LEVEL), { clock });
try {
  const broadcast = await addAudience(Number(recipients));
  const began = performance.now();
  await inTransaction(pool, (client) => planBroadcast(sqlOf(client), broadcast, clock.now()));
  print({
    bench: "broadcast_planned",
    seconds: round((performance.now() - began) / 1000),
    ...(await counts()),
  });

  vendor.limit(PER_SECOND);
  print({ bench: "broadcast_at_the_limit", limit: PER_SECOND, ...(await send(app.parts)) });

  vendor.limit(Infinity);
  const pacer = new Pacer({
    sql,
    nudges: app.parts.nudges,
    alarm: () => undefined,
    pace: (channel) => app.parts.pacer.pace(channel) / SCALE,
  });
  print({ bench: "broadcast_as_fast_as_it_goes", ...(await send({ ...app.parts, pacer })) });
  print({ bench: "broadcast_left", ...(await counts()) });
} finally {
  await app.stop();
  await pool.end();
  await database.drop();
  vendor.close();
}
process.exit(0);

/** Sends for a while, then pauses the broadcast as a leader would. The memory is what lives after a collection. */
async function send(parts: Parts): Promise<object> {
  vendor.begin();
  await sql.run("UPDATE broadcasts SET state = 'sending'");
  const from = performance.now();
  const sending = pumpBroadcasts(parts);
  const heaps: number[] = [];
  for (let quarter = 1; quarter <= 4; quarter += 1) {
    await pause((Number(seconds) * 1000) / 4);
    heaps.push(livingMegabytes());
  }
  await sql.run("UPDATE broadcasts SET state = 'paused'");
  await sending;
  const took = (performance.now() - from) / 1000;
  const { taken, refused, most } = vendor.seen();
  return {
    sent: taken,
    a_second: round(taken / took),
    most_in_a_second: most,
    refused_429: refused,
    heap_mb: heaps,
    hours_for_all: round(Number(recipients) / (taken / took) / 3600),
  };
}

/** One commune, and so many households with an account each, written in a few statements. */
async function addAudience(count: number): Promise<Parameters<typeof planBroadcast>[1]> {
  await sql.run(
    `WITH unit AS (INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id),
     named AS (INSERT INTO unit_versions (id, unit_id, name, type, valid_from)
       SELECT gen_random_uuid(), id, 'Tỉnh Thử', 'tinh', '2025-07-01' FROM unit),
     author AS (INSERT INTO people (id, name, folded) VALUES (gen_random_uuid(), 'Khoa', 'khoa') RETURNING id)
     INSERT INTO roles (id, person_id, role, unit_id, valid_from)
     SELECT gen_random_uuid(), author.id, 'province', unit.id, '2025-07-01' FROM author, unit`,
  );
  for (let from = 1; from <= count; from += AT_ONCE)
    await sql.run(
      `WITH home AS (SELECT n, gen_random_uuid() AS household, gen_random_uuid() AS contact FROM generate_series($1::int, $2::int) AS n),
       households AS (INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
         SELECT household, 'T' || n, 'Hộ ' || n, 'ho ' || n, (SELECT unit_id FROM unit_versions LIMIT 1), $3 FROM home),
       contacts AS (INSERT INTO contacts (id, channel, external_id, last_interaction_at, created_at)
         SELECT contact, 'telegram', (1000000 + n)::text, $3, $3 FROM home)
       INSERT INTO household_contacts (household_id, contact_id, valid_from) SELECT household, contact, '2026-01-01' FROM home`,
      [from, Math.min(from + AT_ONCE - 1, count), instantAt("2026-11-01", 9)],
    );
  await pool.query("ANALYZE");
  const [unit] = await sql.rows(
    z.object({ unit_id: z.string() }),
    "SELECT unit_id FROM unit_versions LIMIT 1",
  );
  const audience = {
    unit: unit?.unit_id ?? "",
    who: "households",
    status: null,
    livelihood: null,
    locale: null,
    silent_days: null,
  } as const;
  const [made] = await sql.rows(
    z.object({ id: z.string() }),
    `INSERT INTO broadcasts (id, author_id, unit_id, audience, text, state, send_at, created_at)
     SELECT gen_random_uuid(), p.id, $1, $2::jsonb, 'Chiều nay nước lên, bà con coi chừng ao cá.', 'paused', $3, $3 FROM people p LIMIT 1
     RETURNING id`,
    [audience.unit, JSON.stringify(audience), clock.now()],
  );
  return { id: made?.id ?? "", audience };
}

async function counts(): Promise<object> {
  const [row] = await sql.rows(
    z.object({ planned: z.int(), queued: z.int(), sent: z.int(), twice: z.int() }),
    `SELECT count(*) FILTER (WHERE r.state = 'planned')::int AS planned, count(*) FILTER (WHERE r.state = 'queued')::int AS queued,
       count(*) FILTER (WHERE o.status = 'sent')::int AS sent,
       (SELECT count(*)::int FROM (SELECT FROM outbox GROUP BY contact_id HAVING count(*) > 1) t) AS twice
     FROM broadcast_recipients r LEFT JOIN outbox o ON o.id = r.outbox_id`,
  );
  return row ?? {};
}

/** The Bot API at its smallest, with the flood control of the real one. */
async function startVendor() {
  let rate = makeRate({});
  let seen = { taken: 0, refused: 0, most: 0 };
  let lately: number[] = [];
  const server = createServer((call, answer) => {
    call.resume();
    call.on("end", () => {
      answer.setHeader("content-type", "application/json");
      if (call.url?.endsWith("sendMessage") !== true) return answer.end('{"ok":true,"result":[]}');
      if (rate.count("all") !== undefined) {
        seen.refused += 1;
        answer.statusCode = 429;
        return answer.end(
          '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}',
        );
      }
      const now = performance.now();
      lately = [...lately.filter((at) => at > now - 1000), now];
      seen.taken += 1;
      seen.most = Math.max(seen.most, lately.length);
      return answer.end(
        `{"ok":true,"result":{"message_id":${seen.taken},"date":0,"chat":{"id":1,"type":"private"},"text":""}}`,
      );
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The vendor has no port");
  return {
    root: `http://127.0.0.1:${address.port}`,
    limit(perSecond: number) {
      rate = makeRate({ perSecond });
    },
    begin() {
      seen = { taken: 0, refused: 0, most: 0 };
      lately = [];
    },
    seen: () => seen,
    close: () => server.closeAllConnections(),
  };
}

function livingMegabytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc()");
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

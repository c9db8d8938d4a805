import { setTimeout as pause } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { z } from "zod";
import { instantAt } from "../../src/calendar/local-date.ts";
import { telegramApi } from "../../src/channels/telegram/api.ts";
import { StoppedClock } from "../../src/clock.ts";
import { planBroadcast } from "../../src/reminders/broadcast-plan.ts";
import { pumpBroadcasts } from "../../src/reminders/pump-broadcasts.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { Pacer } from "../../src/turns/pacer.ts";
import { startRedis } from "../support/redis-server.ts";
import { addAudience, broadcastCounts } from "./audience.ts";
import { startBroadcaster } from "./broadcaster.ts";
import { benchDatabase } from "./database.ts";
import { TOKEN } from "./fronts.ts";
import { print, round } from "./figures.ts";
import { startVendor } from "./vendor.ts";

/**
 * A message to so many accounts by our road (planned as rows, taken in batches, written into the outbox, sent, put on
 * record) beside BullMQ alone with as many jobs that make the same call of the same client: one Redis, one local server
 * that takes at once, in turns of a few seconds until both are through. Both with so many calls under way, and without a
 * vendor's limit. Prints the time of each and the ratio, which is to be 0.80 or more. Arguments: recipients (100000),
 * seconds of a turn (10).
 */
const [recipients = "100000", seconds = "10"] = process.argv.slice(2);
const COUNT = Number(recipients);
const GOAL = 0.8;
/** As many as a broadcast has under way. */
const IN_FLIGHT = 50;
const ADDED_AT_ONCE = 1_000;
const Job = z.object({ chat: z.int() });
const TEXT = "Chiều nay nước lên, bà con coi chừng ao cá.";

const vendor = await startVendor();
const database = await benchDatabase();
const redis = await startRedis();
const pool = openPool(database.url, 6);
const sql = sqlOf(pool);
const clock = new StoppedClock(instantAt("2026-12-01", 9));
const app = await startBroadcaster(clock, { database: database.url, vendor: vendor.root, redis: redis.url });
const { api, close } = telegramApi(TOKEN, vendor.root);
const queue = new Queue("alone", { connection: { url: redis.url } });
const worker = new Worker(
  "alone",
  async ({ data }) => void (await api.sendMessage(Job.parse(data).chat, TEXT)),
  {
    connection: { url: redis.url, maxRetriesPerRequest: null },
    concurrency: IN_FLIGHT,
    autorun: false,
  },
);
let isFirst = true;
const used = { ours: 0, alone: 0 };
const reached = { ours: 0, alone: 0 };
try {
  const broadcast = await addAudience(sql, { count: COUNT, text: TEXT, now: clock.now() });
  used.ours += await timed(() =>
    inTransaction(pool, (client) => planBroadcast(sqlOf(client), broadcast, clock.now())),
  );
  used.alone += await timed(addJobs);
  print({
    bench: "fan_out_planned",
    recipients: COUNT,
    ours_ms: round(used.ours, 0),
    bullmq_ms: round(used.alone, 0),
  });
  while (reached.ours < COUNT || reached.alone < COUNT) {
    if (reached.ours < COUNT) await turn("ours", sendOurs);
    if (reached.alone < COUNT) await turn("alone", sendAlone);
  }
  const counts = await broadcastCounts(sql);
  const ratio = used.alone / used.ours;
  print({
    bench: "fan_out",
    recipients: COUNT,
    ours_a_second: round((COUNT / used.ours) * 1000, 0),
    bullmq_a_second: round((COUNT / used.alone) * 1000, 0),
    ratio: round(ratio),
    goal: GOAL,
    reached: ratio >= GOAL,
    ...counts,
  });
} finally {
  await worker.close();
  await queue.close();
  close();
  await app.stop();
  await pool.end();
  await redis.drop();
  await database.drop();
  vendor.close();
}
process.exit(0);

async function turn(who: "ours" | "alone", send: () => Promise<void>): Promise<void> {
  vendor.begin();
  used[who] += await timed(send);
  const { taken, refused } = vendor.seen();
  reached[who] += taken;
  print({ bench: "fan_out_turn", who, sent: taken, refused, all: reached[who] });
}

/** Until the turn is over or nobody is left, as a leader would pause it. */
async function sendOurs(): Promise<void> {
  const pacer = new Pacer({ sql, nudges: app.parts.nudges, alarm: () => undefined, pace: () => 0 });
  await sql.run("UPDATE broadcasts SET state = 'sending' WHERE state = 'paused'");
  const sending = pumpBroadcasts({ ...app.parts, pacer });
  await Promise.race([sending, pause(Number(seconds) * 1000, undefined, { ref: false })]);
  await sql.run("UPDATE broadcasts SET state = 'paused' WHERE state = 'sending'");
  await sending;
}

async function sendAlone(): Promise<void> {
  if (isFirst) void worker.run();
  else await worker.resume();
  isFirst = false;
  const until = performance.now() + Number(seconds) * 1000;
  while (vendor.seen().taken < COUNT - reached.alone && performance.now() < until) await pause(10);
  // Waits for what is under way.
  await worker.pause();
}

async function addJobs(): Promise<void> {
  for (let from = 1; from <= COUNT; from += ADDED_AT_ONCE)
    await queue.addBulk(
      Array.from({ length: Math.min(ADDED_AT_ONCE, COUNT - from + 1) }, (_, at) => ({
        name: "send",
        data: { chat: 1_000_000 + from + at },
        opts: { removeOnComplete: true },
      })),
    );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

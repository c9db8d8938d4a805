import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { instantAt } from "../../src/calendar/local-date.ts";
import { StoppedClock } from "../../src/clock.ts";
import { planBroadcast } from "../../src/reminders/broadcast-plan.ts";
import { pumpBroadcasts } from "../../src/reminders/pump-broadcasts.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { Pacer } from "../../src/turns/pacer.ts";
import type { Parts } from "../../src/turns/parts.ts";
import { addAudience, broadcastCounts } from "./audience.ts";
import { startBroadcaster } from "./broadcaster.ts";
import { benchDatabase } from "./database.ts";
import { print, round } from "./figures.ts";
import { startVendor } from "./vendor.ts";

/**
 * A message to a hundred thousand accounts by Telegram: how long the planning takes; then, for a bounded time, at the
 * vendor's own limit against a server that answers 429 to the 31st call of any sliding second; then as fast as the machine
 * can, for memory, again bounded. One JSON line each. Arguments: recipients (100000), seconds of each part (60); `npm run bench`
 * takes 5,000 and ten seconds.
 */
const [recipients = "100000", seconds = "60"] = process.argv.slice(2);
const PER_SECOND = 30;
const TEXT = "Chiều nay nước lên, bà con coi chừng ao cá.";
/** As if the vendor allowed a hundred times as much. */
const SCALE = 100;

const vendor = await startVendor();
const database = await benchDatabase();
const pool = openPool(database.url, 6);
const sql = sqlOf(pool);
const clock = new StoppedClock(instantAt("2026-12-01", 9));
const app = await startBroadcaster(clock, { database: database.url, vendor: vendor.root });
try {
  const broadcast = await addAudience(sql, { count: Number(recipients), text: TEXT, now: clock.now() });
  const began = performance.now();
  await inTransaction(pool, (client) => planBroadcast(sqlOf(client), broadcast, clock.now()));
  print({
    bench: "broadcast_planned",
    seconds: round((performance.now() - began) / 1000),
    ...(await broadcastCounts(sql)),
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
  print({ bench: "broadcast_left", ...(await broadcastCounts(sql)) });
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

function livingMegabytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc()");
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

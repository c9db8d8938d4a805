import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { z } from "zod";
import { linesOf } from "../reliability/stranger.ts";
import { cuttableLine, type CuttableLine } from "../support/cuttable-line.ts";
import { startRedis } from "../support/redis-server.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub, type Driven } from "./drive.ts";
import { print, quantile, round } from "./figures.ts";
import { telegramFront } from "./fronts.ts";
import { startListening } from "./listening-program.ts";

/**
 * The database, or Redis, away for so long under steady traffic: whether every webhook gets its 200 meanwhile, what the program holds
 * open, and how long after the end everybody has the reply. One JSON line; ends with 1 where something is lost, or more than
 * before is held open. Arguments: seconds away (60), postgres or redis for the queue, what is
 * away: database, redis, or server, where the database's own process ends once and is back as soon as it can.
 */
const [seconds = "60", queue = "postgres", away = "database"] = process.argv.slice(2);
const AWAY_MS = Number(seconds) * 1000;
const BEFORE_MS = 5_000;
const PER_SECOND = 20;
const PATIENCE_MS = 60_000;
/** Sockets of one that waits and one that is tried, and those of the stub. */
const MORE_FILES = 60;
const MEGABYTE = 1_048_576;
const lines = linesOf({ id: 1 })
  .slice(0, 1)
  .map(({ types }) => types);
const Marks = z.object({ n: z.int() });

const database = await benchDatabase();
const pool = new Pool({ connectionString: database.url, max: 1 });
pool.on("error", () => undefined);
const redis = queue === "redis" ? await startRedis() : null;
const [line, redisLine] = [await cuttableLine(database.url), redis && (await cuttableLine(redis.url))];
const ending: Pick<CuttableLine, "cut" | "mend"> = {
  // A fast shutdown: sessions are cut. Whoever made the server for this benchmark starts it again.
  cut: async () => void process.kill(database.serverPid, "SIGINT"),
  mend: async () => undefined,
};
const cut = away === "server" ? ending : away === "redis" && redisLine !== null ? redisLine : line;
const stub = await startStub();
const { url, program } = await startListening(throughLine(database.url, line), {
  ...(redis === null || redisLine === null ? {} : { REDIS_URL: throughLine(redis.url, redisLine) }),
  LOG_LEVEL: "silent",
  ...telegramFront.settings(stub.root),
});
let isGood = false;
try {
  const writing = writeSteadily(BEFORE_MS + AWAY_MS);
  await pause(BEFORE_MS);
  const files = openFiles();
  await cut.cut();
  const most = await watch(AWAY_MS);
  await cut.mend();
  const mended = performance.now();
  const written = await writing;
  const answered = await Promise.race([Promise.all(written), pause(PATIENCE_MS, null)]);
  const untilAnswered = performance.now() - mended;
  const { rows } = await pool.query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'sinh-ke mark' AND datname = current_database()",
  );
  const { n: marks } = Marks.parse(rows[0]);
  isGood = answered !== null && most.files <= files + MORE_FILES && marks === 1;
  print({
    bench: "outage",
    away,
    queue,
    seconds_away: Number(seconds),
    written: written.length,
    all_answered: answered !== null,
    ack_ms_p99:
      answered === null
        ? null
        : round(
            quantile(
              answered.flatMap(({ ackMs }) => ackMs),
              0.99,
            ),
            1,
          ),
    files_before: files,
    files_most: most.files,
    resident_mb_most: most.residentMb,
    seconds_until_all_had_their_reply: round(untilAnswered / 1000, 1),
    marks,
    good: isGood,
  });
} finally {
  await program.stop();
  await line.cut();
  await redisLine?.cut();
  stub.close();
  await pool.end();
  await redis?.drop();
  await database.drop();
}
process.exit(isGood ? 0 : 1);

/** One line of one new person after the other, evenly; each ends with its reply, and fails where the webhook says anything but 200. */
async function writeSteadily(ms: number): Promise<Promise<Driven>[]> {
  const written: Promise<Driven>[] = [];
  for (const until = performance.now() + ms; performance.now() < until;) {
    written.push(drive(url, stub, lines, { atOnce: 1, turns: 1 }));
    await pause(1000 / PER_SECOND);
  }
  return written;
}

function throughLine(target: string, { url: at }: CuttableLine): string {
  const through = new URL(target);
  through.host = new URL(at).host;
  return through.href;
}

function openFiles(): number {
  return readdirSync(`/proc/${program.pid}/fd`).length;
}

/** The most that the program held meanwhile. */
async function watch(ms: number): Promise<{ files: number; residentMb: number }> {
  const most = { files: 0, residentMb: 0 };
  for (const until = performance.now() + ms; performance.now() < until;) {
    await pause(500);
    const pages = Number(readFileSync(`/proc/${program.pid}/statm`, "utf8").split(" ")[1]);
    most.files = Math.max(most.files, openFiles());
    most.residentMb = Math.max(most.residentMb, round((pages * 4096) / MEGABYTE, 0));
  }
  return most;
}

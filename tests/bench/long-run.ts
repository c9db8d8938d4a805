import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { Pool } from "pg";
import { z } from "zod";
import { linesOf } from "../reliability/stranger.ts";
import type { Program } from "../support/program.ts";
import { startRedis } from "../support/redis-server.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub } from "./drive.ts";
import { print, quantile, round } from "./figures.ts";
import { telegramFront } from "./fronts.ts";
import { startListening } from "./listening-program.ts";

/**
 * So many turns through the webhook of one built program, each talk a new person's. At every twentieth: what lives in
 * memory after a collection, what the system gave it, database connections, open handles, the queue's size. A last line has
 * the slope over the last three quarters, by least squares. Arguments: turns (200000), postgres or redis for the queue.
 */
const [turns = "200000", queue = "postgres"] = process.argv.slice(2);
const AT_ONCE = 50;
const SAMPLES = 20;
/** Flat: under so many megabytes for each 10,000 turns of what lives after a collection; the year of a commune is no more turns. */
const FLAT_HEAP = 0.5;
/** The system takes memory back late, so that what it gave moves more. */
const FLAT_RESIDENT = 2;
const FROM = 0.25;
/** What is kept of words and texts fills up over the first thousands. */
const ENOUGH = 50_000;
const MEGABYTE = 1_048_576;
const lines = linesOf({ id: 1 }).map(({ types }) => types);

const Inside = z.object({ heap: z.number(), external: z.number(), handles: z.int() });
const Held = z.object({ connections: z.int(), jobs: z.coerce.number(), bytes: z.coerce.number() });
type Sample = { turns: number; heap_mb: number; resident_mb: number };

const database = await benchDatabase();
const pool = new Pool({ connectionString: database.url, max: 1 });
const redis = queue === "redis" ? await startRedis() : null;
const asking = redis === null ? null : new Redis(redis.url);
const stub = await startStub();
const { url, program } = await startListening(database.url, {
  ...(redis === null ? {} : { REDIS_URL: redis.url }),
  NODE_OPTIONS: tellsOfItself(),
  ...telegramFront.settings(stub.root),
});
const began = performance.now();
const samples: Sample[] = [];
try {
  let done = 0;
  await drive(url, stub, lines, { atOnce: AT_ONCE, seconds: 2 });
  for (let part = 1; part <= SAMPLES; part += 1) {
    const driven = await drive(url, stub, lines, { atOnce: AT_ONCE, turns: Number(turns) / SAMPLES });
    done += driven.turns;
    const sample = await look(program, done);
    samples.push(sample);
    print({
      bench: "long_run_at",
      ...sample,
      turns_per_second: round(driven.turns / driven.seconds, 0),
      ack_ms_p99: quantile(driven.ackMs, 0.99),
    });
  }
  const late = samples.filter((sample) => sample.turns > FROM * done);
  const heap = slopeOf(late, ({ heap_mb }) => heap_mb);
  const resident = slopeOf(late, ({ resident_mb }) => resident_mb);
  print({
    bench: "long_run",
    queue,
    turns: done,
    seconds: round((performance.now() - began) / 1000, 0),
    heap_mb_per_10000_turns: round(heap, 3),
    resident_mb_per_10000_turns: round(resident, 3),
    flat_below: { heap: FLAT_HEAP, resident: FLAT_RESIDENT },
    flat: done < ENOUGH ? "too short to say" : heap < FLAT_HEAP && resident < FLAT_RESIDENT,
  });
} finally {
  await program.stop();
  asking?.disconnect();
  await redis?.drop();
  stub.close();
  await pool.end();
  await database.drop();
}
process.exit(0);

async function look(of: Program, at: number): Promise<Sample & Record<string, number>> {
  const { heap, external, handles } = await insideOf(of);
  const held = await pool.query(
    `SELECT (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()) AS connections,
       (SELECT coalesce(sum(n_live_tup), 0) FROM pg_stat_user_tables WHERE schemaname = 'bullmq') AS jobs,
       (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c
         WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace('bullmq')) AS bytes`,
  );
  const { connections, jobs, bytes } = Held.array().length(1).parse(held.rows)[0] ?? Held.parse({});
  const memory = asking === null ? "" : await asking.info("memory");
  return {
    turns: at,
    heap_mb: round(heap / MEGABYTE),
    external_mb: round(external / MEGABYTE),
    resident_mb: round(residentKb(of.pid) / 1024),
    handles,
    files: readdirSync(`/proc/${of.pid}/fd`).length,
    connections,
    queue_rows: asking === null ? jobs : await asking.dbsize(),
    queue_mb: round(
      (asking === null ? bytes : Number(/used_memory:(\d+)/.exec(memory)?.[1] ?? 0)) / MEGABYTE,
    ),
  };
}

/** Asks the program what lives in it, after a collection; it answers by a line. */
async function insideOf(of: Program): Promise<z.infer<typeof Inside>> {
  const said = (): string[] => [...of.output().matchAll(/^MEMORY (.*)$/gm)].map(([, line = ""]) => line);
  const before = said().length;
  process.kill(of.pid, "SIGUSR2");
  for (const until = performance.now() + 30_000; performance.now() < until; await pause(20)) {
    const line = said()[before];
    if (line !== undefined) return Inside.parse(JSON.parse(line));
  }
  throw new Error(`The program does not answer:\n${of.output().slice(-2000)}`);
}

/** NODE_OPTIONS for a program that tells of itself on SIGUSR2. */
function tellsOfItself(): string {
  const code = `import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    process.on("SIGUSR2", () => {
      collect();
      const { heapUsed: heap, external } = process.memoryUsage();
      const handles = process.getActiveResourcesInfo().length;
      process.stderr.write("\\nMEMORY " + JSON.stringify({ heap, external, handles }) + "\\n");
    });`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}

/** Megabytes for each 10,000 turns, by least squares. */
function slopeOf(of: readonly Sample[], value: (sample: Sample) => number): number {
  const x = mean(of.map(({ turns: at }) => at));
  const y = mean(of.map(value));
  const above = of.reduce((sum, one) => sum + (one.turns - x) * (value(one) - y), 0);
  const below = of.reduce((sum, one) => sum + (one.turns - x) ** 2, 0);
  return below === 0 ? 0 : (above / below) * 10_000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

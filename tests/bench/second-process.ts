import { availableParallelism } from "node:os";
import { linesOf } from "../reliability/stranger.ts";
import { startRedis } from "../support/redis-server.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub } from "./drive.ts";
import { cpuMs, cpuOfFamilyMs, median, print, round } from "./figures.ts";
import { telegramFront } from "./fronts.ts";
import { startListening, type ListeningProgram } from "./listening-program.ts";

/**
 * Turns a second of one process and of two on the same PostgreSQL and Redis, alternately; beside them how many processors
 * programs, database, Redis and this driver kept busy, so that the limit can be named: where together they use all that the
 * machine has, a second process cannot bring more. Arguments: seconds of a round (10), people at once (50), rounds (3).
 */
const [seconds = "10", atOnce = "50", rounds = "3"] = process.argv.slice(2);
const plan = { seconds: Number(seconds), atOnce: Number(atOnce) };
const CORES = availableParallelism();
/** From so much of what the machine has it counts as used up: the system itself needs the rest. */
const USED_UP = 0.9;
/** One Node process computes on one processor; from so much of it, it is the limit itself. */
const ONE_PROCESS = 0.9;
const lines = linesOf({ id: 1 }).map(({ types }) => types);

const database = await benchDatabase();
const redis = await startRedis();
const stub = await startStub();
const programs = [await start(), await start()];
try {
  await drive(urls(2), stub, lines, { ...plan, seconds: 4 });
  const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let turn = 0; turn < Number(rounds); turn += 1)
    for (const count of [1, 2] as const) rates[count].push(await measure(count));
  const [one, two] = [median(rates[1]), median(rates[2])];
  print({ bench: "second_process", one, two, times: round(two / one), cores: CORES });
} finally {
  await Promise.all(programs.map(({ program }) => program.stop()));
  stub.close();
  await redis.drop();
  await database.drop();
}
process.exit(0);

/** Each says that it is the one whom the vendor reaches: a balancer's address for both. */
function start(): Promise<ListeningProgram> {
  return startListening(database.url, { REDIS_URL: redis.url, ...telegramFront.settings(stub.root) });
}

function urls(count: number): string[] {
  return programs.slice(0, count).map(({ url }) => url);
}

async function measure(count: 1 | 2): Promise<number> {
  const before = used();
  const driven = await drive(urls(count), stub, lines, plan);
  const cores = Object.fromEntries(
    Object.entries(used()).map(([part, ms]) => [
      part,
      round((ms - (before[part] ?? 0)) / 1000 / driven.seconds),
    ]),
  );
  const all = Object.values(cores).reduce((sum, one) => sum + one, 0);
  const perSecond = round(driven.turns / driven.seconds, 0);
  print({
    bench: "processes",
    processes: count,
    turns_per_second: perSecond,
    cores_busy: cores,
    cores_busy_together: round(all),
    limit:
      all >= CORES * USED_UP
        ? "the machine's processors"
        : (cores["programs"] ?? 0) >= count * ONE_PROCESS
          ? "the programs"
          : "waiting (disk, locks, round trips)",
  });
  return perSecond;
}

/** By part, in milliseconds of one processor. */
function used(): Record<string, number> {
  return {
    programs: programs.reduce((sum, { program }) => sum + cpuMs(program.pid), 0),
    database: cpuOfFamilyMs(database.serverPid),
    redis: cpuMs(redis.pid()),
    driver: cpuMs(process.pid),
  };
}

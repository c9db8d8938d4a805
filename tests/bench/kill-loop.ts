import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { findPostmaster, shutDown } from "../../src/store/embedded/postmaster.ts";
import { killLoop } from "../reliability/kill-loop.ts";
import type { Ground } from "../reliability/kill-stands.ts";
import { startRedis } from "../support/redis-server.ts";
import { benchDatabase } from "./database.ts";

const AT_ONCE = 50;

/**
 * Kills the built program with -9 while 50 talks go on and reminders fall due. Prints what was lost, handled twice, out of
 * order or sent twice. Arguments: kills (50), the seed of another run to repeat, another signal (SIGTERM), the ground
 * (postgres; embedded: its own server killed with it or left; redis: web and worker apart), reminders (2 a kill).
 */
const [kills = "50", seed, ended, standing, given] = process.argv.slice(2);
const signal = ended === "SIGTERM" ? "SIGTERM" : "SIGKILL";
const kind = z.enum(["postgres", "embedded", "redis"]).default("postgres").parse(standing);
const house = await ready();
try {
  const report = await killLoop({
    ground: house.ground,
    kills: Number(kills),
    atOnce: AT_ONCE,
    reminders: Number(given ?? Number(kills) * 2),
    seed: Number(seed ?? Math.floor(Math.random() * 1e6)),
    signal,
  });
  process.stdout.write(
    `${JSON.stringify({ bench: "kill_loop", ground: kind, signal, at_once: AT_ONCE, ...report })}\n`,
  );
  const wrong = [
    "unfinished",
    "updatesLost",
    "lost",
    "outOfOrder",
    "unexpected",
    "wrongRecords",
    "stuck",
    "remindersLost",
    "remindersTwice",
  ] as const;
  if (wrong.some((what) => report[what] > 0)) process.exitCode = 1;
} finally {
  await house.drop();
}

async function ready(): Promise<{ ground: Ground; drop(): Promise<void> }> {
  if (kind === "embedded") {
    const dataDir = await mkdtemp(path.join(tmpdir(), "sinh-ke-kill-"));
    return {
      ground: { kind, dataDir },
      async drop() {
        // Of a program that was killed and not begun again it may go on.
        const left = await findPostmaster(path.join(dataDir, "postgres"));
        if (left !== undefined) await shutDown(left.pid);
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  }
  const database = await benchDatabase();
  if (kind === "postgres")
    return { ground: { kind, databaseUrl: database.url }, drop: () => database.drop() };
  const redis = await startRedis();
  return {
    ground: { kind, databaseUrl: database.url, redisUrl: redis.url },
    async drop() {
      await redis.drop();
      await database.drop();
    },
  };
}

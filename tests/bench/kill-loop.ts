import { killLoop } from "../reliability/kill-loop.ts";
import { benchDatabase } from "./database.ts";

const AT_ONCE = 50;

/**
 * Kills the built program with -9 while 50 talks go on: 50 times, or as often as the first argument says. Prints what
 * was lost, handled twice, out of order or sent twice; the second argument is the seed of another run to repeat, the
 * third another signal.
 */
const [kills = "50", seed = String(Math.floor(Math.random() * 1e6)), ended] = process.argv.slice(2);
const signal = ended === "SIGTERM" ? "SIGTERM" : "SIGKILL";
const database = await benchDatabase();
try {
  const plan = {
    databaseUrl: database.url,
    kills: Number(kills),
    atOnce: AT_ONCE,
    seed: Number(seed),
    signal,
  } as const;
  const report = await killLoop(plan);
  process.stdout.write(`${JSON.stringify({ bench: "kill_loop", signal, at_once: AT_ONCE, ...report })}\n`);
  const wrong = [
    "unfinished",
    "updatesLost",
    "lost",
    "outOfOrder",
    "unexpected",
    "wrongRecords",
    "stuck",
  ] as const;
  if (wrong.some((what) => report[what] > 0)) process.exitCode = 1;
} finally {
  await database.drop();
}

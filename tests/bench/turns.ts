import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/program.ts";
import { linesOf } from "../reliability/stranger.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub } from "./drive.ts";
import { telegramFront, TOKEN } from "./fronts.ts";
import { startListening } from "./listening-program.ts";
import { cpuMs, median, print, quantiles } from "./figures.ts";

const FLOOR = fileURLToPath(new URL("floor.ts", import.meta.url));
const ROUNDS = 3;
const GOAL = 0.7;

/**
 * Full turns a second, from the webhook to the reply, of the built program against a bare Bot API on loopback; beside it,
 * in the same minutes on the same database, the least that a durable bot can do. One JSON line a round and a last one.
 * Arguments: seconds of a round, people at once.
 */
const [seconds = "8", atOnce = "50"] = process.argv.slice(2);
const plan = { seconds: Number(seconds), atOnce: Number(atOnce) };
const lines = linesOf({ id: 1 }).map(({ types }) => types);

const database = await benchDatabase();
const stub = await startStub();
const [ours, floor] = [await startOurs(), await startFloor()];
try {
  // A service runs for days: what is measured is code that the runtime has compiled, of both alike.
  await drive(ours.url, stub, lines, plan);
  await drive(floor.url, stub, lines, plan);
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const own = await measure("turns", ours);
    const least = await measure("floor", floor);
    ratios.push(own / least);
  }
  const ratio = median(ratios);
  print({
    bench: "turns_to_floor",
    at_once: plan.atOnce,
    ratio: Number(ratio.toFixed(2)),
    goal: GOAL,
    reached: ratio >= GOAL,
  });
} finally {
  await ours.stop();
  await floor.stop();
  stub.close();
  await database.drop();
}
process.exit(0);

type Target = { url: string; pid: number; stop(): Promise<unknown> };

async function startOurs(): Promise<Target> {
  const { url, program } = await startListening(database.url, telegramFront.settings(stub.root));
  return { url, pid: program.pid, stop: () => program.stop() };
}

async function startFloor(): Promise<Target> {
  const port = await freePort();
  const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
  const child = spawn(process.execPath, [jiti, FLOOR, database.url, String(port), stub.root, TOKEN], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function measure(bench: string, { url, pid }: Target): Promise<number> {
  const before = cpuMs(pid);
  const driven = await drive(url, stub, lines, plan);
  const perSecond = driven.turns / driven.seconds;
  print({
    bench,
    at_once: plan.atOnce,
    turns_per_second: Math.round(perSecond),
    node_us_per_turn: Math.round(((cpuMs(pid) - before) * 1000) / driven.turns),
    ...quantiles("ack_ms", driven.ackMs),
    ...quantiles("reply_ms", driven.replyMs),
  });
  return perSecond;
}

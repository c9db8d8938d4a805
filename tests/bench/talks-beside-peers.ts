import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/program.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub } from "./drive.ts";
import { SECRET, TOKEN } from "./fronts.ts";
import { programOfQuestions } from "./program-of-questions.ts";

/**
 * Whole talks by webhook, turns a second, in the same minutes on the same machine: this program with its record in
 * PostgreSQL, grammY with its conversations plug-in in PostgreSQL, Telegraf's wizard in Redis, which keeps no record. For
 * talks of 10 and of 80 questions. Arguments: seconds of a round, people at once.
 */
const [seconds = "6", atOnce = "50"] = process.argv.slice(2);
const plan = { seconds: Number(seconds), atOnce: Number(atOnce) };
const JITI = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
const ROUNDS = 2;
/** How many times as fast as grammY's conversations it is to be, by the length of a talk. */
const GOALS = [
  { questions: 10, times: 1 },
  { questions: 80, times: 3 },
];
/** The best round of each, in turns a second. */
const best = new Map<string, number>();

const database = await benchDatabase();
const stub = await startStub();
const redisHome = await mkdtemp(path.join(tmpdir(), "sinh-ke-bench-redis-"));
const redisPort = await freePort();
const redis = spawn(
  "redis-server",
  ["--port", String(redisPort), "--dir", redisHome, "--appendonly", "yes"],
  {
    stdio: "ignore",
  },
);
redis.on("error", () => process.stderr.write("no redis-server here: Telegraf is left out\n"));

type Peer = {
  name: string;
  start: (questions: number, port: number) => Promise<{ stop: () => Promise<void> }>;
};
const PEERS: readonly Peer[] = [
  {
    name: "sinh_ke",
    async start(questions, port) {
      const program = await programOfQuestions(questions);
      const child = await launch([program.main], {
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        DATABASE_URL: database.url,
        ENCRYPTION_KEY: "0".repeat(64),
        LOG_LEVEL: "warn",
        TELEGRAM_API_ROOT: stub.root,
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_WEBHOOK_SECRET: SECRET,
      });
      return {
        async stop() {
          await end(child);
          await program.remove();
        },
      };
    },
  },
  peer("grammy_conversations", "peers/grammy-conversations.ts", database.url),
  peer("telegraf_wizard", "peers/telegraf-wizard.ts", `redis://127.0.0.1:${redisPort}`),
];

try {
  for (const questions of [10, 80]) {
    const lines = ["bench", ...Array.from({ length: questions }, () => "nuôi hai con bò cái lai")];
    for (const { name, start } of PEERS) {
      const port = await freePort();
      const peerRunning = await start(questions, port);
      const url = `http://127.0.0.1:${port}`;
      await drive(url, stub, lines, { ...plan, seconds: 2 });
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const driven = await drive(url, stub, lines, plan);
        rates.push(Math.round(driven.turns / driven.seconds));
      }
      await peerRunning.stop();
      best.set(`${name} ${questions}`, Math.max(...rates));
      print({ bench: "talks", questions, who: name, at_once: plan.atOnce, turns_per_second: rates });
    }
  }
} finally {
  redis.kill();
  stub.close();
  await database.drop();
  await rm(redisHome, { recursive: true, force: true });
}
const own = (questions: number): number => best.get(`sinh_ke ${questions}`) ?? 0;
const times = (who: string, questions: number): number =>
  Number((own(questions) / (best.get(`${who} ${questions}`) ?? 0)).toFixed(2));
const conversations = GOALS.map(({ questions, times: goal }) => {
  const reached = times("grammy_conversations", questions);
  return { questions, times: reached, goal, reached: reached >= goal };
});
print({
  bench: "talks_beside_peers",
  beside_conversations: conversations,
  beside_wizard: GOALS.map(({ questions }) => times("telegraf_wizard", questions)),
  long_to_short: Number((own(80) / own(10)).toFixed(2)),
});
process.exit(0);

function peer(name: string, file: string, storage: string): Peer {
  return {
    name,
    async start(questions, port) {
      const script = fileURLToPath(new URL(file, import.meta.url));
      const args = [JITI, script, storage, String(port), stub.root, TOKEN, String(questions)];
      const child = await launch(args, {});
      return { stop: () => end(child) };
    },
  };
}

/** Starts it with these settings alone; resolves once it says that it is ready. */
async function launch(args: readonly string[], settings: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) if (/ready/.test(String(chunk))) break;
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

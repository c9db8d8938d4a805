import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { databaseUrl } from "../../src/store/embedded/database.ts";
import { findPostmaster } from "../../src/store/embedded/postmaster.ts";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { said } from "../reliability/said.ts";
import {
  ALL_WELL,
  linesOf,
  rightRecords,
  screensOf,
  strangerRecords,
  talkAsStranger,
} from "../reliability/stranger.ts";
import { freePort, startProgram } from "../support/program.ts";
import { print, round } from "./figures.ts";
import { SECRET } from "./fronts.ts";

/**
 * A disk that is really full: the program with its embedded database on a disk of its own, in memory, where somebody
 * else's file and the database's own growth leave no room for so long, while people write. One JSON line: whether every
 * talk ended as it should, and how long after there was room again; ends with 1 where one did not. Needs root, for the
 * disk. Arguments: seconds without room (30), what finds none: the database's tables or its log, without which its server
 * ends (tables), people (20).
 */
const [seconds = "30", grows = "tables", count = "20"] = process.argv.slice(2);
const GROWTH = {
  tables: "INSERT INTO ballast SELECT repeat(md5(n::text), 200) FROM generate_series(1, 2000) n",
  log: "SELECT pg_logical_emit_message(false, 'ballast', repeat('x', 1000000))",
};
const DISK = "400m";
const PATIENCE_MS = 120_000;
/** Set inside a mount namespace of our own, where the disk ends with the last process however this one ends. */
const INSIDE = "SINH_KE_BENCH_INSIDE";

if (process.getuid?.() !== 0) {
  print({ bench: "disk_full", measured: false, why: "needs root, to make a disk" });
  process.exit(0);
}
if (process.env[INSIDE] === undefined) {
  const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
  const again = [process.execPath, jiti, fileURLToPath(import.meta.url), seconds, grows, count];
  const ended = spawnSync("unshare", ["--mount", ...again], {
    stdio: "inherit",
    env: { ...process.env, [INSIDE]: "1" },
  });
  process.exit(ended.status ?? 1);
}

const disk = mkdtempSync(path.join(tmpdir(), "sinh-ke-full-"));
execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK},mode=755`, "sinh-ke-full", disk]);
const dataDir = path.join(disk, "data");
mkdirSync(dataDir);
const telegram = await startFakeTelegram();
const port = await freePort();
const program = await startProgram({
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATA_DIR: dataDir,
  ENCRYPTION_KEY: "0".repeat(64),
  LOG_LEVEL: "warn",
  TELEGRAM_API_ROOT: telegram.root,
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
});
let good = false;
try {
  const people = Array.from({ length: Number(count) }, (_, at) =>
    telegram.person({ id: 9_300 + at, first_name: "Bảy", language_code: "vi" }),
  );
  await Promise.all(people.map((person) => talkAsStranger(person, { to: 2 })));
  const ballast = path.join(disk, "ballast");
  await inDatabase((client) => client.query("CREATE TABLE ballast (words text)"));
  fill(ballast);
  const refused = await growUntilRefused();
  for (const person of people) for (const { types } of linesOf(person).slice(2)) person.says(types);
  await pause(Number(seconds) * 1000);
  rmSync(ballast);
  const from = performance.now();
  const answered = await allAnswered(people);
  const until = performance.now() - from;
  const found = await findings(people);
  good = answered && found === ALL_WELL;
  print({
    bench: "disk_full",
    grows,
    seconds_full: Number(seconds),
    database_said: refused,
    people: people.length,
    all_answered: answered,
    seconds_until_all_had_their_reply: round(until / 1000, 1),
    said_so: /"code":"(?:nowhere_to_put|spooled)"/.test(program.output()),
    log_lines: program.output().split("\n").length,
    found,
    good,
  });
} finally {
  await program.stop();
  await telegram.close();
}
process.exit(good ? 0 : 1);

function fill(file: string): void {
  const megabyte = Buffer.alloc(1024 ** 2, 1);
  try {
    for (;;) writeFileSync(file, megabyte, { flag: "a" });
  } catch {
    // That it fails is what it is for.
  }
}

async function inDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const clusterDir = path.join(dataDir, "postgres");
  const server = await findPostmaster(clusterDir);
  const password = readFileSync(path.join(clusterDir, "sinh-ke.password"), "utf8");
  const client = new Client({ connectionString: databaseUrl(server?.port ?? 0, password.trim()) });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What the database says when it has no room left, in its tables or in its log. */
function growUntilRefused(): Promise<string> {
  return inDatabase(async (client) => {
    try {
      for (;;) await client.query(GROWTH[grows === "log" ? "log" : "tables"]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

function allAnswered(people: readonly TelegramPerson[]): Promise<boolean> {
  return Promise.all(people.map((person) => person.sees(said("ask_to_join.sent"), PATIENCE_MS))).then(
    () => true,
    () => false,
  );
}

async function findings(people: readonly TelegramPerson[]): Promise<string> {
  const records = await inDatabase((client) =>
    strangerRecords((sql, params) => client.query(sql, [...params]), people),
  );
  return JSON.stringify(records) === JSON.stringify(rightRecords(people))
    ? screensOf(telegram.history.events, people)
    : JSON.stringify(records);
}

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe } from "vitest";

/** A real Redis with its data on disk (appendonly, everysec), as compose.yaml runs it. */
export type TestRedis = {
  /** Known once the tests run, not while they are collected. */
  readonly url: string;
  /** kill -9, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
};

const INSTALLED = spawnSync("redis-server", ["--version"]).status === 0;
const MISSING = "no redis-server here: apt-get install redis-server, as .ci/run does";

/**
 * A group of tests with a Redis of their own. Where no redis-server is installed the group is left out with a line
 * that says so, and fails where `CI` is set: there nothing may be left out.
 */
export function withRedis(title: string, body: (redis: TestRedis) => void): void {
  const runs = INSTALLED || process.env["CI"] === "true";
  if (!runs) process.stderr.write(`LEFT OUT (${MISSING}): ${title}\n`);
  // oxlint-disable-next-line vitest/valid-title -- the title belongs to the test file that calls this
  describe.runIf(runs)(title, () => {
    body(redisOfGroup());
  });
}

function redisOfGroup(): TestRedis {
  let directory = "";
  let port = 0;
  let server: ChildProcess | undefined;
  const redis = {
    get url() {
      return `redis://127.0.0.1:${port}`;
    },
    async kill() {
      await end(server, "SIGKILL");
    },
    async start() {
      server = await startServer(port, directory);
    },
  };
  beforeAll(async () => {
    if (!INSTALLED) throw new Error(MISSING);
    directory = await mkdtemp(path.join(tmpdir(), "sinh-ke-redis-"));
    port = await freePort();
    await redis.start();
  });
  afterAll(async () => {
    await end(server, "SIGTERM");
    await rm(directory, { recursive: true, force: true });
  });
  return redis;
}

async function startServer(port: number, directory: string): Promise<ChildProcess> {
  const options = `--port ${port} --bind 127.0.0.1 --dir ${directory} --appendonly yes --save`.split(" ");
  const server = spawn("redis-server", [...options, ""], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes("Ready to accept connections")) break;
  }
  if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
  server.stdout.resume();
  return server;
}

async function end(server: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill(signal);
  await exited;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await once(probe.close(), "close");
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

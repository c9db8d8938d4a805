import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./program.ts";

/** A Redis in a process and a folder of its own, with its data on disk (appendonly, everysec), as compose.yaml runs it. */
export type RedisServer = {
  pid(): number;
  url: string;
  /** kill -9, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
  /** Ends it and takes its data away. */
  drop(): Promise<void>;
};

/** Starts one on a free port; rejects where redis-server is not installed. */
export async function startRedis(): Promise<RedisServer> {
  const directory = await mkdtemp(path.join(tmpdir(), "sinh-ke-redis-"));
  const port = await freePort();
  let server = await launch(port, directory);
  process.once("exit", () => server.kill("SIGKILL"));
  return {
    pid: () => server.pid ?? 0,
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(server, "SIGKILL"),
    async start() {
      server = await launch(port, directory);
    },
    async drop() {
      await end(server, "SIGTERM");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, directory: string): Promise<ChildProcess> {
  const options = `--port ${port} --bind 127.0.0.1 --dir ${directory} --appendonly yes --save`.split(" ");
  const server = spawn("redis-server", [...options, ""], { stdio: ["ignore", "pipe", "inherit"] });
  await once(server, "spawn");
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes("Ready to accept connections")) break;
  }
  if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
  server.stdout.resume();
  return server;
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill(signal);
  await exited;
}

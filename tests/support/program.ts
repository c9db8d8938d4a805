import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = path.join(ROOT, "dist/main.js");
const READY = /Sinh Kế is ready/;

/** The built program in a process of its own. */
export type Program = {
  pid: number;
  /** How long it took until it said that it was ready. */
  readyMs: number;
  /** Everything that it has printed, both streams. */
  output(): string;
  /** kill -9, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits for it. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
};

export type Ended = { code: number | null; stdout: string; stderr: string };

/**
 * Starts `node dist/main.js` with these settings and nothing of the environment but PATH and HOME. Resolves with its
 * ready line; rejects with what it printed where it ends before, or is not ready in time.
 */
export async function startProgram(
  settings: Readonly<Record<string, string>>,
  { withinMs = 30_000, cwd = "/" }: { withinMs?: number; cwd?: string } = {},
): Promise<Program> {
  const from = performance.now();
  const child = launch(settings, cwd);
  let printed = "";
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The program ${why}:\n${printed}`));
    const late = setTimeout(() => fail(`was not ready in ${withinMs} ms`), withinMs);
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString("utf8");
      if (!READY.test(printed)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => {
      clearTimeout(late);
      fail(`ended with ${code} before it was ready`);
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  try {
    await ready;
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    readyMs: performance.now() - from,
    output: () => printed,
    kill: async () => void (await end("SIGKILL")),
    stop: async (signal = "SIGTERM") => {
      const asked = performance.now();
      return { code: await end(signal), ms: performance.now() - asked };
    },
  };
}

/** Runs it where it is expected to end by itself: what it printed, and its exit code. */
export async function runProgram(
  settings: Readonly<Record<string, string>>,
  cwd = "/",
  args: readonly string[] = [],
): Promise<Ended> {
  const child = launch(settings, cwd, args);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await once(probe.close(), "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

function launch(
  settings: Readonly<Record<string, string>>,
  cwd: string,
  args: readonly string[] = [],
): ChildProcess {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH, HOME, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

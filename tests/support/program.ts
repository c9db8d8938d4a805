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
  readonly readyMs: number;
  /** Everything that it has printed, both streams. */
  output(): string;
  /** kill -9, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits for it. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
};

export type Ended = { code: number | null; stdout: string; stderr: string };

/** A program that has been launched and may not be ready yet. */
export type Launched = Program & { ready: Promise<void> };

/**
 * Starts `node dist/main.js` with these settings and nothing of the environment but PATH and HOME. Resolves with its
 * ready line; rejects with what it printed where it ends before, or is not ready in time.
 */
export async function startProgram(
  settings: Readonly<Record<string, string>>,
  options: { withinMs?: number; cwd?: string } = {},
): Promise<Program> {
  const program = launchProgram(settings, options);
  try {
    await program.ready;
    return program;
  } catch (error) {
    await program.kill();
    throw error;
  }
}

/** The same without waiting, for whoever wants to kill it on its way up. */
export function launchProgram(
  settings: Readonly<Record<string, string>>,
  { withinMs = 60_000, cwd = "/" }: { withinMs?: number; cwd?: string } = {},
): Launched {
  const from = performance.now();
  const child = launch(settings, cwd);
  let printed = "";
  let readyMs = Number.NaN;
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The program ${why}:\n${printed}`));
    const late = setTimeout(() => fail(`was not ready in ${withinMs} ms`), withinMs);
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString("utf8");
      if (!Number.isNaN(readyMs) || !READY.test(printed)) return;
      clearTimeout(late);
      readyMs = performance.now() - from;
      resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => {
      clearTimeout(late);
      fail(`ended with ${code} before it was ready`);
    });
  });
  // Whoever kills it before it is ready does not wait for it.
  ready.catch(() => undefined);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    ready,
    get readyMs() {
      return readyMs;
    },
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
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH, HOME, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A script or a test that is broken off leaves no program behind.
  if (living.size === 0) process.once("exit", endAll);
  living.add(child);
  child.once("exit", () => {
    living.delete(child);
    if (living.size === 0) process.off("exit", endAll);
  });
  return child;
}

const living = new Set<ChildProcess>();

function endAll(): void {
  for (const child of living) child.kill("SIGKILL");
}

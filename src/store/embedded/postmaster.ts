import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processStart } from "./process-start.ts";

/** A server at work on a cluster, as its `postmaster.pid` tells it. */
export type Postmaster = { pid: number; port: number; ready: boolean };

/** Time for a shutdown that finishes cleanly; after it the server is stopped at once and recovers at its next start. */
const CLEAN_STOP_MS = 3_500;

/**
 * The server that works on the cluster in `clusterDir`, whoever started it; undefined where there is none.
 *
 * A `postmaster.pid` that names a process which is not PostgreSQL is taken away: PostgreSQL itself would refuse to
 * start for ever. One that names no process stays, since PostgreSQL clears it after checking the shared memory too.
 */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const file = path.join(clusterDir, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  // Lines: pid, data directory, start, port, socket directory, address, shared memory, status (miscadmin.h, LOCK_FILE_LINE_*).
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || processStart(pid) === undefined) return undefined;
  if (!(await worksOn(pid, clusterDir))) {
    await rm(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(lines[3]), ready: lines[7] === "ready" };
}

/** Ends the server: sessions are cut, what was committed is on disk. Returns when the process is gone, within 5 s. */
export async function shutDown(pid: number): Promise<void> {
  const start = processStart(pid);
  const gone = () => start === undefined || processStart(pid) !== start;
  // SIGINT is a fast shutdown, SIGQUIT an immediate one (PostgreSQL manual, "Shutting Down the Server").
  for (const [signal, patience] of [
    ["SIGINT", CLEAN_STOP_MS],
    ["SIGQUIT", 1_000],
  ] as const) {
    if (gone()) return;
    process.kill(pid, signal);
    const until = performance.now() + patience;
    while (!gone() && performance.now() < until) await sleep(10);
  }
}

async function worksOn(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== "linux") {
    return (
      path.basename(execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).trim()) ===
      "postgres"
    );
  }
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  if (name.trim() !== "postgres") return false;
  // Root in a container may not look into other accounts' processes; the name must do there.
  const directory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return directory === undefined || directory === (await realpath(clusterDir));
}

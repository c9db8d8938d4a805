import { spawn } from "node:child_process";
import { open, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import type { Account } from "./account.ts";
import { HERE } from "./cluster.ts";
import type { Programs } from "./programs.ts";

/** Everything that starting the server needs. `home` is the data directory, `clusterDir` the database in it. */
export type Server = {
  home: string;
  clusterDir: string;
  programs: Programs;
  account: Account | undefined;
  throwAway: boolean;
};

const LOG = "postgres.log";
const LOG_LIMIT_BYTES = 5_000_000;

/**
 * Starts the server, on a free port or on the one `wanted`, and returns at once; `exited` turns true when it ends. It lives
 * on when this process is killed, and Ctrl-C does not reach it: the program stops first, its database after it.
 */
export async function launchServer(
  server: Server,
  log: (sentence: string) => void,
  wanted?: number,
): Promise<{ exited: boolean }> {
  const port = wanted ?? (await freePort());
  const logFile = await openLog(server.home);
  const state = { exited: false };
  try {
    const child = spawn(server.programs.postgres, ["-D", HERE, ...settings(port, server.throwAway)], {
      cwd: server.clusterDir,
      detached: true,
      stdio: ["ignore", logFile.fd, logFile.fd],
      ...server.account,
    });
    child.on("error", (error) => {
      state.exited = true;
      log(`PostgreSQL could not be started: ${error.message}`);
    });
    child.on("exit", (code) => {
      state.exited = true;
      if (code !== 0)
        log(`PostgreSQL ended with code ${String(code)}; ${LOG} in the data directory says why.`);
    });
    child.unref();
    return state;
  } finally {
    await logFile.close();
  }
}

/** The last line that the server wrote, for an error that has to explain it. */
export async function lastWords(home: string): Promise<string> {
  const text = await readFile(path.join(home, LOG), "utf8").catch(() => "");
  return text.trim().split("\n").at(-1) ?? "";
}

function settings(port: number, throwAway: boolean): string[] {
  const values = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    // Sockets would lie in a folder that other accounts share.
    unix_socket_directories: "",
    cluster_name: "sinh-ke",
    timezone: "UTC",
    log_timezone: "UTC",
    // Whatever was acknowledged to a person must survive a power cut.
    synchronous_commit: throwAway ? "off" : "on",
    ...(throwAway
      ? { fsync: "off", full_page_writes: "off", autovacuum: "off", max_connections: "200" }
      : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function openLog(home: string) {
  const file = path.join(home, LOG);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.old`);
  return open(file, "a", 0o600);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("No free port on 127.0.0.1."));
        else resolve(address.port);
      });
    });
  });
}

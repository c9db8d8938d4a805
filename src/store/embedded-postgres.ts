import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../domain/app-error.ts";
import { accountForServer } from "./embedded/account.ts";
import { ensureCluster, readPassword } from "./embedded/cluster.ts";
import { databaseUrl, ensureDatabase } from "./embedded/database.ts";
import { takeLease } from "./embedded/leases.ts";
import { findPostmaster, shutDown } from "./embedded/postmaster.ts";
import { findPrograms } from "./embedded/programs.ts";
import { launchServer, lastWords, type Server } from "./embedded/server.ts";

/** `log` gets sentences for the operator. `throwAway` gives up safety in a power cut for speed: for tests only. */
export type EmbeddedPostgresOptions = {
  dataDir: string;
  log: (sentence: string) => void;
  throwAway?: boolean;
};

/** A running database and the way to let go of it. */
export type EmbeddedPostgres = { url: string; stop(): Promise<void> };

/** A server that recovers from a power cut may take its time; one that does not start at all has these tries. */
const READY_WITHIN_MS = 120_000;
const TRIES = 20;
const PAUSE_MS = 500;
/** How often somebody looks whether the server is still there. */
const LOOK_MS = 2_000;

/**
 * A real PostgreSQL on the data in `dataDir`, which is made where it is missing: on a free port of 127.0.0.1, with a
 * password that lies beside the data, as root or not, under /root or not.
 *
 * A server that is already at work on that data is used, whether its program was killed or still runs. `stop` gives it
 * back, and the last living user turns it off, in under 5 s. Until then a server that ends, since memory ran out or somebody
 * killed it, is started again on its port. Rejects with an AppError that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = path.resolve(options.dataDir);
  const throwAway = options.throwAway ?? false;
  const clusterDir = path.join(home, "postgres");
  await makeHome(home);
  const account = await accountForServer(clusterDir);
  const programs = await findPrograms(account);
  await ensureCluster(clusterDir, { programs, account, throwAway });
  const password = await readPassword(clusterDir);

  // Taken before looking for a server: whoever stops it now sees that somebody else needs it.
  const lease = await takeLease(path.join(home, "postgres.users"));
  const server: Server = { home, clusterDir, programs, account, throwAway };
  try {
    const port = await bringUp(server, { password, log: options.log });
    const stopping = new AbortController();
    const keeping = keepUp(server, { password, log: options.log, port, stopping: stopping.signal });
    return {
      url: databaseUrl(port, password),
      stop: once(async () => {
        stopping.abort();
        await keeping;
        await letGo();
      }),
    };
  } catch (error) {
    await letGo();
    throw error;
  }

  async function letGo(): Promise<void> {
    if (!(await lease.giveBack()))
      return options.log("The database goes on for another program that uses it.");
    const running = await findPostmaster(clusterDir);
    if (running !== undefined) await shutDown(running.pid);
  }
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError(
      "postgres_data_dir",
      `The folder ${home} cannot be made: set DATA_DIR to a folder that you may write to.`,
      2,
      cause,
    );
  }
}

type BringingUp = {
  password: string;
  log: (sentence: string) => void;
  /** Any free one where nothing is said. */
  port?: number;
  stopping?: AbortSignal;
};

/** Starts the server again whenever it has ended, until `stopping`. */
async function keepUp(server: Server, how: BringingUp & { stopping: AbortSignal }): Promise<void> {
  const { log, stopping } = how;
  while (!stopping.aborted) {
    await sleep(LOOK_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted || (await findPostmaster(server.clusterDir)) !== undefined) continue;
    log("The database has ended; it is being started again.");
    await bringUp(server, how).catch((error: unknown) => {
      if (!stopping.aborted) log(error instanceof Error ? error.message : String(error));
    });
  }
}

async function bringUp(server: Server, { password, log, port, stopping }: BringingUp): Promise<number> {
  const until = performance.now() + READY_WITHIN_MS;
  const isStopping = (): boolean => stopping?.aborted === true;
  let tries = 0;
  let reason: unknown;
  let launched: { exited: boolean } | undefined;
  while (performance.now() < until && tries <= TRIES && !isStopping()) {
    const running = await findPostmaster(server.clusterDir);
    if (running?.ready === true) {
      try {
        await ensureDatabase(running.port, password);
        return running.port;
      } catch (error) {
        // It may be just about to stop, or another start may make the same database at this moment.
        reason = error;
        tries += 1;
      }
    } else if (running === undefined && (launched === undefined || launched.exited)) {
      // After a kill the system may hold the old server's memory for some seconds: try again before giving up.
      if (tries > 0) await sleep(PAUSE_MS);
      tries += 1;
      launched = await launchServer(server, log, port);
    }
    await sleep(20);
  }
  throw new AppError(
    "postgres_start",
    `The database in ${server.clusterDir} does not start (${await lastWords(server.home)}): read postgres.log in the folder above it, and check that the disk has room.`,
    2,
    reason,
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

import { randomInt } from "node:crypto";
import type { Config } from "../config.ts";
import type { Log } from "../log.ts";
import { startEmbeddedPostgres } from "../store/embedded-postgres.ts";
import { migrate } from "../store/migrate.ts";
import { openPool, openTurnPool, type Database } from "../store/pool.ts";
import { ProcessMark } from "../store/process-mark.ts";
import { reachDatabase } from "../store/reach-database.ts";
import { PostgresStore } from "../store/store.ts";
import type { Closers } from "./closers.ts";

/** Connections of this process for turns; as many turns are under way at once at most. */
const TURN_CONNECTIONS = 10;
/** Connections for everything else but the queue. */
const CONNECTIONS = 6;
/** Connections on which nothing waits but the record of what was sent. */
const MARKING_CONNECTIONS = 2;

/** The database of the settings, or our own: reached, migrated, and this process's sign of life in it. */
export async function openDatabase(
  config: Config,
  log: Log,
  closers: Closers,
): Promise<{ url: string; pool: Database; store: PostgresStore }> {
  const url = config.DATABASE_URL ?? (await embedded(config, log, closers));
  if (config.DATABASE_URL !== undefined) await reachDatabase(url);
  await migrate(url);
  const pool = openPool(url, CONNECTIONS);
  closers.add(() => pool.end());
  const mark = new ProcessMark(url, randomInt(1, 2 ** 31 - 1));
  await mark.hold();
  closers.add(() => mark.release());
  const marking = openPool(url, MARKING_CONNECTIONS);
  closers.add(() => marking.end());
  const turns = openTurnPool(url, TURN_CONNECTIONS);
  closers.add(() => turns.end());
  return { url, pool, store: new PostgresStore(pool, mark.id, { turns, marking }) };
}

async function embedded(config: Config, log: Log, closers: Closers): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    log: (sentence) => log.info(sentence),
  });
  closers.add(() => server.stop());
  return server.url;
}

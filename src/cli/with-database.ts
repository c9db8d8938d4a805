import { environment, readConfig } from "../config.ts";
import { startEmbeddedPostgres } from "../store/embedded-postgres.ts";
import { migrate } from "../store/migrate.ts";
import { openPool, type Database } from "../store/pool.ts";

/** Runs `work` on the database of the settings, migrated; one of our own is started, or shared with a running program. */
export async function withDatabase<T>(work: (pool: Database) => Promise<T>): Promise<T> {
  const config = readConfig(environment());
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: config.DATA_DIR, log: () => undefined })
      : null;
  const url = config.DATABASE_URL ?? embedded?.url ?? "";
  try {
    await migrate(url);
    const pool = openPool(url, 2);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  } finally {
    await embedded?.stop();
  }
}

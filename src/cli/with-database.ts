import { environment, readConfig } from "../config.ts";
import { startEmbeddedPostgres } from "../store/embedded-postgres.ts";
import { migrate } from "../store/migrate.ts";
import { openPool, type Database } from "../store/pool.ts";

/** Runs `work` on the database of the settings, migrated; one of our own is started, or shared with a running program. */
export async function withDatabase<T>(work: (pool: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl(async (url) => {
    await migrate(url);
    const pool = openPool(url, 2);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  });
}

/** The same with the database's address, and the database as it is: nothing is migrated. */
export async function withDatabaseUrl<T>(work: (url: string) => Promise<T>): Promise<T> {
  const config = readConfig(environment());
  if (config.DATABASE_URL !== undefined) return work(config.DATABASE_URL);
  const embedded = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, log: () => undefined });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

import { randomUUID } from "node:crypto";
import { Client, type ClientBase } from "pg";
import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import { MIGRATIONS_DIR, readMigrations, type Migration } from "./migration-files.ts";

/** The number under which `prisma migrate` takes its advisory lock, so that the two also wait for each other. */
const LOCK = 72_707_369;

/** As the schema engine of Prisma 7 makes it (`CREATE TABLE` in its PostgreSQL flavour). */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const Row = z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() });
type Row = z.infer<typeof Row>;

/**
 * Brings the database at `url` to this program's schema, without the network, and tells which migrations it applied.
 *
 * It writes `_prisma_migrations` as `prisma migrate deploy` does, and both agree about the outcome (a test asks the
 * real engine). A runner of our own needs nothing at run time but `pg`, where Prisma's engine would add an internal
 * package and 5 MB of WebAssembly; and it can do what the engine cannot: each migration is one transaction together
 * with its row, so a migration that fails leaves nothing behind. Hence none may contain what PostgreSQL refuses in a
 * transaction, such as CREATE INDEX CONCURRENTLY. Several programs may start at once: they wait for one another.
 *
 * Rejects with an AppError where the database is newer than the program, where an applied migration was edited since,
 * where one was left unfinished by Prisma's own tool, and where one fails: it then names it.
 */
export async function migrate(url: string, directory = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new Client({ connectionString: url });
  await client.connect();
  const applied: string[] = [];
  try {
    // One migration a turn, and a fresh look each time: another program may have gone on in between.
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === undefined) return applied;
      applied.push(name);
    }
  } finally {
    await client.end();
  }
}

async function applyNext(client: ClientBase, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const next = await findNext(client, migrations);
    if (next !== undefined) await apply(client, next);
    await client.query("COMMIT");
    return next?.name;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function findNext(
  client: ClientBase,
  migrations: readonly Migration[],
): Promise<Migration | undefined> {
  await client.query(TABLE);
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  const done = z.array(Row).parse(rows);
  for (const row of done) refuseStrange(row, migrations);
  return migrations.find((migration) => !done.some((row) => row.name === migration.name));
}

function refuseStrange(row: Row, migrations: readonly Migration[]): void {
  const known = migrations.find((migration) => migration.name === row.name);
  if (known === undefined) {
    throw new AppError(
      "database_newer",
      `The database has had the change ${row.name}, which this version of the program does not know: install the newer version that made it.`,
    );
  }
  if (!row.finished) {
    throw new AppError(
      "migration_unfinished",
      `The change ${row.name} was begun in the database and not finished: look at what it left, then run \`npx prisma migrate resolve\` with --rolled-back ${row.name} and start again.`,
    );
  }
  if (known.checksum !== row.checksum) {
    throw new AppError(
      "migration_edited",
      `The change ${row.name} was edited after it had been applied to the database: bring its file back as it was and make a new migration, or, if the data may go, start with an empty database.`,
    );
  }
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
  } catch (cause) {
    throw new AppError(
      "migration_failed",
      `The change ${migration.name} could not be made to the database, and nothing of it was kept (${cause instanceof Error ? cause.message : String(cause)}): correct what it names and start again.`,
      2,
      cause,
    );
  }
}

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../src/store/embedded-postgres.ts";
import { MIGRATIONS_DIR, readMigrations } from "../src/store/migration-files.ts";
import { diffToSchema } from "./schema-engine.ts";

/**
 * Writes what the schema has and the migrations lack as the next migration, `NNNN_name`, and returns its folder;
 * undefined where they agree. Works without the network, in a database of its own.
 */
async function makeMigration(name: string): Promise<string | undefined> {
  await mkdir(MIGRATIONS_DIR, { recursive: true });
  const scratch = await mkdtemp(path.join(tmpdir(), "sinh-ke-migration-"));
  try {
    const sql = await missingSql(scratch);
    if (sql === "") return undefined;
    const last = (await readMigrations()).at(-1)?.name ?? "0000";
    const number = String(Number.parseInt(last, 10) + 1).padStart(4, "0");
    const folder = path.join(MIGRATIONS_DIR, `${number}_${name}`);
    await mkdir(folder);
    await writeFile(path.join(folder, "migration.sql"), `${sql}\n`);
    await writeFile(path.join(MIGRATIONS_DIR, "migration_lock.toml"), 'provider = "postgresql"\n');
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function missingSql(dataDir: string): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, throwAway: true });
  try {
    return await diffToSchema(server.url);
  } finally {
    await server.stop();
  }
}

const name = process.argv[2] ?? "";
if (/^[a-z][a-z0-9_]*$/.test(name)) {
  const folder = await makeMigration(name);
  process.stdout.write(
    folder === undefined
      ? "The migrations already make the schema: nothing to do.\n"
      : `Written to ${path.relative(process.cwd(), folder)}: read it before you commit it.\n`,
  );
} else {
  process.stderr.write("Name the change in small letters: npm run migration -- add_visits\n");
  process.exitCode = 1;
}

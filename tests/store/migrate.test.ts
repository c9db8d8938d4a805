import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { withClient } from "../support/postgres-template.ts";
import { createEmptyDatabase, type TestDatabase } from "../support/postgres.ts";

describe("migrate", () => {
  let database: TestDatabase;
  let directory = "";
  beforeEach(async () => {
    database = await createEmptyDatabase();
    directory = await mkdtemp(path.join(tmpdir(), "sinh-ke-migrations-"));
    await add("0001_init", "CREATE TABLE households (code text)");
  });
  afterEach(async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  test("applies what is new, in order of the names, and nothing the second time", async () => {
    await add("0003_fill", "INSERT INTO households VALUES ('H1'); INSERT INTO households VALUES ('H2')");
    await add("0002_note", "ALTER TABLE households ADD note text");
    expect(await migrate(database.url, directory)).toEqual(["0001_init", "0002_note", "0003_fill"]);
    expect(await migrate(database.url, directory)).toEqual([]);
    expect(await tables()).toEqual(["_prisma_migrations", "households"]);
  });

  test("is done once by programs that start at the same time", async () => {
    await add("0002_note", "ALTER TABLE households ADD note text");
    const applied = await Promise.all([1, 2, 3, 4].map(async () => migrate(database.url, directory)));
    expect(applied.flat().toSorted()).toEqual(["0001_init", "0002_note"]);
  });

  test("leaves nothing of a migration that fails, names it, and goes on where it stopped once it is corrected", async () => {
    await add("0002_broken", "CREATE TABLE visits (id int); CREATE TABLE meetings (id nonsense)");
    await expect(migrate(database.url, directory)).rejects.toThrow(
      /0002_broken.*type "nonsense" does not exist/,
    );
    expect(await tables()).toEqual(["_prisma_migrations", "households"]);
    await add("0002_broken", "CREATE TABLE visits (id int)");
    expect(await migrate(database.url, directory)).toEqual(["0002_broken"]);
  });

  test("refuses a database that a newer program has changed", async () => {
    await add("0002_future", "CREATE TABLE future (id int)");
    await migrate(database.url, directory);
    await rm(path.join(directory, "0002_future"), { recursive: true });
    await expect(migrate(database.url, directory)).rejects.toMatchObject({ code: "database_newer" });
  });

  test("refuses a migration that was edited after it was applied", async () => {
    await migrate(database.url, directory);
    await add("0001_init", "CREATE TABLE households (code text, note text)");
    await expect(migrate(database.url, directory)).rejects.toMatchObject({ code: "migration_edited" });
  });

  test("refuses to go on from a migration that Prisma's tool left unfinished, until it is resolved", async () => {
    await migrate(database.url, directory);
    await execute("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(database.url, directory)).rejects.toMatchObject({ code: "migration_unfinished" });
    await execute("UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE households");
    expect(await migrate(database.url, directory)).toEqual(["0001_init"]);
  });

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(path.join(directory, name), { recursive: true });
    await writeFile(path.join(directory, name, "migration.sql"), sql);
  }

  async function execute(sql: string): Promise<void> {
    await withClient(database.url, async (client) => client.query(sql));
  }

  async function tables(): Promise<string[]> {
    return withClient(database.url, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
      );
      return rows.map(({ name }) => name);
    });
  }
});

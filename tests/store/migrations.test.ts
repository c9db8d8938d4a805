import { afterEach, expect, test } from "vitest";
import { diffToSchema, migrationList, withSchemaEngine } from "../../scripts/schema-engine.ts";
import { migrate } from "../../src/store/migrate.ts";
import { readMigrations } from "../../src/store/migration-files.ts";
import { createEmptyDatabase, type TestDatabase } from "../support/postgres.ts";

const filters = { externalTables: [], externalEnums: [] };
let database: TestDatabase | undefined;
afterEach(async () => database?.drop());

test("the migrations make what schema.prisma says; else: npm run migration -- NAME", async () => {
  database = await createEmptyDatabase();
  expect(await diffToSchema(database.url)).toBe("");
});

test("Prisma's own engine finds our migrated database up to date", async () => {
  database = await createEmptyDatabase();
  const migrations = await readMigrations();
  expect(await migrate(database.url)).toEqual(migrations.map(({ name }) => name));
  const migrationsList = await migrationList();
  const verdict = await withSchemaEngine(database.url, async (engine) => ({
    diagnosis: await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    }),
    applied: await engine.applyMigrations({ migrationsList, filters }),
  }));
  expect(verdict).toEqual({
    diagnosis: {
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    },
    applied: { appliedMigrationNames: [] },
  });
});

test("we find a database that Prisma's own engine migrated up to date", async () => {
  database = await createEmptyDatabase();
  const migrationsList = await migrationList();
  await withSchemaEngine(database.url, async (engine) => engine.applyMigrations({ migrationsList, filters }));
  expect(await migrate(database.url)).toEqual([]);
});

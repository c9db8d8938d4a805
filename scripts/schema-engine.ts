import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SqlDriverAdapter, SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { DiffTarget, MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool } from "pg";
import { MIGRATIONS_DIR, readMigrations } from "../src/store/migration-files.ts";

// The types of Node 20 leave it out; this is the part that is used here.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

const SCHEMA = new URL("../prisma/schema.prisma", import.meta.url);

/**
 * Works with Prisma's own schema engine on the database at `url`. It is the engine of `prisma migrate`, as WebAssembly
 * from the registry instead of a download. A second database is made beside it for the engine to try things in.
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const scratch = `scratch_${process.pid}_${Math.trunc(performance.now())}`;
  const scratchUrl = new URL(url);
  scratchUrl.pathname = `/${scratch}`;
  const main = new Pool({ connectionString: url });
  const side = new Pool({ connectionString: scratchUrl.href });
  await main.query(`CREATE DATABASE ${scratch} TEMPLATE template0`);
  try {
    const engine = await startEngine(main, side);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await side.end();
    await main.query(`DROP DATABASE ${scratch}`);
    await main.end();
  }
}

/**
 * The SQL that leads from the migrations to the schema; empty where they agree. `url` is an empty database to try in.
 *
 * PostgreSQL writes expressions in its own way (`IN` becomes `= ANY (ARRAY[…])`), so a difference from the schema's
 * text is believed only if there is one as well between what the two have built.
 */
export async function diffToSchema(url: string): Promise<string> {
  const files = [{ path: "schema.prisma", content: await readFile(SCHEMA, "utf8") }];
  const wanted = { tag: "schemaDatamodel" as const, files };
  const existing = { tag: "migrations" as const, ...(await migrationList()) };
  const byText = await diff(url, existing, wanted);
  if (byText === "") return "";
  // Prisma's schema names the extension's operators and not the extension.
  await execute(url, "CREATE EXTENSION IF NOT EXISTS pg_trgm");
  await execute(url, await diff(url, { tag: "empty" }, wanted));
  const asBuilt = await diff(url, existing, { tag: "schemaDatasource", files, configDir: "" });
  return asBuilt === "" ? "" : byText;
}

async function diff(url: string, from: DiffTarget, to: DiffTarget): Promise<string> {
  const filters = { externalTables: [], externalEnums: [] };
  const options = { script: true, exitCode: null, filters };
  const { stdout } = await withSchemaEngine(url, async (engine) => engine.diff({ from, to, ...options }));
  return (stdout ?? "").replace("-- This is an empty migration.", "").trim();
}

/** The migrations in the form that the engine takes them in. */
export async function migrationList(): Promise<MigrationList> {
  const migrations = await readMigrations();
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

async function startEngine(main: Pool, side: Pool): Promise<SchemaEngine> {
  await (loading ??= loadWebAssembly());
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: async () => readingChars(await new PrismaPg(main).connect()),
    connectToShadowDb: async () => readingChars(await new PrismaPg(side).connect()),
  });
  // The schema tells it which preview features are on.
  const datamodels: [string, string][] = [["schema.prisma", await readFile(SCHEMA, "utf8")]];
  return glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

let loading: Promise<void> | undefined;

/** Once a process: a second copy would break the first. The package's own entry counts on a bundler for the .wasm. */
async function loadWebAssembly(): Promise<void> {
  const glueFile = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(glueFile.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...glue } });
  // oxlint-disable-next-line no-underscore-dangle -- the name that wasm-bindgen gives it
  glue.__wbg_set_wasm(instance.exports);
  const begin = instance.exports["__wbindgen_start"];
  if (typeof begin !== "function")
    throw new Error("This schema engine starts otherwise: look for __wbindgen_start.");
  Reflect.apply(begin, undefined, []);
}

const CHAR_COLUMNS = /\b(?:constr\.contype|con\.confdeltype|con\.confupdtype)(?=,| AS)/g;
const CHAR_NAMES = ["constraint_type", "confdeltype", "confupdtype"];

/**
 * The engine asks the catalogue for PostgreSQL's one-byte "char", which @prisma/adapter-pg 7.10 refuses to read
 * (prisma/orm issue 27403). So the column is fetched as text, and handed on as the character that the engine expects.
 */
function readingChars(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => {
      const result = await queryRaw({ ...query, sql: query.sql.replace(CHAR_COLUMNS, "$&::text") });
      const columnTypes = result.columnTypes.map((type, position) =>
        CHAR_NAMES.includes(result.columnNames[position] ?? "") ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    },
  });
}

async function execute(url: string, sql: string): Promise<void> {
  const pool = new Pool({ connectionString: url });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}

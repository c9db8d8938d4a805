import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import { writeFrame, type BackupTable } from "./frames.ts";
import { orderTables } from "./order-tables.ts";

const Migrations = z.array(z.object({ name: z.string(), checksum: z.string() }));
const Tables = z.array(
  z.object({ name: z.string(), columns: z.array(z.string()), needs: z.array(z.string()) }),
);
const Sequences = z.array(z.object({ name: z.string(), value: z.string() }));

/** Tables of ours, their columns, and which tables they refer to. Not the list of migrations: restoring makes it again. */
const TABLES = `
SELECT c.relname AS name,
  (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
  coalesce((SELECT json_agg(DISTINCT r.relname) FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> k.conrelid), '[]') AS needs
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
ORDER BY c.relname`;

const SEQUENCES = `
SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`;

/**
 * Everything in the database as one moment saw it, while others go on writing: one snapshot (REPEATABLE READ) and COPY
 * table by table, in an order in which each finds what it refers to. `count` gets the rows of each table. The queue is
 * not in it: its jobs are nudges, and the rows are the truth.
 */
export async function* dump(
  client: ClientBase,
  given: { encryptionKey: string; now: Date; count: (table: string, rows: number) => void },
): AsyncGenerator<Buffer> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const exists = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS made");
  if (z.array(z.object({ made: z.boolean() })).parse(exists.rows)[0]?.made !== true)
    throw new AppError(
      "nothing_to_back_up",
      "The database has no tables of Sinh Kế: check DATABASE_URL or DATA_DIR.",
    );
  const migrations = Migrations.parse(
    (
      await client.query(
        `SELECT migration_name AS name, checksum FROM _prisma_migrations
         WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
      )
    ).rows,
  );
  const tables = orderTables(Tables.parse((await client.query(TABLES)).rows));
  const sequences = Sequences.parse((await client.query(SEQUENCES)).rows);
  yield writeFrame({
    kind: "head",
    head: { at: given.now, migrations, sequences, encryptionKey: given.encryptionKey },
  });
  for (const { name, columns } of tables) {
    yield writeFrame({ kind: "table", table: { name, columns } });
    const rows = client.query(copyTo(`COPY ${copied({ name, columns })} TO STDOUT`));
    for await (const bytes of rows) if (bytes instanceof Buffer) yield writeFrame({ kind: "rows", bytes });
    given.count(name, rows.rowCount);
    yield writeFrame({ kind: "table_end", rows: rows.rowCount });
  }
  yield writeFrame({ kind: "end" });
  await client.query("COMMIT");
}

/** A table and its columns as COPY names them. */
export function copied({ name, columns }: BackupTable): string {
  return `public.${quoted(name)} (${columns.map(quoted).join(", ")})`;
}

/** An identifier as SQL takes it. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

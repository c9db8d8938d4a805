import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import type { CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import { Changed, fuse, Pointed, unfuse } from "./merge-rows.ts";

const ColumnRow = z.object({ table: z.string(), column: z.string(), keys: z.array(z.string()) });
type Column = z.infer<typeof ColumnRow>;
const KeyRow = z.object({ key: z.string() });
const IdRow = z.object({ id: z.string() });

/** What a merge moved, in a form from which it can be taken back: by table and column the keys of rows, and whole rows. */
export const Moved = z.object({
  moved: z.array(z.object({ table: z.string(), column: z.string(), keys: z.array(z.string()) })),
  /** Rows that both had, such as an officer in charge: those of the second are put away. */
  dropped: z.array(z.object({ table: z.string(), row: z.string() })),
  /** Rows that took something in from those, as they were and as they became. */
  changed: z.array(Changed).default([]),
  /** What pointed to a row that was put away, and points to the one that took it in. */
  pointed: z.array(Pointed).default([]),
  ended: z.object({ enrolments: z.array(z.string()), members: z.array(z.string()) }),
});
export type Moved = z.infer<typeof Moved>;

/**
 * Every column that points to a household, also in tables that other areas add: by its foreign key, or by its name where
 * there is none; and what was merged into a household before. Identifiers come quoted.
 */
const COLUMNS = `
SELECT quote_ident(c.relname) AS table, quote_ident(a.attname) AS column,
  coalesce((SELECT array_agg(quote_ident(k.attname) ORDER BY k.attnum) FROM pg_index i
    JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
    WHERE i.indrelid = c.oid AND i.indisprimary AND k.attname <> a.attname), '{}')::text[] AS keys
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype
  AND (a.attname = 'household_id' OR (c.relname = 'household_merges' AND a.attname = 'kept_id') OR EXISTS (SELECT FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'
    AND f.confrelid = 'households'::regclass AND a.attnum = ANY (f.conkey)))
ORDER BY 1, 2`;

/**
 * Makes one household of two records: all that points to `gone` points to `kept` from now on, and the row of `gone` is put
 * away. Gives what was moved. Says nothing about rights.
 */
export async function mergeHouseholds(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  kept: string,
  gone: string,
): Promise<{ row: string; code: string; moved: Moved }> {
  const today = localDateOf(now);
  const enrolments = await sql.rows(
    IdRow,
    `UPDATE enrolments SET valid_to = $3 WHERE household_id = $2 AND valid_to IS NULL
       AND EXISTS (SELECT FROM enrolments WHERE household_id = $1 AND valid_to IS NULL) RETURNING id`,
    [kept, gone, today],
  );
  // Two records of one household have one head twice.
  const members = await sql.rows(
    IdRow,
    `UPDATE household_members SET valid_to = greatest(valid_from, $2)
     WHERE household_id = $1 AND relation = 'head' AND valid_to IS NULL RETURNING person_id AS id`,
    [gone, today],
  );
  const result: Moved = {
    moved: [],
    dropped: [],
    changed: [],
    pointed: [],
    ended: { enrolments: enrolments.map(({ id }) => id), members: members.map(({ id }) => id) },
  };
  for (const [table, whose] of STAND_ONCE)
    result.dropped.push(...(await dropSecond(sql, table, whose, { gone, kept })));
  for (const column of await sql.rows(ColumnRow, COLUMNS)) await point(sql, column, { gone, kept }, result);
  await renameInTalks(sql, gone, kept);
  await renameInMerges(sql, gone, kept);
  const [row] = await sql.rows(
    z.object({ row: z.string(), code: z.string() }),
    "DELETE FROM households h WHERE id = $1 RETURNING to_jsonb(h)::text AS row, code",
    [gone],
  );
  if (row === undefined) throw new Error("the household that was to be merged is not there");
  return { ...row, moved: result };
}

/** Takes a merge back: the second household is there again with what came from it. What was added since stays. */
export async function undoMerge(
  sql: Sql,
  { kept, gone, row, moved }: { kept: string; gone: string; row: string; moved: Moved },
): Promise<void> {
  await sql.run("INSERT INTO households SELECT * FROM jsonb_populate_record(NULL::households, $1::jsonb)", [
    row,
  ]);
  const columns = await sql.rows(ColumnRow, COLUMNS);
  for (const { table, column, keys } of moved.moved) {
    const known = columns.find((one) => one.table === table && one.column === column);
    if (known === undefined) continue;
    await sql.run(
      `UPDATE ${table} t SET ${column} = $1 WHERE ${column} = $2 AND ${keyOf(known)} = ANY ($3::jsonb[])`,
      [gone, kept, keys],
    );
  }
  await renameInMerges(sql, kept, gone);
  for (const { table, row: dropped } of moved.dropped)
    if (columns.some((one) => one.table === table))
      await sql.run(
        `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`,
        [dropped],
      );
  await unfuse(sql, moved);
  await sql.run("UPDATE enrolments SET valid_to = NULL WHERE id = ANY ($1)", [moved.ended.enrolments]);
  await sql.run(
    "UPDATE household_members SET valid_to = NULL WHERE household_id = $1 AND relation = 'head' AND person_id = ANY ($2)",
    [gone, moved.ended.members],
  );
  await sql.run(
    "UPDATE timers SET payload = replace(payload::text, $2::text, $1::text)::jsonb WHERE household_id = $1::text::uuid AND fired_at IS NULL",
    [gone, kept],
  );
}

/** Who may stand only once in a house at a time, since whatever day it was; no unique key says so. */
const STAND_ONCE = [
  ["household_contacts", "contact_id"],
  ["household_members", "person_id"],
] as const;

/** The same phone or person in both: she would be asked which of her two homes she means, and both would be this one. */
async function dropSecond(
  sql: Sql,
  table: string,
  whose: string,
  { gone, kept }: { gone: string; kept: string },
): Promise<Moved["dropped"]> {
  const rows = await sql.rows(
    z.object({ row: z.string() }),
    `DELETE FROM ${table} g USING ${table} k WHERE g.household_id = $2 AND g.valid_to IS NULL
       AND k.household_id = $1 AND k.valid_to IS NULL AND k.${whose} = g.${whose} RETURNING to_jsonb(g)::text AS row`,
    [kept, gone],
  );
  return rows.map(({ row }) => ({ table, row }));
}

/** SQL of what tells a row apart from others of the same household. */
function keyOf({ keys }: Column, alias = "t"): string {
  return `jsonb_build_array(${keys.map((key) => `${alias}.${key}::text`).join(", ")})`;
}

/** All rows at once; where one of them is there already for the other household, one by one, and those two become one. */
async function point(
  sql: Sql,
  column: Column,
  { gone, kept }: { gone: string; kept: string },
  result: Moved,
): Promise<void> {
  const { table, column: name } = column;
  const update = `UPDATE ${table} t SET ${name} = $1 WHERE ${name} = $2`;
  await sql.run("SAVEPOINT pointing");
  try {
    const rows = await sql.rows(KeyRow, `${update} RETURNING ${keyOf(column)}::text AS key`, [kept, gone]);
    if (rows.length > 0) result.moved.push({ table, column: name, keys: rows.map(({ key }) => key) });
    return;
  } catch (error) {
    if (!isTaken(error)) throw error;
    await sql.run("ROLLBACK TO SAVEPOINT pointing");
  }
  const keys = await sql.rows(
    KeyRow,
    `SELECT ${keyOf(column)}::text AS key FROM ${table} t WHERE ${name} = $1`,
    [gone],
  );
  const moved: string[] = [];
  for (const { key } of keys) {
    await sql.run("SAVEPOINT pointing");
    try {
      await sql.run(`${update} AND ${keyOf(column)} = $3::jsonb`, [kept, gone, key]);
      moved.push(key);
    } catch (error) {
      if (!isTaken(error)) throw error;
      await sql.run("ROLLBACK TO SAVEPOINT pointing");
      const clash = { table, column: name, kept, gone, keyOf: (alias: string) => keyOf(column, alias), key };
      const { changed, pointed, dropped } = await fuse(sql, clash);
      result.changed.push(...changed);
      result.pointed.push(...pointed);
      result.dropped.push(...dropped);
    }
  }
  if (moved.length > 0) result.moved.push({ table, column: name, keys: moved });
}

/** What was merged into a household before can be taken back from the one that it became. */
async function renameInMerges(sql: Sql, from: string, to: string): Promise<void> {
  await sql.run(
    "UPDATE household_merges SET moved = replace(moved::text, $1::text, $2::text)::jsonb WHERE kept_id = $2::text::uuid AND moved::text LIKE '%' || $1::text || '%'",
    [from, to],
  );
}

/** Talks and reminders under way name the household by its id. */
async function renameInTalks(sql: Sql, gone: string, kept: string): Promise<void> {
  await sql.run(
    "UPDATE timers SET payload = replace(payload::text, $2::text, $1::text)::jsonb WHERE household_id = $1::text::uuid AND fired_at IS NULL",
    [kept, gone],
  );
  await sql.run(
    `UPDATE sessions SET state = replace(state::text, $2::text, $1::text)::jsonb WHERE contact_id IN (
       SELECT contact_id FROM household_contacts WHERE household_id = $1::text::uuid
       UNION SELECT c.id FROM contacts c JOIN assignments a ON a.person_id = c.person_id WHERE a.household_id = $1::text::uuid)
     AND state::text LIKE '%' || $2::text || '%'`,
    [kept, gone],
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

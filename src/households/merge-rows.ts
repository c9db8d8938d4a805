import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { PAIR_RULES, type PairRule } from "./merge-rules.ts";

/** A row that a merge changed: as it was and as it became, whole, so that it can be put back where nobody changed it since. */
export const Changed = z.object({ table: z.string(), before: z.string(), after: z.string() });
/** Rows, by their key, whose column pointed to one row and points to another from now on. */
export const Pointed = z.object({
  table: z.string(),
  column: z.string(),
  keys: z.array(z.string()),
  from: z.string(),
  to: z.string(),
});
/** What was done with two rows that could not stand beside one another. */
export type Fused = {
  changed: z.infer<typeof Changed>[];
  pointed: z.infer<typeof Pointed>[];
  dropped: { table: string; row: string }[];
};

/** A row of the household that goes, which has no place beside one of the household that is kept. */
export type Clash = {
  table: string;
  column: string;
  kept: string;
  gone: string;
  /** SQL of the key of a row under an alias, and the key of this one. */
  keyOf: (alias: string) => string;
  key: string;
};

const TwoRow = z.object({
  before: z.string(),
  gone_row: z.string(),
  kept_id: z.string().nullable(),
  gone_id: z.string().nullable(),
  newer: z.int(),
});
const ReferenceRow = z.object({ table: z.string(), column: z.string(), keys: z.array(z.string()) });
const KeyRow = z.object({ key: z.string() });
const AfterRow = z.object({ after: z.string() });

/** Makes one of two rows by the rule of their table (`merge-rules.ts`); the row that is not needed any more is put away. */
export async function fuse(sql: Sql, clash: Clash): Promise<Fused> {
  const { table, column, kept, gone, keyOf, key } = clash;
  const rule: PairRule = PAIR_RULES[table] ?? { pair: [], stands: true };
  const fused: Fused = { changed: [], pointed: [], dropped: [] };
  const { pair, open = () => "true" } = rule;
  const beside = `k.${column} = $1 AND g.${column} = $2 AND ${keyOf("g")} = $3::jsonb
    AND ${[...pair.map((one) => `k.${one} = g.${one}`), open("k"), open("g")].join(" AND ")}`;
  const newer = "succeeds" in rule ? "sign(g.valid_from - k.valid_from)::int" : "0";
  const [two] = await sql.rows(
    TwoRow,
    `SELECT to_jsonb(k)::text AS before, to_jsonb(g)::text AS gone_row, to_jsonb(k) ->> 'id' AS kept_id,
       to_jsonb(g) ->> 'id' AS gone_id, ${newer} AS newer FROM ${table} k, ${table} g WHERE ${beside}`,
    [kept, gone, key],
  );
  if (two !== undefined && two.newer !== 0) {
    await endOlder(sql, clash, two.newer > 0, fused);
    return fused;
  }
  const set = "set" in rule ? Object.entries(rule.set) : [];
  if (two !== undefined && set.length > 0) {
    const [{ after } = { after: two.before }] = await sql.rows(
      AfterRow,
      `UPDATE ${table} k SET ${set.map(([name, value]) => `${name} = ${value}`).join(", ")} FROM ${table} g WHERE ${beside}
       RETURNING to_jsonb(k)::text AS after`,
      [kept, gone, key],
    );
    if (after !== two.before) fused.changed.push({ table, before: two.before, after });
  }
  if (two !== undefined && two.kept_id !== null && two.gone_id !== null)
    fused.pointed.push(...(await point(sql, table, two.gone_id, two.kept_id)));
  const dropped = await sql.rows(
    z.object({ row: z.string() }),
    `DELETE FROM ${table} g WHERE g.${column} = $1 AND ${keyOf("g")} = $2::jsonb RETURNING to_jsonb(g)::text AS row`,
    [gone, key],
  );
  fused.dropped.push(...dropped.map(({ row }) => ({ table, row })));
  return fused;
}

/** The older of two that hold ends where the newer begins; both are the kept household's then. */
async function endOlder(
  sql: Sql,
  { table, column, kept, gone, keyOf, key }: Clash,
  goneIsNewer: boolean,
  { changed }: Fused,
): Promise<void> {
  const change = async (set: string, where: string, params: readonly unknown[]): Promise<void> => {
    const rows = await sql.rows(
      Changed.pick({ before: true, after: true }),
      `WITH old AS (SELECT o.ctid, to_jsonb(o)::text AS before FROM ${table} o WHERE ${where})
       UPDATE ${table} t SET ${set} FROM old WHERE t.ctid = old.ctid RETURNING old.before, to_jsonb(t)::text AS after`,
      params,
    );
    changed.push(...rows.map(({ before, after }) => ({ table, before, after })));
  };
  const startOf = (household: string): string =>
    `(SELECT b.valid_from FROM ${table} b WHERE b.${column} = ${household} AND b.valid_to IS NULL)`;
  const open = `o.${column} = $1 AND o.valid_to IS NULL`;
  if (goneIsNewer) await change(`valid_to = ${startOf("$2::uuid")}`, open, [kept, gone]);
  const end = goneIsNewer ? "" : `, valid_to = ${startOf("$1::uuid")}`;
  await change(`${column} = $1::uuid${end}`, `o.${column} = $2::uuid AND ${keyOf("o")} = $3::jsonb`, [
    kept,
    gone,
    key,
  ]);
}

/** What points to one row of a table points to another one from now on. */
async function point(sql: Sql, table: string, from: string, to: string): Promise<Fused["pointed"]> {
  const references = await sql.rows(
    ReferenceRow,
    `SELECT quote_ident(c.relname) AS table, quote_ident(a.attname) AS column,
       coalesce((SELECT array_agg(quote_ident(k.attname) ORDER BY k.attnum) FROM pg_index i
         JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
         WHERE i.indrelid = c.oid AND i.indisprimary), '{}')::text[] AS keys
     FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
     JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
     WHERE f.contype = 'f' AND f.confrelid = $1::regclass AND cardinality(f.conkey) = 1 ORDER BY 1, 2`,
    [table],
  );
  const pointed: Fused["pointed"] = [];
  for (const { table: other, column, keys } of references) {
    const rows = await sql.rows(
      KeyRow,
      `UPDATE ${other} t SET ${column} = $2::uuid WHERE t.${column} = $1::uuid
       RETURNING jsonb_build_array(${keys.map((one) => `t.${one}::text`).join(", ")})::text AS key`,
      [from, to],
    );
    if (rows.length > 0) pointed.push({ table: other, column, keys: rows.map(({ key }) => key), from, to });
  }
  return pointed;
}

/** Puts back what `fuse` changed, where it is still as that left it, and what pointed to the rows that were put away. */
export async function unfuse(sql: Sql, { changed, pointed }: Omit<Fused, "dropped">): Promise<void> {
  // Backwards: what came to the household leaves it again before what was there takes its place.
  for (const { table, before, after } of changed.toReversed()) {
    const [columns] = await sql.rows(
      z.object({ names: z.string() }),
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    if (columns === undefined) continue;
    await sql.run(
      `UPDATE ${table} t SET (${columns.names}) = (SELECT ${columns.names} FROM jsonb_populate_record(NULL::${table}, $1::jsonb))
       WHERE t IS NOT DISTINCT FROM jsonb_populate_record(NULL::${table}, $2::jsonb)`,
      [before, after],
    );
  }
  for (const { table, column, keys, from, to } of pointed)
    await sql.run(
      `UPDATE ${table} t SET ${column} = $1::uuid WHERE t.${column} = $2::uuid AND jsonb_build_array(${await keyColumns(sql, table)}) = ANY ($3::jsonb[])`,
      [from, to, keys],
    );
}

async function keyColumns(sql: Sql, table: string): Promise<string> {
  const rows = await sql.rows(
    z.object({ name: z.string() }),
    `SELECT quote_ident(k.attname) AS name FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY k.attnum`,
    [table],
  );
  return rows.map(({ name }) => `t.${name}::text`).join(", ");
}

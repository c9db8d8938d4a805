import type { Sql } from "./ports.ts";

/** One row, by column; every row of a batch has the same columns. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Inserts rows in one statement, however many, and gives how many there were; `types` gives each column's type in
 * PostgreSQL, in the order of the statement. Names of tables and columns are the program's own, never a person's.
 */
export async function insertMany(
  sql: Sql,
  table: string,
  types: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = Object.keys(types);
  const shape = columns.map((column) => `${column} ${types[column]}`).join(", ");
  // One JSON text is far cheaper to make and to send than an array for each column.
  return sql.run(
    `INSERT INTO ${table} (${columns.join(", ")})
     SELECT ${columns.join(", ")} FROM json_to_recordset($1::json) AS r (${shape})`,
    [JSON.stringify(rows)],
  );
}

import { insertMany } from "../../turns/insert-many.ts";
import type { Sql } from "../../turns/ports.ts";

/** The columns of a table that are filled in, with their types in PostgreSQL. */
type Columns = Readonly<Record<string, string>>;

const TABLES = {
  units: { id: "uuid", code: "text", created_at: "timestamptz" },
  unit_versions: {
    id: "uuid",
    unit_id: "uuid",
    parent_id: "uuid",
    name: "text",
    type: "text",
    valid_from: "date",
    valid_to: "date",
    document: "text",
  },
  unit_aliases: { id: "uuid", unit_id: "uuid", name: "text", folded: "text" },
  unit_successions: { predecessor_id: "uuid", successor_id: "uuid", happened_on: "date", document: "text" },
} as const satisfies Record<string, Columns>;
type Table = keyof typeof TABLES;
type Row<T extends Table> = Readonly<Record<keyof (typeof TABLES)[T], string | null>>;

/** Inserts rows in one statement, however many; gives how many there were. */
export async function insertRows<T extends Table>(
  sql: Sql,
  table: T,
  rows: readonly Row<T>[],
): Promise<number> {
  return insertMany(sql, table, TABLES[table], rows);
}

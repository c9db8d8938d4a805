import type { Pool, PoolClient } from "pg";
import type { Sql } from "../turns/ports.ts";

/** SQL on a connection or pool, with rows parsed by the shape that the caller expects. */
export function sqlOf(connection: Pick<PoolClient, "query"> | Pick<Pool, "query">): Sql {
  return {
    async rows(shape, statement, params = []) {
      const { rows } = await connection.query(statement, [...params]);
      // Row by row: an array schema made here would be compiled anew for each statement.
      return rows.map((row: unknown) => shape.parse(row));
    },
    async run(statement, params = []) {
      const { rowCount } = await connection.query(statement, [...params]);
      return rowCount ?? 0;
    },
  };
}

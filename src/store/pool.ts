import { Pool, TypeOverrides, types } from "pg";

/** Dates come as ISO text and bigints as text, so that nothing is shifted by a time zone or rounded. */
const parsers = new TypeOverrides();
parsers.setTypeParser(types.builtins.DATE, (value: string) => value);

/** The pool through which everything hot goes. `max` connections; a statement that hangs is ended. */
export function openPool(url: string, max = 10): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    application_name: "sinh-ke",
    types: parsers,
  });
  // A connection that dies is replaced by the pool, and what was asked on it fails; without listeners, here for the idle
  // ones and there for those in use between two statements, it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The pool, for rooms that may use it but not know whose it is. */
export type Database = Pool;

import { Socket } from "node:net";
import { Pool, TypeOverrides, types, type PoolConfig } from "pg";

/** Dates come as ISO text and bigints as text, so that nothing is shifted by a time zone or rounded. */
const parsers = new TypeOverrides();
parsers.setTypeParser(types.builtins.DATE, (value: string) => value);

/** The pool through which everything goes that is not hot. `max` connections; a statement that hangs is ended. */
export function openPool(url: string, max = 10): Pool {
  return poolOf({ connectionString: url, max });
}

/**
 * The pool for turns: statements given without waiting for the one before leave in one write and are answered in one
 * read, so that BEGIN and COMMIT cost no way to the server and back of their own. COPY and cursors do not work on it.
 */
export function openTurnPool(url: string, max: number): Pool {
  return poolOf({ connectionString: url, max, pipeline: true, stream: () => new OneWriteSocket() });
}

function poolOf(config: PoolConfig): Pool {
  const pool = new Pool({
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    application_name: "sinh-ke",
    types: parsers,
    ...config,
  });
  // A connection that dies is replaced by the pool, and what was asked on it fails; without listeners, here for the idle
  // ones and there for those in use between two statements, it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Holds back what `pg` corks until the running piece of code is through, and writes all of it at once. */
class OneWriteSocket extends Socket {
  #held = false;

  override cork(): void {
    if (!this.#held) {
      this.#held = true;
      super.cork();
      process.nextTick(() => {
        this.#held = false;
        this.uncork();
      });
    }
    super.cork();
  }
}

/** The pool, for rooms that may use it but not know whose it is. */
export type Database = Pool;

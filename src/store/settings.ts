import type { Pool } from "pg";
import { z } from "zod";
import { sqlOf } from "./sql.ts";

const Row = z.object({ value: z.unknown() });

/** Small state of the program itself, by name. Values are parsed by whoever reads them. */
export class Settings {
  readonly #pool: Pool;
  readonly #now: () => Date;

  constructor(pool: Pool, now: () => Date) {
    this.#pool = pool;
    this.#now = now;
  }

  /** The value under `key`, or null where there is none or it is of another shape than expected. */
  async read<T>(key: string, shape: z.ZodType<T>): Promise<T | null> {
    const [row] = await sqlOf(this.#pool).rows(Row, "SELECT value FROM settings WHERE key = $1", [key]);
    const parsed = shape.safeParse(row?.value);
    return parsed.success ? parsed.data : null;
  }

  async write(key: string, value: unknown): Promise<void> {
    await sqlOf(this.#pool).run(
      `INSERT INTO settings (key, value, updated_at) VALUES ($1, $2::jsonb, $3)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      [key, JSON.stringify(value), this.#now()],
    );
  }

  /** Lets go of all whose names begin so and that nobody wrote since `before`. */
  async forget(beginning: string, before: Date): Promise<void> {
    await sqlOf(this.#pool).run("DELETE FROM settings WHERE starts_with(key, $1) AND updated_at < $2", [
      beginning,
      before,
    ]);
  }

  /** Runs `work` while no other process runs its own under this name; waits for that one. */
  async withLease<T>(name: string, work: () => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
      try {
        return await work();
      } finally {
        await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]);
      }
    } finally {
      client.release();
    }
  }
}

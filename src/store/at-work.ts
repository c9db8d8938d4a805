import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import type { Sql } from "../turns/ports.ts";
import { MARK_CLASS } from "./process-mark.ts";

const Count = z.object({ count: z.int() });

/** An AppError where a program is at work on the database: what follows must not happen under its feet. */
export async function refuseWhileAtWork(sql: Sql): Promise<void> {
  const [row] = await sql.rows(
    Count,
    `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid::bigint = $1
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [MARK_CLASS],
  );
  if (row === undefined || row.count > 0)
    throw new AppError(
      "at_work",
      "The program is at work on this database: stop it first, on every machine.",
    );
}

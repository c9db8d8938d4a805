import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

const TableRow = z.object({ name: z.string() });

/** Empties every table of ours but the list of migrations; for the simulator's "from the start" only. */
export async function emptyEverything(sql: Sql): Promise<void> {
  const tables = await sql.rows(
    TableRow,
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  await sql.run(`TRUNCATE ${tables.map(({ name }) => name).join(", ")} CASCADE`);
}

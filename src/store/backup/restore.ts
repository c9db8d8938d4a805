import { Client, type ClientBase } from "pg";
import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import { RESTORED_KEY } from "../../domain/restored.ts";
import { refuseWhileAtWork } from "../at-work.ts";
import { migrate } from "../migrate.ts";
import { sqlOf } from "../sql.ts";
import type { BackupPoint } from "./backup.ts";
import { quoted } from "./dump.ts";
import type { BackupHead } from "./frames.ts";
import { load } from "./load.ts";
import { migrateAsBackedUp, refuseNewer } from "./migrate-as-backed-up.ts";
import { readBackup } from "./read-backup.ts";
import type { BackupSecret } from "./sealed-stream.ts";

const Name = z.object({ name: z.string() });

/** What was restored, and how many messages were on their way when the backup was made. */
export type Restored = BackupPoint & { onTheirWay: number };

/**
 * Puts a backup that has been checked (`checkBackup`) into the database at `url`: its tables are made as they were, filled
 * in one transaction, and brought to this program's schema. What was on its way at that moment is not sent again, since
 * most of it had left since; it stays `unknown` and a person may send it. Of what fell due between the backup and now, the
 * program's next start sees to it that nothing is said twice (`reminders/settle-restore.ts`).
 *
 * Rejects with an AppError where the backup is newer than the program, a program is at work on the database, or it holds
 * rows and `force` is false; then nothing has been touched. With `force` what it held is gone.
 */
export async function restoreBackup(
  url: string,
  file: string,
  given: {
    secret: BackupSecret;
    checked: { head: BackupHead; point: BackupPoint };
    force: boolean;
    now: Date;
  },
): Promise<Restored> {
  const { head, point } = given.checked;
  await refuseNewer(head.migrations);
  const client = new Client({ connectionString: url, application_name: "sinh-ke restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await refuseWhileAtWork(sqlOf(client));
    if (!given.force) await refuseUnlessEmpty(client);
    await dropEverything(client);
    await migrateAsBackedUp(url, head.migrations);
    await client.query("BEGIN");
    const rows = await load(client, readBackup(file, given.secret));
    const onTheirWay = await sqlOf(client).run(
      `UPDATE outbox SET status = 'unknown', claimed_by = NULL, failure = 'it was on its way when the backup was made'
       WHERE status IN ('pending', 'sending')`,
    );
    await noteRestore(client, point.at, given.now);
    await client.query("COMMIT");
    await migrate(url);
    return { ...point, rows, onTheirWay };
  } finally {
    await client.end();
  }
}

/**
 * Leaves word for the next start. A backup that was made before an earlier restore had been seen to carries that one's word
 * along: the time since then is in doubt too.
 */
async function noteRestore(client: ClientBase, backup: Date, at: Date): Promise<void> {
  await client.query(
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, jsonb_build_object('backup', $2::text, 'at', $3::text), $4)
     ON CONFLICT (key) DO UPDATE SET updated_at = excluded.updated_at,
       value = excluded.value || jsonb_build_object('backup', settings.value -> 'backup')`,
    [RESTORED_KEY, backup.toISOString(), at.toISOString(), at],
  );
}

async function refuseUnlessEmpty(client: ClientBase): Promise<void> {
  for (const table of await tablesOf(client)) {
    const { rowCount } = await client.query(`SELECT FROM public.${table} LIMIT 1`);
    if (rowCount !== 0)
      throw new AppError(
        "not_empty",
        "The database is not empty: restore into an empty one, or add --force to replace all that it holds.",
        1,
      );
  }
}

/** The queue goes with it: its jobs are nudges about rows that are no more. */
async function dropEverything(client: ClientBase): Promise<void> {
  const tables = [...(await tablesOf(client)), quoted("_prisma_migrations")];
  await client.query(`DROP TABLE IF EXISTS ${tables.map((table) => `public.${table}`).join(", ")} CASCADE`);
  await client.query("DROP SCHEMA IF EXISTS bullmq CASCADE");
}

async function tablesOf(client: ClientBase): Promise<string[]> {
  const tables = await sqlOf(client).rows(
    Name,
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  return tables.map(({ name }) => name);
}

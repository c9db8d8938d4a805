import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "../../domain/app-error.ts";
import { migrate } from "../migrate.ts";
import { MIGRATIONS_DIR, readMigrations } from "../migration-files.ts";
import type { BackupHead } from "./frames.ts";

/** An AppError where the backup's database had had a change that this program does not know. */
export async function refuseNewer(had: BackupHead["migrations"]): Promise<void> {
  const known = await readMigrations();
  for (const { name, checksum } of had)
    if (!known.some((migration) => migration.name === name && migration.checksum === checksum))
      throw new AppError(
        "backup_newer",
        `The backup was made by another version of the program (its database had had the change ${name}): install that version or a newer one, and restore with it.`,
      );
}

/** Makes the tables as they were in the backup's database: by those of our migrations which that one had had. */
export async function migrateAsBackedUp(url: string, had: BackupHead["migrations"]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "sinh-ke-restore-"));
  try {
    for (const { name } of had)
      await cp(path.join(MIGRATIONS_DIR, name), path.join(folder, name), { recursive: true });
    await migrate(url, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

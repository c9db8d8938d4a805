import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { environment, readConfig, type Config } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { checkBackup } from "../store/backup/read-backup.ts";
import { restoreBackup } from "../store/backup/restore.ts";
import { readArguments } from "./arguments.ts";
import { backupSecret } from "./backup-secret.ts";
import { print } from "./print.ts";
import { withDatabaseUrl } from "./with-database.ts";

/**
 * `sinh-ke restore FILE`: puts a backup into an empty database; `--force` replaces what is in it, `--check` only reads the
 * file to its end and says what it holds.
 */
export async function restore(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    "passphrase-file": { type: "string" },
    force: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const [file] = positionals;
  if (file === undefined) throw new AppError("no_file", "Say which backup: sinh-ke restore FILE", 1);
  const config = readConfig(environment());
  const secret = backupSecret(values["passphrase-file"], config);
  const checked = await checkBackup(file, secret);
  const { at, rows, tables } = checked.point;
  if (values.check) {
    print(
      values.json,
      { file, ...checked.point },
      `${file} is whole: the state of ${at.toISOString()}, ${rows} rows in ${tables} tables.`,
    );
    return;
  }
  const key = checked.head.encryptionKey;
  refuseOtherKey(config, key);
  const restored = await withDatabaseUrl((url) =>
    restoreBackup(url, file, { secret, checked, force: values.force, now: systemClock.now() }),
  );
  if (config.ENCRYPTION_KEY === undefined) keepKey(config.DATA_DIR, key);
  print(
    values.json,
    { file, ...restored },
    `Restored the state of ${at.toISOString()}: ${restored.rows} rows in ${tables} tables. What came after that is not in it.\n` +
      `${restored.onTheirWay} messages were on their way then and are not sent again; they stand in the outbox as unknown.\n` +
      "Reminders that fell due since then may have been sent: at the next start they are put down as such and not sent again; each person gets one message that says what is still open, administrators one that says what is lost.\n" +
      "A Zalo token traded since then is dead: if the log asks for it, give consent again and set ZALO_REFRESH_TOKEN.",
  );
}

/** Secrets among the settings could not be read under another key than theirs. */
function refuseOtherKey(config: Config, key: string): void {
  if (config.ENCRYPTION_KEY === undefined || config.ENCRYPTION_KEY.toLowerCase() === key.toLowerCase())
    return;
  throw new AppError(
    "other_key",
    "ENCRYPTION_KEY is not that of the backed-up installation: set that one, or leave it out and the backup brings its own into DATA_DIR.",
    1,
  );
}

function keepKey(dataDir: string, key: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, "encryption.key"), `${key}\n`, { mode: 0o600 });
}

import { systemClock } from "../clock.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { writeBackup } from "../store/backup/backup.ts";
import { encryptionKey } from "../store/encryption-keys.ts";
import { readArguments } from "./arguments.ts";
import { backupSecret } from "./backup-secret.ts";
import { print } from "./print.ts";
import { withDatabaseUrl } from "./with-database.ts";

/** `sinh-ke backup FILE`: everything in one encrypted file, also while the program is at work. */
export async function backup(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    "passphrase-file": { type: "string" },
    json: { type: "boolean", default: false },
  });
  const [file] = positionals;
  if (file === undefined) throw new AppError("no_file", "Say into which file: sinh-ke backup FILE", 1);
  const config = readConfig(environment());
  const secret = backupSecret(values["passphrase-file"], config);
  const point = await withDatabaseUrl((url) =>
    writeBackup(url, file, {
      secret,
      encryptionKey: encryptionKey(config.ENCRYPTION_KEY, config.DATA_DIR),
      now: systemClock.now(),
    }),
  );
  const lock = secret.kind === "key" ? "ENCRYPTION_KEY" : "passphrase";
  print(
    values.json,
    { file, ...point },
    `${file} holds the state of ${point.at.toISOString()}: ${point.rows} rows in ${point.tables} tables.\n` +
      `Nobody can open it without the ${lock}: keep that elsewhere than on this machine, and the file too.`,
  );
}

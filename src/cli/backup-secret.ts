import { readFileSync } from "node:fs";
import type { Config } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import type { BackupSecret } from "../store/backup/sealed-stream.ts";

const SHORTEST_PASSPHRASE = 12;

/**
 * What a backup is locked with: the words in the file of `--passphrase-file`, else ENCRYPTION_KEY. Never the key that
 * lies in DATA_DIR: whoever needs the backup has lost that folder.
 */
export function backupSecret(passphraseFile: string | undefined, config: Config): BackupSecret {
  if (passphraseFile === undefined) {
    if (config.ENCRYPTION_KEY !== undefined) return { kind: "key", key: config.ENCRYPTION_KEY };
    throw new AppError(
      "no_backup_secret",
      "Say what locks the backup: --passphrase-file FILE with a line of words that you also keep elsewhere, or set ENCRYPTION_KEY.",
      1,
    );
  }
  const passphrase = readPassphrase(passphraseFile);
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new AppError(
      "short_passphrase",
      `The passphrase in ${passphraseFile} is too short: take ${SHORTEST_PASSPHRASE} characters or more, for example five words.`,
      1,
    );
  return { kind: "passphrase", passphrase };
}

function readPassphrase(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new AppError(
      "no_passphrase",
      `${file} cannot be read: check its name and that you may read it.`,
      1,
      cause,
    );
  }
}

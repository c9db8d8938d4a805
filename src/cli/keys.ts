import { systemClock } from "../clock.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { sealAudit } from "../registry/audit/seal.ts";
import { resealAll } from "../registry/sensitive/reseal.ts";
import { refuseWhileAtWork } from "../store/at-work.ts";
import { changeKeyFile, encryptionKeys } from "../store/encryption-keys.ts";
import { SecretBox } from "../store/secret-box.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

/**
 * `sinh-ke keys rotate`: locks everything under a new key. Where ENCRYPTION_KEY says the key, the new one stands there and
 * the old one in ENCRYPTION_KEY_PREVIOUS; else a new one is made in DATA_DIR, and the program must stand still.
 */
export async function keys(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  if (positionals[0] !== "rotate") throw new AppError("bad_keys", "Say what: sinh-ke keys rotate", 1);
  const config = readConfig(environment());
  const now = systemClock.now();
  const done = await withDatabase(async (pool) => {
    if (config.ENCRYPTION_KEY === undefined) {
      await refuseWhileAtWork(sqlOf(pool));
      changeKeyFile(config.DATA_DIR);
    }
    const vault = new SecretBox(encryptionKeys(config));
    return inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const resealed = await resealAll(sql, vault, now);
      const object = { kind: "key", id: vault.keyId };
      await appendAudit(
        sql,
        { person: null, action: "rotate_keys", object, road: "cli", detail: resealed },
        now,
      );
      await sealAudit(sql, vault, now);
      return { key: vault.keyId, ...resealed };
    });
  });
  print(
    values.json,
    done,
    `Everything is locked under the key ${done.key} now: ${done.fields} fields and ${done.tokens} tokens were locked anew.\n` +
      (config.ENCRYPTION_KEY === undefined
        ? "Make a new backup; the key from before lies in encryption.key.previous, for older copies of the database."
        : "Make a new backup, then take the old key out of ENCRYPTION_KEY_PREVIOUS and keep it for older backups."),
  );
}

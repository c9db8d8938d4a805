import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../domain/app-error.ts";

/** Encrypts what must not be read from a copy of the database: AES-256-GCM, a fresh nonce each time. */
export class SecretBox {
  readonly #key: Buffer;

  /** `key`: 64 hex digits. */
  constructor(key: string) {
    this.#key = Buffer.from(key, "hex");
  }

  seal(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
  }

  /** What was sealed under this key; an AppError where the key is another or the text was changed. */
  open(sealed: string): string {
    try {
      const bytes = Buffer.from(sealed.slice(3), "base64url");
      const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8");
    } catch (cause) {
      throw new AppError(
        "wrong_key",
        "A stored secret cannot be opened: set ENCRYPTION_KEY to the key with which it was stored.",
        2,
        cause,
      );
    }
  }
}

/** The key of the settings, or one of this data directory's own, made at the first start and readable by its owner only. */
export function encryptionKey(given: string | undefined, dataDir: string): string {
  if (given !== undefined) return given;
  const file = join(dataDir, "encryption.key");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const key = randomBytes(32).toString("hex");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  return key;
}

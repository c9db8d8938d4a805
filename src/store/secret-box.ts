import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { timingSafeEqual } from "node:crypto";
import { AppError } from "../domain/app-error.ts";
import type { Vault } from "../turns/ports.ts";
import type { Keys } from "./encryption-keys.ts";

/**
 * Encrypts what must not be read from a copy of the database: AES-256-GCM, a fresh nonce each time, bound to the record and
 * field that it belongs to. The newest key seals; older ones still open (`v2.<key>.<bytes>`; `v1.<bytes>` names no key).
 */
export class SecretBox implements Vault {
  readonly keyId: string;
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #current: Buffer;

  /** Keys: 64 hex digits each. */
  constructor({ current, previous }: Keys) {
    const keys = [current, ...previous].map((key) => Buffer.from(key, "hex"));
    this.#current = Buffer.from(current, "hex");
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.keyId = idOf(this.#current);
  }

  seal(plain: string, about = ""): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#current, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
    return `v2.${this.keyId}.${bytes}`;
  }

  open(sealed: string, about = ""): string {
    const [version, ...rest] = sealed.split(".");
    const key = version === "v2" ? this.#keys.get(rest[0] ?? "") : undefined;
    const tried = version === "v2" ? (key === undefined ? [] : [key]) : [...this.#keys.values()];
    let cause: unknown;
    for (const one of tried) {
      try {
        return opened(rest.at(-1) ?? "", one, about);
      } catch (error) {
        cause = error;
      }
    }
    throw new AppError(
      "wrong_key",
      "A stored secret cannot be opened: set ENCRYPTION_KEY to the key with which it was stored, or add that key to ENCRYPTION_KEY_PREVIOUS.",
      2,
      cause,
    );
  }

  lookup(kind: string, plain: string): string {
    return hashed(kind, plain, this.#current);
  }

  lookups(kind: string, plain: string): readonly string[] {
    return [...this.#keys.values()].map((key) => hashed(kind, plain, key));
  }

  vouch(text: string): string {
    return marked(text, this.#current);
  }

  vouched(text: string, mark: string): boolean {
    const given = Buffer.from(mark);
    return [...this.#keys.values()].some((key) => {
      const wanted = Buffer.from(marked(text, key));
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    });
  }
}

function opened(text: string, key: Buffer, about: string): string {
  const bytes = Buffer.from(text, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
  return decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8");
}

/** A key of its own for each use, so that what one shows says nothing about another. */
function derived(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `sinh-ke ${use}`, 32));
}

function hashed(kind: string, plain: string, key: Buffer): string {
  return createHmac("sha256", derived(key, "lookup")).update(`${kind}\n${plain}`).digest("hex");
}

function marked(text: string, key: Buffer): string {
  return createHmac("sha256", derived(key, "vouch")).update(text).digest("hex");
}

function idOf(key: Buffer): string {
  return createHash("sha256").update("sinh-ke key").update(key).digest("hex").slice(0, 8);
}

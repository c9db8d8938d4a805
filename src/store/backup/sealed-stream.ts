import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { AppError } from "../../domain/app-error.ts";
import { ByteReader } from "./byte-reader.ts";

/** What a backup is locked with: the installation's key (64 hex digits), or words that somebody keeps. */
export type BackupSecret = { kind: "key"; key: string } | { kind: "passphrase"; passphrase: string };

const MAGIC = Buffer.from("SINHKE-BACKUP-1\n");
const KINDS = { key: 1, passphrase: 2 } as const;
const SALT_BYTES = 32;
const HEAD_BYTES = MAGIC.length + 1 + SALT_BYTES;
const BOX_BYTES = 256 * 1024;
const TAG_BYTES = 16;
/** RFC 7914; 128 MiB and about half a second for each guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;

/**
 * Encrypts a stream with AES-256-GCM under a key of this file's own, in boxes that are each authenticated before they
 * are used. A box carries its number and whether it is the last, so that none can be left out, moved or cut off.
 */
export async function* seal(plain: AsyncIterable<unknown>, secret: BackupSecret): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const head = Buffer.concat([MAGIC, Buffer.from([KINDS[secret.kind]]), salt]);
  const key = fileKey(secret, salt);
  yield head;
  const reader = new ByteReader(plain);
  let next = await reader.take(BOX_BYTES);
  for (let index = 0; ; index++) {
    const content = next;
    next = await reader.take(BOX_BYTES);
    const last = next.length === 0;
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index, last)).setAAD(head);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    yield Buffer.concat([length, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    if (last) return;
  }
}

/** What was sealed; an AppError where it is no backup, was locked otherwise, was changed or is cut off. */
export async function* unseal(sealed: AsyncIterable<unknown>, secret: BackupSecret): AsyncGenerator<Buffer> {
  const reader = new ByteReader(sealed);
  const head = await reader.take(HEAD_BYTES);
  if (head.length < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC))
    throw new AppError(
      "no_backup",
      "This file is no backup of Sinh Kế: give one that sinh-ke backup has written.",
      1,
    );
  if (head[MAGIC.length] !== KINDS[secret.kind]) throw otherLock(secret);
  const key = fileKey(secret, head.subarray(MAGIC.length + 1));
  for (let index = 0; ; index++) {
    const length = await reader.take(4);
    if (length.length < 4 || length.readUInt32BE() > BOX_BYTES) throw damaged();
    const size = length.readUInt32BE();
    const box = await reader.take(size + TAG_BYTES);
    if (box.length < size + TAG_BYTES) throw damaged();
    const last = await reader.atEnd();
    yield openBox(box, { key, head, index, last });
    if (last) return;
  }
}

function openBox(
  box: Buffer,
  { key, head, index, last }: { key: Buffer; head: Buffer; index: number; last: boolean },
): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index, last)).setAAD(head);
    decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(0, box.length - TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    if (index > 0) throw damaged(cause);
    throw new AppError(
      "wrong_backup_key",
      "The backup cannot be opened: give the passphrase or the ENCRYPTION_KEY with which it was made. If that is the right one, the file is damaged.",
      1,
      cause,
    );
  }
}

function fileKey(secret: BackupSecret, salt: Buffer): Buffer {
  return secret.kind === "key"
    ? Buffer.from(hkdfSync("sha256", Buffer.from(secret.key, "hex"), salt, "sinh-ke backup", 32))
    : scryptSync(secret.passphrase.normalize("NFC"), salt, 32, SCRYPT);
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function otherLock(secret: BackupSecret): AppError {
  return secret.kind === "key"
    ? new AppError("passphrase_needed", "This backup is locked with a passphrase: give --passphrase-file.", 1)
    : new AppError(
        "key_needed",
        "This backup is locked with the ENCRYPTION_KEY of its installation: set that one, and leave --passphrase-file out.",
        1,
      );
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    "backup_damaged",
    "The backup is damaged or cut off: fetch it again from where it is kept, or take the one before it.",
    1,
    cause,
  );
}

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The key that seals, and older ones that still open; 64 hex digits each. */
export type Keys = { current: string; previous: readonly string[] };

const FILE = "encryption.key";
const PREVIOUS = "encryption.key.previous";

/** Settings that say the keys. */
export type KeySettings = {
  ENCRYPTION_KEY?: string | undefined;
  ENCRYPTION_KEY_PREVIOUS?: readonly string[] | undefined;
  DATA_DIR: string;
};

/** The keys of the settings, or this data directory's own, made at the first start and readable by its owner only. */
export function encryptionKeys(given: KeySettings): Keys {
  const named = given.ENCRYPTION_KEY_PREVIOUS ?? [];
  const kept = previousOf(given.DATA_DIR);
  const file = join(given.DATA_DIR, FILE);
  // Who sets ENCRYPTION_KEY later has data under the key that was made at the first start.
  const own =
    given.ENCRYPTION_KEY !== undefined && existsSync(file) ? [encryptionKey(undefined, given.DATA_DIR)] : [];
  const current = encryptionKey(given.ENCRYPTION_KEY, given.DATA_DIR);
  return { current, previous: [...new Set([...named, ...own, ...kept])].filter((key) => key !== current) };
}

/** The key that seals: of the settings, or the data directory's own. */
export function encryptionKey(given: string | undefined, dataDir: string): string {
  if (given !== undefined) return given;
  const file = join(dataDir, FILE);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const key = newKey();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  return key;
}

/** Puts a new key into the data directory and keeps the old one beside it, so that what it sealed can still be opened. */
export function changeKeyFile(dataDir: string): Keys {
  const old = encryptionKey(undefined, dataDir);
  const previous = [old, ...previousOf(dataDir)];
  const key = newKey();
  replace(join(dataDir, PREVIOUS), previous.join("\n"));
  replace(join(dataDir, FILE), key);
  return { current: key, previous };
}

function previousOf(dataDir: string): string[] {
  const file = join(dataDir, PREVIOUS);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Whole or not at all: half a key would lock everything away for good. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.part`, `${text}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

function newKey(): string {
  return randomBytes(32).toString("hex");
}

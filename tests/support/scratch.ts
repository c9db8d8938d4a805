import { mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where Linux keeps files in memory. */
const IN_MEMORY = "/dev/shm";
/** A run's databases need less than half of this. */
const ROOM_BYTES = 3 * 1024 ** 3;
/** No run takes so long. */
const OLD_MS = 24 * 3_600_000;

/**
 * A new folder for a database server, in memory where there is room for it: a database is a thousand small files, which
 * some disks take ten times longer to make than all the rest of a test.
 */
export async function databaseFolder(prefix: string): Promise<string> {
  if (!(await hasRoom())) return mkdtemp(path.join(tmpdir(), prefix));
  await sweepOld();
  return mkdtemp(path.join(IN_MEMORY, prefix));
}

/** What runs that were killed have left would fill the memory. */
async function sweepOld(): Promise<void> {
  for (const name of await readdir(IN_MEMORY)) {
    if (!name.startsWith("sinh-ke-")) continue;
    const folder = path.join(IN_MEMORY, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > OLD_MS) await rm(folder, { recursive: true, force: true });
  }
}

async function hasRoom(): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

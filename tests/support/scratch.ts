import { mkdtemp, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where Linux keeps files in memory. */
const IN_MEMORY = "/dev/shm";
/** A run's databases need less than half of this. */
const ROOM_BYTES = 3 * 1024 ** 3;

/**
 * A new folder for a database server, in memory where there is room for it: a database is a thousand small files, which
 * some disks take ten times longer to make than all the rest of a test.
 */
export async function databaseFolder(prefix: string): Promise<string> {
  return mkdtemp(path.join((await hasRoom()) ? IN_MEMORY : tmpdir(), prefix));
}

async function hasRoom(): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

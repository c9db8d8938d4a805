import { freeRoom } from "../store/free-room.ts";
import type { Background } from "../turns/background.ts";
import type { Alarm } from "../turns/ports.ts";

const MEGABYTE = 1024 ** 2;
/** PostgreSQL makes its log in files of 16 MB and ends where it cannot: some hours of work should still fit. */
const LEAST_BYTES = 512 * MEGABYTE;
const EVERY_MS = 600_000;

/**
 * Looks now and every ten minutes whether there is room on the disk of `folder`, and raises `disk_low` in time for
 * somebody to make some: on a full disk nothing that people write can be kept. Ends by the function that is returned.
 */
export function watchRoom(folder: string, alarm: Alarm, background: Background): () => Promise<void> {
  const look = async (): Promise<void> => {
    // A folder that cannot be made at all is told of where the spool is opened.
    const free = await freeRoom(folder).catch(() => LEAST_BYTES);
    if (free < LEAST_BYTES)
      alarm(
        "disk_low",
        `${Math.floor(free / MEGABYTE)} MB free at ${folder}: make room, or set DATA_DIR to a larger disk.`,
      );
  };
  background.run(look);
  const timer = setInterval(() => background.run(look), EVERY_MS);
  return async () => clearInterval(timer);
}

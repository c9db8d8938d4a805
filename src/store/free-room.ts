import { mkdir, statfs } from "node:fs/promises";

/** Bytes that an ordinary user may still write on the disk of `folder`, which is made where it is missing. */
export async function freeRoom(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

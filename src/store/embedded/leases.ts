import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { processName } from "./process-start.ts";

/** The right to use the server of a data directory, until it is given back or its process ends. */
export type Lease = {
  /** Gives the lease back; true where no living process holds another one: the last one turns the server off. */
  giveBack(): Promise<boolean>;
};

/**
 * Takes a lease in `directory`, which is made where it is missing. Each lease is an empty file whose name tells the
 * process and when that began, so that a killed process holds nothing, even when its number is given to another.
 */
export async function takeLease(directory: string): Promise<Lease> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, `${processName(process.pid)}~${randomUUID()}`);
  await writeFile(file, "");
  return {
    async giveBack() {
      await rm(file, { force: true });
      for (const name of await readdir(directory)) {
        if (name.startsWith(`${processName(Number.parseInt(name, 10))}~`)) return false;
        await rm(path.join(directory, name), { force: true });
      }
      return true;
    },
  };
}

import { execFileSync } from "node:child_process";
import { SecretBox } from "../../src/store/secret-box.ts";
import { FileSpool } from "../../src/store/spool.ts";
import type { Inbound } from "../../src/turns/ports.ts";

/**
 * Puts events into the spool of a folder while no file of this process may grow beyond so many bytes, as on a disk that
 * is full: the write goes through by half, then fails. Once one was refused there is room again, and one more is put.
 * Prints as JSON the ids of those that were taken, and whether the spool held anything when one was refused. Arguments:
 * folder, key, bytes.
 */
const [folder = "", key = "", bytes = ""] = process.argv.slice(2);
const mayGrowTo = (most: string): unknown =>
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${most}:unlimited`]);
const spool = await FileSpool.open(folder, new SecretBox({ current: key, previous: [] }));

const taken: string[] = [];
async function put(externalId: string): Promise<boolean> {
  const event: Inbound = {
    channel: "zalo-oa",
    contact: "4820000000000000001",
    externalId,
    happenedAt: new Date("2026-11-23T02:00:00Z"),
    input: { kind: "text", text: "dạ" },
  };
  try {
    await spool.put(event);
  } catch {
    return false;
  }
  taken.push(externalId);
  return true;
}

mayGrowTo(bytes);
let number = 1;
while (await put(`before-${number}`)) number += 1;
const { holds } = spool;
mayGrowTo("unlimited");
await put("after");
await spool.close();
process.stdout.write(JSON.stringify({ taken, holds }));

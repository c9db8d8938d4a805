import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { SecretBox } from "../../src/store/secret-box.ts";
import { FileSpool } from "../../src/store/spool.ts";
import type { Inbound } from "../../src/turns/ports.ts";

const secrets = new SecretBox({ current: "a".repeat(64), previous: [] });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sinh-ke-spool-"));
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  await rm(folder, { recursive: true });
});

/** Closed when the test is over: what a crash leaves open here, a dead process does not. */
const opened: FileSpool[] = [];
async function openSpool(box = secrets): Promise<FileSpool> {
  const spool = await FileSpool.open(folder, box);
  opened.push(spool);
  return spool;
}

const said = (text: string, displayName?: string): Inbound => ({
  channel: "zalo-oa",
  contact: "4820000000000000001",
  externalId: `id-${text}`,
  happenedAt: new Date("2026-11-23T02:00:00Z"),
  input: { kind: "text", text },
  ...(displayName === undefined ? {} : { displayName }),
});

async function emptied(spool: FileSpool): Promise<Inbound[]> {
  const taken: Inbound[] = [];
  await spool.takeIn(async (inbound) => void taken.push(inbound));
  return taken;
}

it("hands over what was put in, as it was and in its order, also after a crash", async () => {
  const before = await openSpool();
  const events = [said("một"), said("hai", "Bảy"), said("ba")];
  for (const event of events) await before.put(event);
  // Nothing is closed: as it is after kill -9.
  const after = await openSpool();
  expect(after.holds).toBe(true);
  expect(await emptied(after)).toEqual(events);
  expect(after.holds).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

it("keeps what could not be taken in, and everything behind it", async () => {
  const spool = await openSpool();
  for (const text of ["một", "hai", "ba"]) await spool.put(said(text));
  const refusing = spool.takeIn(async ({ externalId }) => {
    if (externalId === "id-hai") throw new Error("away");
  });
  await expect(refusing).rejects.toThrow("away");
  expect(spool.holds).toBe(true);
  // What was taken in before comes again; the inbox knows it by its id.
  expect((await emptied(spool)).map(({ externalId }) => externalId)).toEqual(["id-một", "id-hai", "id-ba"]);
});

it("takes what comes meanwhile after what was there", async () => {
  const spool = await openSpool();
  await spool.put(said("một"));
  const taken: string[] = [];
  await spool.takeIn(async ({ externalId }) => {
    taken.push(externalId);
    if (externalId === "id-một") await spool.put(said("hai"));
  });
  expect(taken).toEqual(["id-một", "id-hai"]);
});

it("writes nothing that can be read without the key", async () => {
  const spool = await openSpool();
  await spool.put(said("xin chào", "Nguyễn Văn Bảy"));
  const [file = ""] = await readdir(folder);
  const bytes = await readFile(path.join(folder, file), "utf8");
  expect(bytes).not.toMatch(/xin|Nguyễn|4820000000000000001/);
  await spool.close();
});

it("leaves out a line that a crash cut short, which nobody was promised", async () => {
  const spool = await openSpool();
  await spool.put(said("một"));
  await spool.close();
  const [file = ""] = await readdir(folder);
  await appendFile(path.join(folder, file), secrets.seal("half of").slice(0, 20));
  expect(await emptied(await openSpool())).toEqual([said("một")]);
});

const Filled = z.object({ taken: z.array(z.string()), holds: z.boolean() });

/** Puts events into the spool until it may grow no more, and one more when it may again. */
function fillUpTo(bytes: number): z.infer<typeof Filled> {
  const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
  const fills = fileURLToPath(new URL("spool-short-of-room.ts", import.meta.url));
  const script = [jiti, fills, folder, "a".repeat(64), String(bytes)];
  return Filled.parse(JSON.parse(execFileSync(process.execPath, script, { encoding: "utf8" })));
}

it("hands over all that the disk took, and nothing by halves, after it was full for a while", async () => {
  const { taken } = fillUpTo(1000);
  expect(taken.length).toBeGreaterThan(2);
  expect(taken.at(-1)).toBe("after");
  const [file = ""] = await readdir(folder);
  const lines = (await readFile(path.join(folder, file), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => /^v2\.[^.]+\.[^.]+$/.test(line))).toEqual(taken.map(() => true));
  expect((await emptied(await openSpool())).map(({ externalId }) => externalId)).toEqual(taken);
});

it("holds nothing where the disk took nothing, so that the database is asked again", () => {
  expect(fillUpTo(100)).toEqual({ taken: ["after"], holds: false });
});

it("sets aside what another key has sealed, says so, and goes on with the rest", async () => {
  const other = await openSpool(new SecretBox({ current: "b".repeat(64), previous: [] }));
  await other.put(said("một"));
  await other.close();
  const spool = await openSpool();
  await spool.put(said("hai"));
  await expect(emptied(spool)).rejects.toThrow("ENCRYPTION_KEY");
  expect(await emptied(spool)).toEqual([said("hai")]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/\.unreadable$/)]);
});

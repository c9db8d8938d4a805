import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../../src/store/embedded-postgres.ts";
import { findPostmaster } from "../../src/store/embedded/postmaster.ts";
import { withClient } from "../support/postgres-template.ts";

const HOLD = fileURLToPath(new URL("hold-database.ts", import.meta.url));

describe("the embedded PostgreSQL", () => {
  let dataDir = "";
  let clusterDir = "";
  const start = async () => startEmbeddedPostgres({ dataDir, log: () => undefined, throwAway: true });

  beforeAll(async () => {
    // Nobody else may enter the folder above, as under /root.
    const closed = await mkdtemp(path.join(tmpdir(), "sinh-ke-embedded-"));
    dataDir = path.join(closed, "data");
    clusterDir = path.join(dataDir, "postgres");
  });
  afterAll(async () => {
    const left = await findPostmaster(clusterDir);
    if (left !== undefined) process.kill(left.pid, "SIGQUIT");
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  });

  test("two first starts at once share one server, and the last to stop turns it off", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(two.url).toBe(one.url);
    await query(one, "CREATE TABLE plans AS SELECT 'nuôi gà' AS livelihood");
    await one.stop();
    expect(await query(two, "SELECT upper(livelihood) AS said FROM plans")).toEqual([{ said: "NUÔI GÀ" }]);
    await two.stop();
    expect(await findPostmaster(clusterDir)).toBeUndefined();
  });

  test("answers on this machine only, and only to the password that nobody else can read", async () => {
    const server = await start();
    const wrong = new URL(server.url);
    wrong.password = "guessed";
    await expect(withClient(wrong.href, async () => undefined)).rejects.toThrow(
      "password authentication failed",
    );
    expect(await query(server, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    await server.stop();
    expect((await stat(path.join(clusterDir, "sinh-ke.password"))).mode & 0o077).toBe(0);
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
  });

  test("stops in time though a client does not let go, and keeps what was committed", async () => {
    const server = await start();
    const client = new Client({ connectionString: server.url });
    const cut = vi.fn<(error: Error) => void>();
    client.on("error", cut);
    await client.connect();
    await client.query("INSERT INTO plans VALUES ('trồng nấm')");
    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(cut).toHaveBeenCalled();
    const again = await start();
    expect(await query(again, "SELECT count(*)::int AS plans FROM plans")).toEqual([{ plans: 2 }]);
    await again.stop();
  });

  test("starts the server again on its port when it has ended under its program", async () => {
    const server = await start();
    const before = await findPostmaster(clusterDir);
    process.kill(before?.pid ?? 0, "SIGKILL");
    await expect
      .poll(async () => query(server, "SELECT count(*)::int AS plans FROM plans").catch(() => "away"))
      .toEqual([{ plans: 2 }]);
    const after = await findPostmaster(clusterDir);
    expect(after?.port).toBe(before?.port);
    expect(after?.pid).not.toBe(before?.pid);
    await server.stop();
    expect(await findPostmaster(clusterDir)).toBeUndefined();
  });

  test("finds the server that outlived its killed program, and turns it off in the end", async () => {
    const program = spawn(process.execPath, ["--import", "jiti/register", HOLD, dataDir], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const said: unknown[] = await once(program.stdout, "data");
    const killed = once(program, "exit");
    program.kill("SIGKILL");
    await killed;
    const survivor = await findPostmaster(clusterDir);
    const server = await start();
    expect(server.url).toBe(String(said[0]).trim());
    expect(survivor?.pid).toBe((await findPostmaster(clusterDir))?.pid);
    await server.stop();
    expect(await findPostmaster(clusterDir)).toBeUndefined();
  });

  test("starts again after the server itself was killed", async () => {
    const crashed = await start();
    const victim = await findPostmaster(clusterDir);
    if (victim === undefined) throw new Error("There is no server to kill.");
    process.kill(victim.pid, "SIGKILL");
    const server = await start();
    expect(await query(server, "SELECT count(*)::int AS plans FROM plans")).toEqual([{ plans: 2 }]);
    await crashed.stop();
    await server.stop();
  });

  test("is not kept from starting by a postmaster.pid whose number another program has by now", async () => {
    await writeFile(
      path.join(clusterDir, "postmaster.pid"),
      `${process.pid}\n/somewhere\n0\n5432\n\n\n\nready\n`,
    );
    const server = await start();
    expect((await findPostmaster(clusterDir))?.pid).not.toBe(process.pid);
    await server.stop();
  });

  test("refuses the data of another version with a sentence that says what to do", async () => {
    const file = path.join(clusterDir, "PG_VERSION");
    const version = await readFile(file, "utf8");
    await writeFile(file, "17\n");
    await expect(start()).rejects.toThrow(
      /made by PostgreSQL 17.*brings PostgreSQL 18: make a backup.*DATA_DIR to an empty folder/,
    );
    await writeFile(file, version);
  });

  test("says what to do where its folder cannot be made", async () => {
    const underAFile = path.join(clusterDir, "PG_VERSION", "data");
    await expect(startEmbeddedPostgres({ dataDir: underAFile, log: () => undefined })).rejects.toThrow(
      /cannot be made: set DATA_DIR to a folder that you may write to/,
    );
  });

  test("refuses a folder that is no database instead of writing into it", async () => {
    const elsewhere = path.join(path.dirname(dataDir), "elsewhere");
    await mkdir(path.join(elsewhere, "postgres"), { recursive: true });
    await writeFile(path.join(elsewhere, "postgres", "letter.txt"), "mine");
    await expect(
      startEmbeddedPostgres({ dataDir: elsewhere, log: () => undefined, throwAway: true }),
    ).rejects.toMatchObject({ code: "postgres_not_a_database" });
    expect(await readFile(path.join(elsewhere, "postgres", "letter.txt"), "utf8")).toBe("mine");
  });
});

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  return withClient(server.url, async (client) => {
    const { rows }: { rows: unknown[] } = await client.query(sql);
    return rows;
  });
}

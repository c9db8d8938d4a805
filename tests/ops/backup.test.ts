import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startApp } from "../../src/app.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { writeBackup } from "../../src/store/backup/backup.ts";
import { migrateAsBackedUp } from "../../src/store/backup/migrate-as-backed-up.ts";
import { checkBackup } from "../../src/store/backup/read-backup.ts";
import { restoreBackup, type Restored } from "../../src/store/backup/restore.ts";
import type { BackupSecret } from "../../src/store/backup/sealed-stream.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { readMigrations } from "../../src/store/migration-files.ts";
import { ProcessMark } from "../../src/store/process-mark.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { databaseFolder } from "../support/scratch.ts";

const NOW = new Date("2026-11-23T09:00:00+07:00");
const KEY = "1".repeat(64);
const WORDS: BackupSecret = { kind: "passphrase", passphrase: "năm từ dễ nhớ mà dài" };
const LOCK: BackupSecret = { kind: "key", key: KEY };

let folder: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await databaseFolder("sinh-ke-backup-");
});
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function made(): Promise<string> {
  const database = await createTestDatabase();
  databases.push(database);
  return database.url;
}

async function empty(): Promise<string> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database.url;
}

async function run(url: string, sql: string, params: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, params);
    return rows;
  } finally {
    await client.end();
  }
}

const backUp = async (url: string, name: string, secret: BackupSecret = LOCK): Promise<string> => {
  const file = path.join(folder, name);
  await writeBackup(url, file, { secret, encryptionKey: KEY, now: NOW });
  return file;
};

async function putBack(url: string, file: string, force = false, secret = LOCK): Promise<Restored> {
  const checked = await checkBackup(file, secret);
  return restoreBackup(url, file, { secret, checked, force, now: NOW });
}

/** A print of every row of every table of ours, in any order, but for the word that a restore leaves for the next start. */
async function contents(url: string): Promise<Record<string, string>> {
  const names = z
    .array(z.object({ name: z.string() }))
    .parse(
      await run(
        url,
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
      ),
    );
  const prints: Record<string, string> = {};
  for (const { name } of names) {
    const [row] = z
      .array(z.object({ print: z.string() }))
      .parse(
        await run(
          url,
          `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS print FROM public."${name}" t WHERE NOT t::text LIKE '(restored,%'`,
        ),
      );
    prints[name] = row?.print ?? "";
  }
  return prints;
}

describe("an installation whose data directory is lost", { timeout: 120_000 }, () => {
  it("is back at the state of its backup, and its talks go on", async () => {
    const dataDir = path.join(folder, "data");
    const clock = new StoppedClock(NOW);
    const open = async () => {
      const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, throwAway: true });
      const settings = {
        PORT: "0",
        DEMO: "1",
        DATABASE_URL: server.url,
        DATA_DIR: dataDir,
        LOG_LEVEL: "silent",
      };
      return { server, start: () => startApp(readConfig(settings), makeLog("silent"), { clock }) };
    };
    const first = await open();
    const app = await first.start();
    const person = async (of: typeof app) =>
      (await of.simulator?.people())?.find(({ externalId }) => externalId === "zalo:minh");
    const minh = await person(app);
    const asked = await app.simulator?.act(minh?.id ?? "", { text: "menu" });
    expect(asked?.length).toBeGreaterThan(0);
    const file = await backUp(first.server.url, "whole.backup", WORDS);
    const before = await contents(first.server.url);
    await app.stop();
    await first.server.stop();
    await rm(dataDir, { recursive: true });

    const second = await open();
    try {
      const restored = await putBack(second.server.url, file, false, WORDS);
      expect(restored.at).toEqual(NOW);
      expect(await contents(second.server.url)).toEqual(before);
      const again = await second.start();
      try {
        expect(await person(again)).toEqual(minh);
        clock.set(new Date(NOW.getTime() + 60_000));
        const answered = await again.simulator?.act(minh?.id ?? "", { text: "1" });
        expect(answered?.length).toBeGreaterThan(0);
      } finally {
        await again.stop();
      }
    } finally {
      await second.server.stop();
    }
  });
});

describe("a backup", { timeout: 60_000 }, () => {
  it("holds one moment while others write", async () => {
    const url = await made();
    const end = new AbortController();
    const writing = (async () => {
      for (let turn = 0; !end.signal.aborted; turn++)
        await run(
          url,
          `WITH a AS (INSERT INTO settings (key, value, updated_at) SELECT 's' || $1::int, to_jsonb(repeat('x', 2000)), now())
           INSERT INTO units (id, code) SELECT gen_random_uuid(), 'u' || $1::int`,
          [turn],
        );
    })();
    await expect.poll(async () => (await run(url, "SELECT FROM units")).length).toBeGreaterThan(5);
    const file = await backUp(url, "moment.backup");
    end.abort();
    await writing;
    const target = await empty();
    await putBack(target, file);
    const [row] = await run(
      target,
      "SELECT (SELECT count(*)::int FROM units) AS units, (SELECT count(*)::int FROM settings WHERE key <> 'restored') AS settings",
    );
    const { units, settings } = z.object({ units: z.int(), settings: z.int() }).parse(row);
    expect(units).toBeGreaterThan(5);
    expect(settings).toBe(units);
  });

  it("lets nobody read what is in it", async () => {
    const url = await made();
    await run(url, "INSERT INTO settings (key, value, updated_at) VALUES ('secret-word', '1', now())");
    const bytes = await readFile(await backUp(url, "sealed.backup"));
    expect(bytes.includes("secret-word")).toBe(false);
    expect(bytes.includes("settings")).toBe(false);
  });

  it("does not write over another one", async () => {
    const url = await made();
    const file = await backUp(url, "twice.backup");
    await expect(backUp(url, "twice.backup")).rejects.toMatchObject({ code: "backup_exists" });
    expect((await checkBackup(file, LOCK)).point.rows).toBe(0);
  });

  it("leaves nothing where there is nothing to back up", async () => {
    await expect(backUp(await empty(), "nothing.backup")).rejects.toMatchObject({
      code: "nothing_to_back_up",
    });
    await expect(readFile(path.join(folder, "nothing.backup.part"))).rejects.toThrow("ENOENT");
  });
});

describe("a backup that is not as it was", () => {
  it.each([
    [
      "opened with another key",
      (bytes: Buffer) => bytes,
      { kind: "key", key: "2".repeat(64) },
      "wrong_backup_key",
    ],
    ["opened with words instead of the key", (bytes: Buffer) => bytes, WORDS, "key_needed"],
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 40), LOCK, "backup_damaged"],
    ["changed in one bit", (bytes: Buffer) => flipped(bytes, bytes.length - 30), LOCK, "backup_damaged"],
    ["changed at its head", (bytes: Buffer) => flipped(bytes, 20), LOCK, "wrong_backup_key"],
    [
      "another file",
      () => Buffer.from("PK and so on, a ZIP file of somebody's, quite long enough"),
      LOCK,
      "no_backup",
    ],
  ] as const)("is refused where it is %s", async (name, change, secret, code) => {
    const url = await made();
    // More than one box, of what cannot be packed.
    await run(
      url,
      `INSERT INTO settings (key, value, updated_at)
       SELECT 'k' || n, to_jsonb(string_agg(md5(random()::text), '')), now() FROM generate_series(1, 40) n, generate_series(1, 500) GROUP BY n`,
    );
    const file = await backUp(url, `${name.replaceAll(" ", "-")}.backup`);
    const bytes = await readFile(file);
    expect(bytes.length).toBeGreaterThan(300_000);
    await writeFile(file, change(bytes));
    await expect(checkBackup(file, secret)).rejects.toMatchObject({ code });
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

describe("restoring", { timeout: 60_000 }, () => {
  it("is refused into what is not empty, unless it is to be replaced", async () => {
    const source = await made();
    await run(source, "INSERT INTO settings (key, value, updated_at) VALUES ('ours', '1', now())");
    const file = await backUp(source, "force.backup");
    const target = await made();
    await run(target, "INSERT INTO settings (key, value, updated_at) VALUES ('theirs', '1', now())");
    await expect(putBack(target, file)).rejects.toMatchObject({ code: "not_empty" });
    expect(await run(target, "SELECT key FROM settings")).toEqual([{ key: "theirs" }]);
    await putBack(target, file, true);
    expect(await run(target, "SELECT key FROM settings WHERE key <> 'restored'")).toEqual([{ key: "ours" }]);
  });

  it("is refused while a program is at work there", async () => {
    const file = await backUp(await made(), "busy.backup");
    const target = await made();
    const mark = new ProcessMark(target, 7);
    await mark.hold();
    await expect(putBack(target, file, true)).rejects.toMatchObject({ code: "at_work" });
    await mark.release();
    await expect(putBack(target, file, true)).resolves.toMatchObject({ rows: 0 });
  });

  it("is refused where the backup is newer than the program, before anything is touched", async () => {
    const url = await made();
    await run(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '9999_of_tomorrow', now())`,
    );
    const file = await backUp(url, "newer.backup");
    const target = await made();
    await run(target, "INSERT INTO settings (key, value, updated_at) VALUES ('theirs', '1', now())");
    await expect(putBack(target, file, true)).rejects.toMatchObject({ code: "backup_newer" });
    expect(await run(target, "SELECT key FROM settings")).toEqual([{ key: "theirs" }]);
  });

  it("brings the backup of an older program to this one's schema", async () => {
    const [oldest] = await readMigrations();
    const old = await empty();
    await migrateAsBackedUp(old, oldest === undefined ? [] : [oldest]);
    await run(old, "INSERT INTO settings (key, value, updated_at) VALUES ('old', '1', now())");
    const file = await backUp(old, "older.backup");
    const target = await empty();
    await putBack(target, file);
    expect(await run(target, "SELECT key FROM settings WHERE key <> 'restored'")).toEqual([{ key: "old" }]);
    expect(await migrate(target)).toEqual([]);
  });

  it("goes on with the numbering, and sends nothing again that was on its way", async () => {
    const source = await made();
    await run(
      source,
      `INSERT INTO contacts (id, channel, external_id) VALUES ('00000000-0000-4000-8000-000000000001', 'telegram', '1')`,
    );
    await run(
      source,
      `INSERT INTO outbox (contact_id, channel, payload, status, next_at, created_at)
       SELECT id, 'telegram', '{"text": "x"}', s, now(), now() FROM contacts, unnest(ARRAY['sent', 'pending', 'sending', 'failed']) s`,
    );
    await run(source, "DELETE FROM outbox WHERE status = 'failed'");
    const file = await backUp(source, "numbering.backup");
    const target = await empty();
    expect((await putBack(target, file)).onTheirWay).toBe(2);
    await run(
      target,
      `INSERT INTO outbox (contact_id, channel, payload, next_at, created_at) SELECT id, 'telegram', '{"text": "y"}', now(), now() FROM contacts`,
    );
    expect(await run(target, "SELECT id, status FROM outbox ORDER BY id")).toEqual([
      { id: "1", status: "sent" },
      { id: "2", status: "unknown" },
      { id: "3", status: "unknown" },
      { id: "5", status: "pending" },
    ]);
  });
});

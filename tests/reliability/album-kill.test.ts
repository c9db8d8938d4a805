import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { loadStory } from "../../src/demo/story.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { JPEG } from "../contracts/sample-files.ts";
import { startFakeTelegram, type FakeTelegram } from "../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { nodeOptionsAhead } from "../support/clock-ahead.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { freePort, startProgram, type Program } from "../support/program.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const SOON = { timeout: 30_000 };
/** Each start is so much later, so that what looks again after a while does so at once. */
const LATER_MS = 120_000;
const BEN = 4_711;
const Count = z.object({ count: z.int() });
const Kept = z.object({ albums: z.int(), files: z.int(), here: z.int() });

let database: TestDatabase;
let pool: Pool;
let telegram: FakeTelegram;
let ben: TelegramPerson;
let program: Program;
let port: number;
let starts = 0;
let albums = 0;
const held = new Set<() => Promise<void>>();

async function begin(): Promise<void> {
  program = await startProgram({
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: "0".repeat(64),
    LOG_LEVEL: "silent",
    NODE_OPTIONS: nodeOptionsAhead(starts++ * LATER_MS),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 4);
  telegram = await startFakeTelegram({ webhook: { longestRetryMs: 200 } });
  port = await freePort();
  await inTransaction(pool, (client) => loadStory(sqlOf(client), new Date()));
  ben = telegram.person({ id: BEN, first_name: "Bền", language_code: "vi", started: true });
  // He has agreed to pictures in the story.
  await pool.query(
    `UPDATE contacts SET channel = 'telegram', external_id = $1 WHERE person_id = (SELECT id FROM people WHERE name = 'Lê Văn Bền')`,
    [String(BEN)],
  );
  await begin();
});
afterAll(async () => {
  await program.stop();
  await telegram.close();
  await pool.end();
  await database.drop();
});

afterEach(async () => {
  for (const letGo of held) await letGo();
});

async function count(sql: string): Promise<number> {
  return Count.array().parse((await pool.query(sql)).rows)[0]?.count ?? 0;
}
async function becomes(sql: string, wanted: number): Promise<void> {
  await expect.poll(() => count(sql), SOON).toBe(wanted);
}

const WAITING = `SELECT count(*)::int AS count FROM inbox WHERE handled_at IS NULL`;
const STUCK = `SELECT least(count(*), 1)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const UNDER_WAY = `SELECT ((SELECT count(*) FROM inbox WHERE handled_at IS NULL OR failure IS NOT NULL)
  + (SELECT count(*) FROM outbox WHERE status IN ('pending', 'sending') AND channel = 'telegram'))::int AS count`;

/** Holds what the program needs, as a slow database would; gives how to let it go. */
async function hold(sql: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query(sql);
  const letGo = async (): Promise<void> => {
    held.delete(letGo);
    await client.query("ROLLBACK");
    client.release();
  };
  held.add(letGo);
  return letGo;
}
// While it is held, what comes is stored and left for later.
const TURNS = `SELECT FROM contacts WHERE external_id = '${BEN}' FOR NO KEY UPDATE`;
const PICTURES = "LOCK TABLE files IN EXCLUSIVE MODE";
const ANSWERS = "LOCK TABLE outbox IN EXCLUSIVE MODE";

const send = (caption?: string): void => {
  ben.sendsPhoto(JPEG, { album: String(albums), ...(caption === undefined ? {} : { caption }) });
};
const answers = (from: number): string[] => ben.inbox.slice(from).map(({ text }) => text);
async function answered(): Promise<void> {
  await ben.sees(said("loose_file.kept"), PATIENCE_MS);
  await becomes(UNDER_WAY, 0);
}

/** What happens up to the moment of death, with how many of the album's three pictures; the others are sent while it is dead. */
const MOMENTS: readonly (readonly [string, () => Promise<{ sent: number; letGo?: () => Promise<void> }>])[] =
  [
    [
      "the first is answered, the others not sent yet",
      async () => {
        send();
        await answered();
        return { sent: 1 };
      },
    ],
    [
      "the first is stored, and its turn not begun",
      async () => {
        const letGo = await hold(TURNS);
        send();
        await becomes(WAITING, 1);
        return { sent: 1, letGo };
      },
    ],
    [
      "the turn of the first is under way",
      async () => {
        const letGo = await hold(PICTURES);
        send();
        await becomes(STUCK, 1);
        return { sent: 1, letGo };
      },
    ],
    [
      "the first is being committed",
      async () => {
        const letGo = await hold(ANSWERS);
        send();
        await becomes(STUCK, 1);
        return { sent: 1, letGo };
      },
    ],
    [
      "the first is answered, and the turn of the second under way",
      async () => {
        send();
        await answered();
        const letGo = await hold(PICTURES);
        send();
        await becomes(STUCK, 1);
        return { sent: 2, letGo };
      },
    ],
    [
      "all are stored, and no turn begun",
      async () => {
        const letGo = await hold(TURNS);
        for (let part = 0; part < 3; part += 1) send();
        await becomes(WAITING, 3);
        return { sent: 3, letGo };
      },
    ],
    [
      "the turn of all of them is under way",
      async () => {
        const letTurn = await hold(TURNS);
        for (let part = 0; part < 3; part += 1) send();
        await becomes(WAITING, 3);
        const letGo = await hold(PICTURES);
        await letTurn();
        await becomes(STUCK, 1);
        return { sent: 3, letGo };
      },
    ],
  ];

it.each(MOMENTS)("no picture is lost and one answer comes: killed when %s", async (_, untilDeath) => {
  albums += 1;
  const before = ben.inbox.length;
  const { sent, letGo } = await untilDeath();
  await program.kill();
  await letGo?.();
  for (let part = sent; part < 3; part += 1) send();
  await begin();
  await telegram.settled(PATIENCE_MS);
  await expect.poll(() => answers(before).length, SOON).toBeGreaterThan(0);
  await becomes(UNDER_WAY, 0);
  expect(answers(before)).toEqual([expect.stringMatching(said("loose_file.kept"))]);
});

it("what was on its way out may come twice, and is kept once: killed between the answer and its record", async () => {
  albums += 1;
  const before = ben.inbox.length;
  telegram.faults.add({ on: "sendMessage", kind: "slow", ms: 600_000, chat: String(BEN) });
  send();
  await ben.sees(said("loose_file.kept"), PATIENCE_MS);
  await program.kill();
  for (let part = 1; part < 3; part += 1) send();
  await begin();
  await telegram.settled(PATIENCE_MS);
  await becomes(UNDER_WAY, 0);
  expect(answers(before).length).toBeLessThanOrEqual(2);
});

it("in the end every picture is there, and each album stands in the book once", async () => {
  const kept = `SELECT count(DISTINCT album)::int AS albums, count(*)::int AS files,
    count(*) FILTER (WHERE bytes IS NOT NULL AND fetch_at IS NULL)::int AS here FROM files WHERE album IS NOT NULL`;
  await expect
    .poll(async () => Kept.array().parse((await pool.query(kept)).rows)[0], SOON)
    .toEqual({ albums, files: albums * 3, here: albums * 3 });
  await becomes(
    `SELECT count(*)::int AS count FROM diary_entries d JOIN files f ON f.id = d.file_id WHERE f.album IS NOT NULL`,
    albums,
  );
});

it("the other side of an identity paper goes too: killed between the two", async () => {
  albums += 1;
  send("căn cước của tôi");
  await ben.sees(said("common.papers_refused"), PATIENCE_MS);
  await becomes(UNDER_WAY, 0);
  await program.kill();
  send();
  await begin();
  await telegram.settled(PATIENCE_MS);
  await becomes(UNDER_WAY, 0);
  const gone = `SELECT count(*)::int AS count FROM files WHERE album = '${albums}' AND removed_why = 'identity_papers'`;
  await expect.poll(() => count(gone), SOON).toBe(2);
});

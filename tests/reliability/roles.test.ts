import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { nextAllowed } from "../../src/calendar/quiet-times.ts";
import { openPool } from "../../src/store/pool.ts";
import { startFakeTelegram, type FakeTelegram } from "../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { freePort, startProgram, type Program } from "../support/program.ts";
import { withRedis } from "../support/redis.ts";
import { said } from "./said.ts";
import { ALL_WELL, rightRecords, screensOf, strangerRecords, talkAsStranger } from "./stranger.ts";

/** The recurring jobs come every 10 and 15 s; what looks after them, every 10 s. */
const UPKEEP_MS = 60_000;
const Count = z.object({ count: z.int() });
const Due = z.object({ due_at: z.date() });

withRedis("web and worker side by side on one PostgreSQL and one Redis", (redis) => {
  let telegram: FakeTelegram;
  let database: TestDatabase;
  let pool: ReturnType<typeof openPool>;
  const programs: Program[] = [];
  let settings: Record<string, string>;
  let people = 0;

  beforeAll(async () => {
    telegram = await startFakeTelegram();
    database = await createTestDatabase();
    pool = openPool(database.url, 2);
    const port = await freePort();
    settings = {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ENCRYPTION_KEY: "0".repeat(64),
      LOG_LEVEL: "silent",
      TELEGRAM_API_ROOT: telegram.root,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
    };
    for (const ROLE of ["web", "worker"]) programs.push(await startProgram({ ...settings, ROLE }));
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await telegram.close();
    await pool.end();
    await database.drop();
  });

  function stranger(): TelegramPerson {
    people += 1;
    return telegram.person({ id: 5_000 + people, first_name: "Bảy", language_code: "vi" });
  }

  /**
   * Somebody is asked, and a day goes by: it is the worker who has to remind her. The programs go by the clock on the wall,
   * so by night, or on the morning of a full moon, it is the worker who puts that off to the hour when she may be woken.
   */
  async function isReminded(): Promise<boolean> {
    const person = stranger();
    await talkAsStranger(person, { to: 2 });
    const { rowCount } = await pool.query(
      `UPDATE timers SET due_at = now() WHERE fired_at IS NULL AND contact_id =
         (SELECT id FROM contacts WHERE external_id = $1)`,
      [String(person.id)],
    );
    expect(rowCount).toBe(1);
    const now = new Date();
    const polite = nextAllowed(now);
    if (polite > now) {
      const isPutOff = async (): Promise<boolean> => {
        const { rows } = await pool.query(
          `SELECT due_at FROM timers WHERE fired_at IS NULL AND contact_id = (SELECT id FROM contacts WHERE external_id = $1)`,
          [String(person.id)],
        );
        return Due.array().parse(rows)[0]?.due_at.getTime() === polite.getTime();
      };
      return vi.waitUntil(isPutOff, { timeout: UPKEEP_MS, interval: 200 }).then(
        () => true,
        () => false,
      );
    }
    return person.sees(said("common.nudge"), UPKEEP_MS).then(
      () => true,
      () => false,
    );
  }

  /** A whole talk; how it differs from what it should be. */
  async function talkFindings(): Promise<string> {
    const person = stranger();
    await talkAsStranger(person);
    const records = await strangerRecords((sql, params) => pool.query(sql, [...params]), [person]);
    const right = JSON.stringify(records) === JSON.stringify(rightRecords([person]));
    return right ? screensOf(telegram.history.events, [person]) : JSON.stringify(records);
  }

  const schedulers = (): number =>
    Number(execFileSync("redis-cli", ["-u", redis.url, "zcard", "bull:upkeep:repeat"], { encoding: "utf8" }));

  it("the web answers, the worker reminds", { timeout: 120_000 }, async () => {
    expect(await talkFindings()).toBe(ALL_WELL);
    expect(await isReminded()).toBe(true);
  });

  it(
    "replies and reminders go on while Redis is away, and go by it again when it is back",
    { timeout: 240_000 },
    async () => {
      await redis.kill();
      expect(await talkFindings()).toBe(ALL_WELL);
      // Who is started meanwhile starts all the same.
      const late = startProgram({ ...settings, ROLE: "worker" });
      const reminded = await isReminded();
      programs.push(await late);
      expect(reminded).toBe(true);
      await redis.start();
      await expect.poll(schedulers, { timeout: UPKEEP_MS }).toBeGreaterThanOrEqual(3);
      expect(await talkFindings()).toBe(ALL_WELL);
    },
  );

  it("the schedulers of a Redis that has forgotten everything come back", { timeout: 240_000 }, async () => {
    execFileSync("redis-cli", ["-u", redis.url, "flushall"]);
    expect(schedulers()).toBe(0);
    await expect.poll(schedulers, { timeout: UPKEEP_MS }).toBeGreaterThanOrEqual(3);
    expect(await talkFindings()).toBe(ALL_WELL);
    const { rows } = await pool.query("SELECT count(*)::int AS count FROM inbox WHERE handled_at IS NULL");
    expect(z.array(Count).parse(rows)).toEqual([{ count: 0 }]);
  });
});

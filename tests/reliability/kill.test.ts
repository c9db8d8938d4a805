import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { killLoop } from "./kill-loop.ts";

const KILLS = 8;
const AT_ONCE = 12;
const REMINDERS = 20;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => database.drop());

it(
  "survives kill -9 at any moment: nothing lost, handled twice or out of order",
  { timeout: 300_000 },
  async () => {
    const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 1e6));
    const report = await killLoop({
      ground: { kind: "postgres", databaseUrl: database.url },
      kills: KILLS,
      atOnce: AT_ONCE,
      reminders: REMINDERS,
      seed,
    });
    process.stderr.write(`${JSON.stringify(report)}\n`);
    expect(report).toMatchObject({
      unfinished: 0,
      updatesLost: 0,
      lost: 0,
      outOfOrder: 0,
      unexpected: 0,
      wrongRecords: 0,
      stuck: 0,
      reminders: REMINDERS,
      remindersLost: 0,
      remindersTwice: 0,
    });
    expect(report.duplicated).toBeLessThanOrEqual(KILLS * AT_ONCE);
  },
);

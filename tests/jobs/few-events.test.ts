import { afterAll, beforeAll, expect, it } from "vitest";
import { Jobs } from "../../src/jobs/jobs.ts";
import { openPool } from "../../src/store/pool.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let database: TestDatabase;
let jobs: Jobs;
const complaints: Error[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = new Jobs({ postgres: database.url }, (error) => complaints.push(error));
  await jobs.ready();
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

it("keeps few of the steps that the queue writes down, however many jobs there are", async () => {
  for (let nth = 0; nth < 300; nth += 1) await jobs.nudge("sweep", {});
  const pool = openPool(database.url, 1);
  const { rows } = await pool.query<{ events: number; jobs: number }>(
    "SELECT (SELECT count(*)::int FROM bullmq.event) AS events, (SELECT count(*)::int FROM bullmq.job) AS jobs",
  );
  await pool.end();
  // Trimmed at every 256th.
  expect(rows[0]?.events).toBeLessThanOrEqual(100 + 256);
  expect(rows[0]?.jobs).toBe(300);
  expect(complaints).toEqual([]);
});

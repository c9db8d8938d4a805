import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { SETTLE } from "../../src/store/settler.ts";
import { FINISH, LOAD, LOCK, RECEIVE } from "../../src/store/turn-statements.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const Plan = z.array(z.object({ "QUERY PLAN": z.string() }));
const READS_A_WHOLE_TABLE = /Seq Scan on (contacts|inbox|outbox|sessions|timers)\b.*/;

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  // As a program that has just begun finds it: a rush has filled the tables, and nobody has counted them yet.
  await client.query(`
    ALTER TABLE contacts SET (autovacuum_enabled = off);
    ALTER TABLE outbox SET (autovacuum_enabled = off);
    INSERT INTO contacts (id, channel, external_id, locale, created_at)
      SELECT gen_random_uuid(), 'telegram', n, 'vi', now() FROM generate_series(1, 5000) n;
    INSERT INTO sessions (contact_id, state, updated_at) SELECT id, '{}', now() FROM contacts;
    INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at, handled_at)
      SELECT id, 'x', '{}', now(), now(), now() FROM contacts;
    INSERT INTO timers (key, kind, contact_id, payload, due_at, created_at)
      SELECT 'nudge:' || id, 'nudge', id, '{}', now(), now() FROM contacts;
    INSERT INTO outbox (contact_id, channel, payload, status, next_at, created_at)
      SELECT id, 'telegram', '{}', 'sent', now(), now() FROM contacts;
    SET plan_cache_mode = force_generic_plan`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

it.each([
  ["receive", RECEIVE, 4],
  ["lock", LOCK, 1],
  ["load", LOAD, 4],
  ["finish", FINISH, 7],
  ["settle", SETTLE, 2],
])(
  "%s finds its rows by their keys, also before anybody has counted the tables",
  async (name, text, given) => {
    await client.query(`PREPARE ${name} AS ${text}`);
    const { rows } = await client.query(
      `EXPLAIN EXECUTE ${name} (${Array.from({ length: given }, () => "NULL").join(", ")})`,
    );
    const plan = Plan.parse(rows).map((row) => row["QUERY PLAN"]);
    expect(plan.filter((line) => READS_A_WHOLE_TABLE.test(line))).toEqual([]);
  },
);

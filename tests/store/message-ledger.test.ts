import { afterAll, beforeAll, expect, it } from "vitest";
import { deadLetters, messageWay, sendAgain } from "../../src/store/message-ledger.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { PostgresStore } from "../../src/store/store.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const CONTACT = "7d3c6f0a-0000-4000-8000-000000000001";

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 2);
  await pool.query(
    "INSERT INTO contacts (id, channel, external_id, created_at) VALUES ($1, 'telegram', '7', $2)",
    [CONTACT, NOW],
  );
  for (const [status, vendor, failure] of [
    ["sent", "901", null],
    ["failed", null, "400: chat not found"],
    ["unknown", null, "the process that was sending it died"],
    ["pending", null, null],
  ])
    await pool.query(
      `INSERT INTO outbox (contact_id, channel, payload, status, attempts, next_at, created_at, sent_at, vendor_id, failure)
       VALUES ($1, 'telegram', '{"text": "a secret word", "options": [], "turn": null}', $2, 1, $3, $3, CASE WHEN $2 = 'sent' THEN $3::timestamptz END, $4, $5)`,
      [CONTACT, status, NOW, vendor, failure],
    );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it("tells a message's way by its number and by the vendor's id, without what it says", async () => {
  const way = await messageWay(sqlOf(pool), "1");
  expect(way).toMatchObject({ id: "1", status: "sent", sent_at: NOW, vendor_id: "901" });
  expect(await messageWay(sqlOf(pool), "901")).toEqual(way);
  expect(JSON.stringify(way)).not.toContain("secret");
  expect(await messageWay(sqlOf(pool), "x'; --")).toBeNull();
});

it("lists what did not leave and will not by itself", async () => {
  const letters = await deadLetters(sqlOf(pool), 10);
  expect(letters.map(({ id, failure }) => [id, failure])).toEqual([
    ["3", "the process that was sending it died"],
    ["2", "400: chat not found"],
  ]);
});

it("lets such a one leave again, and no other", async () => {
  const sql = sqlOf(pool);
  expect(await Promise.all(["1", "2", "4", "99"].map((id) => sendAgain(sql, id, NOW)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  const claimed = await new PostgresStore(pool, 1).claimUnsent(CONTACT, 5, NOW);
  expect(claimed.map(({ id }) => id)).toEqual(["2", "4"]);
});

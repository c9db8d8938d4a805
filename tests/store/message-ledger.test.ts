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

it("claims for many at once only what is all that waits for somebody, and whom nobody else is busy with", async () => {
  const others = [2, 3, 4].map((one) => `${CONTACT.slice(0, -1)}${one}`);
  await pool.query(
    `INSERT INTO contacts (id, channel, external_id, created_at) SELECT id, 'telegram', id::text, $2 FROM unnest($1::uuid[]) id`,
    [others, NOW],
  );
  await pool.query(
    `INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT id, 'telegram', '{"text": "x", "options": [], "turn": null}', 'push', $2, $2 FROM unnest($1::uuid[]) id`,
    [others, NOW],
  );
  const [free = "", busy = ""] = others;
  const store = new PostgresStore(pool, 1);
  const gate = await pool.connect();
  await gate.query("BEGIN");
  await gate.query("SELECT FROM contacts WHERE id = $1 FOR NO KEY UPDATE", [busy]);
  // Of `CONTACT` two are on their way already; what has waited for a while is looked at by itself.
  const late = new Date(NOW.getTime() + 120_000);
  expect(await store.claimEach([CONTACT, free, busy], late)).toEqual([]);
  const claimed = await store.claimEach([CONTACT, free, busy], NOW);
  await gate.query("ROLLBACK");
  gate.release();
  expect(claimed).toMatchObject([{ contactId: free, to: free, purpose: "push", attempts: 1 }]);
  expect((await store.claimEach(others, NOW)).map(({ contactId }) => contactId).toSorted()).toEqual(
    others.slice(1).toSorted(),
  );
});

it("an answer goes past pushes that wait for the morning, however many, and not past one that may leave now", async () => {
  const contact = `${CONTACT.slice(0, -1)}5`;
  await pool.query(
    "INSERT INTO contacts (id, channel, external_id, created_at) VALUES ($1, 'telegram', '75', $2)",
    [contact, NOW],
  );
  const morning = new Date(NOW.getTime() + 8 * 3_600_000);
  await pool.query(
    `INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT $1, 'telegram', jsonb_build_object('text', w.purpose, 'options', '[]'::jsonb, 'turn', NULL), w.purpose, w.at, $2
     FROM (VALUES (1, 'push', $3::timestamptz), (2, 'push', $2), (3, 'reply', $2)) w (nth, purpose, at) ORDER BY nth`,
    [contact, NOW, morning],
  );
  const store = new PostgresStore(pool, 1);
  const at = new Date(morning.getTime() + 1_000);
  expect(await store.claimReplies(contact, 5, at)).toEqual({ rows: [], push: "telegram" });
  const { rows, push } = await store.claimReplies(contact, 5, NOW);
  expect(rows).toMatchObject([{ purpose: "reply" }]);
  expect(push).toBeNull();
});

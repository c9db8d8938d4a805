import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { appendAudit } from "../../src/registry/audit/append.ts";
import { readAudit } from "../../src/registry/audit/read.ts";
import { sealAudit } from "../../src/registry/audit/seal.ts";
import { verifyAudit, type Verdict } from "../../src/registry/audit/verify.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const vault = new SecretBox({ current: "0".repeat(64), previous: [] });

describe("the chain", () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let pool: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, 6);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const seal = (): Promise<number> => inTransaction(pool, (client) => sealAudit(sqlOf(client), vault, NOW));
  const verify = (): Promise<Verdict> => verifyAudit(sqlOf(pool), vault);
  const add = async (id: string): Promise<void> =>
    appendAudit(
      sqlOf(pool),
      {
        person: null,
        action: "read",
        object: { kind: "household", id },
        road: "cli",
        detail: { commands: ["x"] },
      },
      NOW,
    );

  /** Does it as somebody who owns the database would, looks, and takes it back. */
  const tamper = async (statement: string): Promise<Verdict["breaks"]> => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("ALTER TABLE audit DISABLE TRIGGER audit_stays");
      await client.query(statement);
      return (await verifyAudit(sqlOf(client), vault)).breaks;
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  };

  it("does not fork where many seal at once, and takes in what was committed late", async () => {
    const late = await pool.connect();
    await late.query("BEGIN");
    await appendAudit(
      sqlOf(late),
      { person: null, action: "read", object: { kind: "household", id: "late" }, road: "cli" },
      NOW,
    );
    for (let i = 0; i < 30; i++) await add(`h${i}`);
    await Promise.all([seal(), seal(), seal(), add("during")]);
    await late.query("COMMIT");
    late.release();
    await seal();
    expect(await verify()).toMatchObject({ sealed: 32, waiting: 0, breaks: [] });
  });

  it("cannot be changed or cut by a mistake", async () => {
    await expect(sqlOf(pool).run("DELETE FROM audit WHERE position = 3")).rejects.toThrow("append-only");
    await expect(sqlOf(pool).run("UPDATE audit SET action = 'x' WHERE position = 3")).rejects.toThrow(
      "append-only",
    );
  });

  it.each([
    ["a word changed", "UPDATE audit SET object_id = 'other' WHERE position = 5", "5", "changed"],
    ["a time changed", "UPDATE audit SET at = at - interval '1 minute' WHERE position = 5", "5", "changed"],
    ["one taken out", "DELETE FROM audit WHERE position = 9", "9", "missing"],
    ["the end cut off", "DELETE FROM audit WHERE position > 28", "29", "missing"],
    ["all of it gone", "DELETE FROM audit", "1", "missing"],
    ["the head forgotten", "DELETE FROM settings WHERE key = 'audit.head'", "32", "end_lost"],
    [
      "one taken out and the places closed up",
      "DELETE FROM audit WHERE position = 9; UPDATE audit SET position = position + 1000 WHERE position > 9; UPDATE audit SET position = position - 1001 WHERE position > 1000",
      "9",
      "changed",
    ],
  ])("shows %s", async (_name, statement, position, what) => {
    expect(await tamper(statement)).toContainEqual({ position, what });
  });

  it("says for ever that its end was lost once", async () => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("ALTER TABLE audit DISABLE TRIGGER audit_stays");
      await client.query("DELETE FROM audit WHERE position > 20");
      await client.query("DELETE FROM settings WHERE key = 'audit.head'");
      await sealAudit(sqlOf(client), vault, NOW);
      expect((await verifyAudit(sqlOf(client), vault)).breaks).toEqual([
        { position: "21", what: "chain_lost" },
      ]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });

  it("is vouched for by an older key as well, and by no other", async () => {
    const next = new SecretBox({ current: "1".repeat(64), previous: ["0".repeat(64)] });
    const stranger = new SecretBox({ current: "2".repeat(64), previous: [] });
    expect((await verifyAudit(sqlOf(pool), next)).breaks).toEqual([]);
    expect((await verifyAudit(sqlOf(pool), stranger)).breaks).toEqual([{ position: "32", what: "end_lost" }]);
  });
});

describe("what talks leave on record", () => {
  let app: TestApp;
  let pool: Database;
  beforeAll(async () => {
    app = await startTestApp();
    pool = openPool(app.databaseUrl, 2);
  });
  afterAll(async () => {
    await pool.end();
    await app.stop();
  });

  const say = async (name: string, ...texts: string[]): Promise<void> => {
    const person = (await app.simulator?.people())?.find((one) => one.name === name);
    for (const text of texts) await app.simulator?.act(person?.id ?? "", { text });
  };
  const householdOf = async (head: string): Promise<string> => {
    const [row] = await sqlOf(pool).rows(
      z.object({ id: z.string() }),
      "SELECT id FROM households WHERE head_name = $1",
      [head],
    );
    return row?.id ?? "";
  };
  const about = async (household: string): ReturnType<typeof readAudit> =>
    readAudit(sqlOf(pool), { household, person: null, from: null, to: null, limit: 50 });

  it("names who, which household, what and through which channel, and never what was said", async () => {
    await say("Nguyễn Thị Sáu", "dữ liệu của tôi");
    const lines = await about(await householdOf("Nguyễn Thị Sáu"));
    expect(lines[0]).toMatchObject({
      who: "Nguyễn Thị Sáu",
      action: "read",
      object_kind: "household",
      road: "simulator",
      detail: { commands: ["registry.my_consents"] },
    });
    const kept = await sqlOf(pool).rows(
      z.object({ text: z.string() }),
      "SELECT audit::text AS text FROM audit",
    );
    expect(kept.map(({ text }) => text).join("\n")).not.toMatch(/Sáu|dữ liệu/);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newSession } from "../../src/engine/session.ts";
import { openPool, openTurnPool } from "../../src/store/pool.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { PostgresStore } from "../../src/store/store.ts";
import { commandContext } from "../../src/turns/command-context.ts";
import type { LockedContact, TurnResult } from "../../src/turns/boxes.ts";
import type { Inbound } from "../../src/turns/ports.ts";
import { cuttableLine } from "../support/cuttable-line.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const LIMIT = 20;
/** Any number: what a late insert waits for. */
const GATE = 77;

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let turns: ReturnType<typeof openTurnPool>;
let store: PostgresStore;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 4);
  turns = openTurnPool(database.url, 4);
  store = new PostgresStore(pool, 1, { turns });
  await pool.query(`CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NEW; END $$`);
  await pool.query(`CREATE TRIGGER late BEFORE INSERT ON contacts FOR EACH ROW
    WHEN (NEW.external_id = 'late') EXECUTE FUNCTION wait_at_gate()`);
  await pool.query(`CREATE CONSTRAINT TRIGGER late AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.payload ->> 'text' = 'late commit') EXECUTE FUNCTION wait_at_gate()`);
});
afterAll(async () => {
  await turns.end();
  await pool.end();
  await database.drop();
});

const said = (externalId: string, contact = "7"): Inbound => ({
  channel: "telegram",
  contact,
  externalId,
  happenedAt: NOW,
  input: { kind: "text", text: externalId },
});

function turnOf(contact: LockedContact, turn: number, handled: string[]): TurnResult {
  return {
    contact,
    session: { ...newSession("vi"), turn },
    said: [],
    answers: [],
    handled,
    nudge: null,
    later: [],
    interactionAt: null,
    audit: [],
    waits: false,
  };
}

it("reads along what the turn needs, where no other turn came in between", async () => {
  await store.transaction((tx) => tx.receive([said("first")], LIMIT, NOW));
  await store.transaction(async (tx) => {
    const [accepted] = await tx.receive([said("second")], LIMIT, NOW);
    expect(accepted?.locked).toBe(true);
    expect(accepted?.pending).toEqual(await tx.load(accepted?.contactId ?? "", LIMIT, NOW));
    expect(accepted?.pending?.rows).toHaveLength(2);
  });
});

it("reads anew where a turn was committed after it had looked and before it had the lock", async () => {
  const gate = await pool.connect();
  await gate.query("SELECT pg_advisory_lock($1)", [GATE]);
  const looked = store.transaction(async (tx) => {
    const [, accepted] = await tx.receive([said("hello", "late"), said("late")], LIMIT, NOW);
    const read = await tx.load(accepted?.contactId ?? "", LIMIT, NOW);
    return { accepted, turn: read.contact.session.turn };
  });
  const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
  await expect.poll(async () => (await pool.query(waiting)).rowCount).toBe(1);
  const [contact] = (await pool.query<{ id: string }>("SELECT id FROM contacts")).rows;
  await store.transaction(async (tx) => {
    const read = await tx.lockAndLoad(contact?.id ?? "", LIMIT, NOW);
    if (read === null) throw new Error("nobody else holds the lock");
    await tx.finish([turnOf(read.contact, 5, [])], NOW);
  });
  await gate.query("SELECT pg_advisory_unlock($1)", [GATE]);
  gate.release();
  const { accepted, turn } = await looked;
  expect(accepted).toMatchObject({ locked: true, pending: null });
  expect(turn).toBe(5);
});

it("gives nothing of a contact whose lock somebody else holds, nor of one that is gone", async () => {
  const accepted = await store.transaction((tx) => tx.receive([said("held", "holder")], LIMIT, NOW));
  const held = accepted[0]?.contactId ?? "";
  const seen = await store.transaction(async (holder) => {
    await holder.lockAndLoad(held, LIMIT, NOW);
    return store.transaction((other) => other.lockAndLoad(held, LIMIT, NOW));
  });
  const gone = await store.transaction((tx) => tx.lockAndLoad(randomUUID(), LIMIT, NOW));
  const free = await store.transaction((tx) => tx.lockAndLoad(held, LIMIT, NOW));
  expect([seen, gone, free?.rows.length]).toEqual([null, null, 1]);
});

it("commits nothing of a turn whose last statement fails", async () => {
  const broken = store.transaction(async (tx) => {
    const [accepted] = await tx.receive([said("third")], LIMIT, NOW);
    const read = await tx.load(accepted?.contactId ?? "", LIMIT, NOW);
    await tx.finish([turnOf(read.contact, 9, ["not a number"])], NOW);
  });
  await expect(broken).rejects.toThrow("bigint");
  const { rows } = await pool.query("SELECT 1 FROM inbox WHERE external_id = 'third'");
  expect(rows).toEqual([]);
  // The connection is as good as before.
  expect(await store.transaction((tx) => tx.receive([said("third")], LIMIT, NOW))).not.toEqual([null]);
});

it("takes a stamp more than a day ahead for none, and any other as it is", async () => {
  const hour = 3_600_000;
  const later = (hours: number): Date => new Date(NOW.getTime() + hours * hour);
  const stamped = [1, 23, 25].map((hours) => ({
    ...said(`in ${hours}`, `in ${hours}`),
    happenedAt: later(hours),
  }));
  await store.transaction((tx) => tx.receive(stamped, LIMIT, NOW));
  const { rows } = await pool.query<{ external_id: string; happened_at: Date }>(
    "SELECT external_id, happened_at FROM inbox WHERE external_id LIKE 'in %' ORDER BY length(external_id), external_id",
  );
  expect(rows.map((row) => [row.external_id, row.happened_at])).toEqual([
    ["in 1", later(1)],
    ["in 23", later(23)],
    ["in 25", NOW],
  ]);
});

it("takes in several people's events together, each with its own", async () => {
  const group = ["20", "21", "22"].map((contact) => said(`of ${contact}`, contact));
  await store.transaction((tx) => tx.receive([said("earlier", "21")], LIMIT, NOW));
  const rows = await store.transaction(async (tx) => {
    const accepted = await tx.receive([...group, said("earlier", "23")], LIMIT, NOW);
    const [known] = await tx.receive([said("of 22", "22")], LIMIT, NOW);
    expect(known).toBeNull();
    const read = await Promise.all(accepted.map(async (one) => tx.load(one?.contactId ?? "", LIMIT, NOW)));
    await tx.finish(
      read.map(({ contact, rows: unhandled }) => ({
        ...turnOf(
          contact,
          Number(contact.externalId),
          unhandled.map(({ id }) => id),
        ),
        said: ["one", "two"].map((text) => ({
          message: { text: `${text} for ${contact.externalId}`, options: [], turn: null },
          inboxId: unhandled[0]?.id ?? "",
          purpose: "reply" as const,
        })),
      })),
      NOW,
    );
    return read.map(({ rows: unhandled }) => unhandled.map(({ payload }) => payload));
  });
  expect(rows).toEqual([
    [{ kind: "text", text: "of 20" }],
    [
      { kind: "text", text: "earlier" },
      { kind: "text", text: "of 21" },
    ],
    [{ kind: "text", text: "of 22" }],
    [{ kind: "text", text: "earlier" }],
  ]);
  const written = await pool.query(`SELECT c.external_id AS who, (s.state ->> 'turn')::int AS turn,
    (SELECT array_agg(payload ->> 'text' ORDER BY id) FROM outbox WHERE contact_id = c.id AND status = 'sending') AS said
    FROM contacts c JOIN sessions s ON s.contact_id = c.id WHERE c.external_id LIKE '2_' ORDER BY 1`);
  expect(written.rows).toEqual(
    [20, 21, 22, 23].map((turn) => ({
      who: `${turn}`,
      turn,
      said: [`one for ${turn}`, `two for ${turn}`],
    })),
  );
});

it("sends what a lost line kept it from knowing to be its own to send", async () => {
  const line = await cuttableLine(database.url);
  const near = new URL(database.url);
  near.port = new URL(line.url).port;
  const cut = openTurnPool(near.href, 1);
  const own = new PostgresStore(pool, 9, { turns: cut });
  const gate = await pool.connect();
  await gate.query("SELECT pg_advisory_lock($1)", [GATE]);
  const lost = own.transaction(async (tx) => {
    const [accepted] = await tx.receive([said("of 30", "30")], LIMIT, NOW);
    const read = await tx.load(accepted?.contactId ?? "", LIMIT, NOW);
    const ids = read.rows.map(({ id }) => id);
    const reply = {
      message: { text: "late commit", options: [], turn: null },
      inboxId: ids[0] ?? "",
      purpose: "reply" as const,
    };
    await tx.finish([{ ...turnOf(read.contact, 1, ids), said: [reply] }], NOW);
  });
  const failed = lost.then(
    () => "committed",
    () => "lost",
  );
  const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
  await expect.poll(async () => (await pool.query(waiting)).rowCount).toBe(1);
  await line.cut();
  await gate.query("SELECT pg_advisory_unlock($1)", [GATE]);
  gate.release();
  expect(await failed).toBe("lost");
  const status =
    "SELECT o.status FROM outbox o JOIN contacts c ON c.id = o.contact_id WHERE c.external_id = '30'";
  const waits = async (): Promise<unknown> => (await pool.query(status)).rows;
  await expect.poll(waits).toEqual([{ status: "sending" }]);
  // Nobody here knows of it, so that it is put back to be sent.
  await expect.poll(waits, { timeout: 10_000 }).toEqual([{ status: "pending" }]);
  await cut.end();
});

it("tells one account what two commands of the same input tell it", async () => {
  const flows = await store.transaction(async (tx) => {
    const [accepted] = await tx.receive([said("of 40", "40")], LIMIT, NOW);
    const contactId = accepted?.contactId ?? "";
    for (const flow of ["support_news", "loan_news"]) {
      const context = commandContext({
        sql: tx.sql,
        now: NOW,
        me: { person: null, name: "", address: "unknown", roles: [], households: [] },
        acting: null,
        locale: "vi",
        contactId,
        channel: "telegram",
        lastAnswer: null,
        vault: new SecretBox({ current: "0".repeat(64), previous: [] }),
        pace: () => 0,
        touch: () => undefined,
        inboxId: "1",
        woken: new Set(),
        politeTime: (instant) => instant,
      });
      await context.tell({ contact: contactId }, flow, {});
    }
    const { rows } = await tx.load(contactId, LIMIT, NOW);
    return rows.map(({ payload }) => payload);
  });
  expect(flows.slice(1)).toEqual([
    { kind: "start", flow: "support_news", vars: {} },
    { kind: "start", flow: "loan_news", vars: {} },
  ]);
});

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { COMMANDS } from "../../src/app/commands.ts";
import type { Value, Values } from "../../src/domain/value.ts";
import type { CallResult } from "../../src/engine/effects.ts";
import { fold } from "../../src/language/normalise.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { openPool } from "../../src/store/pool.ts";
import { turnTransaction } from "../../src/store/turn-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { commandContext } from "../../src/turns/command-context.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { addUnit } from "../support/add-unit.ts";

const VAULT = new SecretBox({ current: "0".repeat(64), previous: [] });

/** What a turn would know beside the database. */
export type Around = {
  acting?: { id: string; name: string } | null;
  lastAnswer?: { asked: string; typed: string } | null;
};

/** A flow that was begun with somebody. */
const ToldRow = z.object({
  contact_id: z.string(),
  payload: z.object({ flow: z.string(), vars: z.record(z.string(), z.unknown()) }).loose(),
});
const TimerRow = z.object({ key: z.string(), kind: z.string(), due_at: z.date() });
const WaitingRow = z.object({ waiting: z.int() });
const IdRow = z.object({ id: z.string() });

/** A database of its own with nobody in it, and commands run as a turn runs them. */
export async function openStage(begin: string) {
  const database = await createTestDatabase();
  const pool = openPool(database.url, 4);
  const sql = sqlOf(pool);
  let now = new Date(begin);

  const one = async (statement: string, params: readonly unknown[]): Promise<string> => {
    const [row] = await sql.rows(IdRow, `${statement} RETURNING id`, params);
    return z.string().parse(row?.id);
  };

  const inTurn = async (
    contact: string,
    name: string,
    handed: Values,
    around: Around,
    end: "COMMIT" | "ROLLBACK",
  ): Promise<CallResult> => {
    const command = COMMANDS.get(name);
    if (command === undefined) throw new Error(`there is no command ${name}`);
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const tx = turnTransaction(client, process.pid);
      const me = await tx.loadMe(contact, now);
      const context = commandContext({
        sql: tx.sql,
        now,
        me,
        acting: around.acting ?? null,
        locale: "vi",
        contactId: contact,
        channel: "simulator",
        lastAnswer: around.lastAnswer ?? null,
        vault: VAULT,
        pace: () => 0,
        touch: () => undefined,
        inboxId: randomUUID(),
        woken: new Set(),
        politeTime: (instant) => instant,
      });
      const result = await command.run(context, handed);
      await client.query(end);
      return result;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };

  return {
    sql,
    /** Work in a transaction of its own, outside of any turn. */
    transaction: <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
      inTransaction(pool, (client) => work(sqlOf(client))),
    at: (instant: string) => {
      now = new Date(instant);
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },

    /** Runs a command in a transaction of its own, as this contact. */
    run: async (
      contact: string,
      name: string,
      handed: Values = {},
      around: Around = {},
    ): Promise<CallResult> => inTurn(contact, name, handed, around, "COMMIT"),

    /** The same, and takes everything back that it wrote. */
    attempt: async (contact: string, name: string, handed: Values = {}): Promise<CallResult> =>
      inTurn(contact, name, handed, {}, "ROLLBACK"),

    /**
     * Keeps a row from being written while `work` is under way, until `count` transactions wait for a lock: so that they
     * have all read what was there before.
     */
    crowd: async <T>(table: string, id: string, count: number, work: () => Promise<T>): Promise<T> => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        await client.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
        const done = work();
        for (let waiting = 0; waiting < count;) {
          const [row] = await sql.rows(
            WaitingRow,
            "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          waiting = row?.waiting ?? 0;
        }
        await client.query("COMMIT");
        return await done;
      } finally {
        client.release();
      }
    },

    /** The flows that were begun with a contact, in turn. */
    told: async (contact: string): Promise<{ flow: string; vars: Record<string, unknown> }[]> => {
      const rows = await sql.rows(
        ToldRow,
        "SELECT contact_id, payload FROM inbox WHERE contact_id = $1 ORDER BY id",
        [contact],
      );
      return rows.map(({ payload }) => payload);
    },

    /** The timers that have not fired, the next one first. */
    timers: async (): Promise<{ key: string; kind: string; due: string }[]> => {
      const rows = await sql.rows(
        TimerRow,
        "SELECT key, kind, due_at FROM timers WHERE fired_at IS NULL ORDER BY due_at, id",
      );
      return rows.map(({ key, kind, due_at }) => ({ key, kind, due: due_at.toISOString() }));
    },

    unit: (name: string, type: string, parent: string | null) => addUnit(sql, name, type, parent),

    person: async (name: string): Promise<string> => {
      return one("INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), $1, $2, $3)", [
        name,
        fold(name),
        now,
      ]);
    },

    contact: async (person: string | null, displayName = "?"): Promise<string> => {
      return one(
        `INSERT INTO contacts (id, channel, external_id, person_id, display_name, created_at)
         VALUES (gen_random_uuid(), 'simulator', gen_random_uuid(), $1, $2, $3)`,
        [person, displayName, now],
      );
    },

    role: async (
      person: string,
      role: string,
      unit: string,
      from = "2025-07-01",
      to: string | null = null,
    ) => {
      await sql.run(
        `INSERT INTO roles (id, person_id, role, unit_id, valid_from, valid_to)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
        [person, role, unit, from, to],
      );
    },

    household: async (name: string, unit: string): Promise<string> => {
      return one(
        `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4)`,
        [name, fold(name), unit, now],
      );
    },

    phoneOf: async (household: string, contact: string, to: string | null = null) => {
      await sql.run(
        `INSERT INTO household_contacts (household_id, contact_id, valid_from, valid_to)
         VALUES ($1, $2, '2025-07-01', $3)`,
        [household, contact, to],
      );
    },

    assign: async (household: string, person: string, to: string | null = null) => {
      await sql.run(
        `INSERT INTO assignments (id, household_id, person_id, valid_from, valid_to)
         VALUES (gen_random_uuid(), $1, $2, '2025-07-01', $3)`,
        [household, person, to],
      );
    },

    agree: async (household: string, purpose = "register") => {
      await sql.run(
        `INSERT INTO consents (id, household_id, purpose, given, text, locale, how, decided_at)
         VALUES (gen_random_uuid(), $1, $2, true, '?', 'vi', 'tap', $3)`,
        [household, purpose, now],
      );
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A commune with a leader, an officer, a province, a household in charge, and one in the next commune. */
export async function openCommune(begin = "2026-11-22T03:00:00Z") {
  const stage = await openStage(begin);
  const province = await stage.unit("Vĩnh Long", "tinh", null);
  const commune = await stage.unit("Bình Phú Đông", "xa", province);
  const hamlet = await stage.unit("Ấp 3", "ap", commune);
  const otherHamlet = await stage.unit("Ấp 1", "ap", commune);
  const otherCommune = await stage.unit("An Hội", "xa", province);
  const farHamlet = await stage.unit("Ấp 3", "ap", otherCommune);
  const people = {
    sau: await stage.person("Nguyễn Thị Sáu"),
    minh: await stage.person("Trần Văn Minh"),
    hanh: await stage.person("Lê Thị Mỹ Hạnh"),
    khoa: await stage.person("Nguyễn Đăng Khoa"),
  };
  const phones = {
    sau: await stage.contact(people.sau, "Sáu"),
    minh: await stage.contact(people.minh, "Minh"),
    hanh: await stage.contact(people.hanh, "Hạnh"),
    khoa: await stage.contact(people.khoa, "Khoa"),
    stranger: await stage.contact(null, "Bảy"),
  };
  await stage.role(people.minh, "officer", commune);
  await stage.role(people.hanh, "leader", commune);
  await stage.role(people.khoa, "province", province);
  const sau = await stage.household("Nguyễn Thị Sáu", hamlet);
  await stage.phoneOf(sau, phones.sau);
  await stage.assign(sau, people.minh);
  return {
    ...stage,
    units: { province, commune, hamlet, otherHamlet, otherCommune, farHamlet },
    people,
    phones,
    sau,
  };
}
export type Commune = Awaited<ReturnType<typeof openCommune>>;

/** What a command found, as an object; fails where it found something else. */
export function found(result: CallResult): { [key: string]: Value } {
  const { value } = result;
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new Error(`expected an object and got ${JSON.stringify(result)}`);
  return value;
}

/** The labels of what a query offers. */
export function labels(result: CallResult): string[] {
  return z
    .array(z.object({ label: z.string() }))
    .parse(result.value)
    .map(({ label }) => label);
}

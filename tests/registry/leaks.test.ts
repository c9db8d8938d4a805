import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { COMMANDS } from "../../src/app/commands.ts";
import type { Value, Values } from "../../src/domain/value.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { turnTransaction } from "../../src/store/turn-transaction.ts";
import { commandContext } from "../../src/turns/command-context.ts";
import type { Command } from "../../src/turns/command.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

/**
 * Walks every registered command as people who have nothing to do with one household, with the ids of it and of all that
 * hangs on it, guessed or forwarded. A command that another engineer adds is in the walk by being registered.
 */
const IdRow = z.object({ id: z.string() });
const ContactRow = z.object({ id: z.string() });

const vault = new SecretBox({ current: "0".repeat(64), previous: [] });

let app: TestApp;
let pool: Database;
let outsiders: [string, string][] = [];
let ids: string[] = [];
let household = "";
let untouched = "";

beforeAll(async () => {
  app = await startTestApp();
  pool = openPool(app.databaseUrl, 2);
  const sql = sqlOf(pool);
  const one = async (statement: string, params: readonly unknown[] = []): Promise<string> => {
    const [row] = await sql.rows(IdRow, statement, params);
    return row?.id ?? "";
  };
  household = await one("SELECT id FROM households WHERE head_name = 'Lê Văn Bền'");
  // A commune of its own, with people of every role, one of them with roles and assignments that have ended.
  const far = await one("INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id");
  await sql.run(
    `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
     VALUES (gen_random_uuid(), $1, NULL, 'Nơi Khác', 'xa', '2025-07-01')`,
    [far],
  );
  const home = await one("SELECT unit_id AS id FROM households WHERE id = $1", [household]);
  const someone = async (
    name: string,
    roles: [string, string, string | null][],
  ): Promise<[string, string]> => {
    const person = await one(
      "INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), $1, lower($1), now()) RETURNING id",
      [name],
    );
    const contact = await one(
      `INSERT INTO contacts (id, channel, external_id, person_id, created_at)
       VALUES (gen_random_uuid(), 'simulator', $1, $2, now()) RETURNING id`,
      [`zalo:${name}`, person],
    );
    for (const [role, unit, until] of roles)
      await sql.run(
        `INSERT INTO roles (id, person_id, role, unit_id, valid_from, valid_to)
         VALUES (gen_random_uuid(), $1, $2, $3, '2025-07-01', $4)`,
        [person, role, unit, until],
      );
    return [name, contact];
  };
  const left = await someone("former officer and leader here", [
    ["officer", home, "2026-01-01"],
    ["leader", home, "2026-01-01"],
  ]);
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, valid_from, valid_to)
     SELECT gen_random_uuid(), $1, person_id, '2025-07-01', '2026-01-01' FROM contacts WHERE id = $2`,
    [household, left[1]],
  );
  const elsewhere = await someone("officer elsewhere, still assigned", [["officer", far, null]]);
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, kind, valid_from)
     SELECT gen_random_uuid(), $1, person_id, 'party_member', '2025-07-01' FROM contacts WHERE id = $2`,
    [household, elsewhere[1]],
  );
  const neighbour = await one(
    `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
     VALUES (gen_random_uuid(), 'H9999999', 'Nhà Bên', 'nha ben', $1, now()) RETURNING id`,
    [far],
  );
  const own = await someone("another household", []);
  await sql.run(
    "INSERT INTO household_contacts (household_id, contact_id, valid_from) VALUES ($1, $2, '2025-07-01')",
    [neighbour, own[1]],
  );
  const former = await someone("a phone that answered for it before", []);
  await sql.run(
    "INSERT INTO household_contacts (household_id, contact_id, valid_from, valid_to) VALUES ($1, $2, '2025-07-01', '2026-01-01')",
    [household, former[1]],
  );
  outsiders = [await someone("leader elsewhere", [["leader", far, null]]), elsewhere, left, own, former];
  const tables = await sql.rows(
    z.object({ name: z.string() }),
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.columns i
       ON i.table_name = c.table_name AND i.table_schema = 'public' AND i.column_name = 'id' AND i.data_type = 'uuid'
     WHERE c.table_schema = 'public' AND c.column_name = 'household_id'`,
  );
  const hanging = await Promise.all(
    tables.map(({ name }) =>
      sql.rows(IdRow, `SELECT id::text AS id FROM ${name} WHERE household_id = $1 ORDER BY 1 LIMIT 1`, [
        household,
      ]),
    ),
  );
  ids = [household, ...hanging.flat().map(({ id }) => id)];
  untouched = await mark(sql);
});
afterAll(async () => {
  await pool.end();
  await app.stop();
});

/** Areas whose commands must also answer the same for this household as for one that does not exist. */
const TOLD_APART = /^(?:registry|privacy|units)\./;

/** An id that nobody has: whoever is outside must not be able to tell it from one that somebody has. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** Words of which each would be a leak: its head, its own text. */
const LEAKS = /Lê Văn Bền|le van ben/i;

/** As a choice, as a plain id, and as a word to search by. What does not parse is a flow's mistake, and says nothing. */
function ways(command: Command, id: string): Values[] {
  const fill = (value: Value): Values => Object.fromEntries(command.takes.map((name) => [name, value]));
  return [fill({ id, label: "?" }), fill(id), fill("Lê Văn")];
}

async function attempt(command: Command, contact: string, handed: Values, acting: string): Promise<string> {
  const client = await pool.connect();
  let wrote = false;
  try {
    await client.query("BEGIN");
    const tx = turnTransaction(client, process.pid);
    const now = app.clock.now();
    const context = commandContext({
      sql: {
        rows: async (shape, statement, params) => tx.sql.rows(shape, statement, params),
        run: async (statement, params) => {
          wrote = true;
          return tx.sql.run(statement, params);
        },
      },
      now,
      me: await tx.loadMe(contact, now),
      // As if a button with this household had been forwarded.
      acting: { id: acting, name: "?" },
      locale: "vi",
      contactId: contact,
      channel: "simulator",
      lastAnswer: { asked: "?", typed: "?" },
      inboxId: "1",
      vault,
      touch: () => undefined,
      woken: new Set(),
      politeTime: (instant) => instant,
    });
    let result: unknown;
    try {
      result = await command.run(context, handed);
    } catch (error) {
      return `threw ${error instanceof Error ? error.message : String(error)}`;
    }
    const touched = wrote && (await mark(tx.sql)) !== untouched;
    return `${JSON.stringify(result)}${touched ? " WROTE" : ""}`;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** Without what differs each time: ids, numbers of receipts, codes. */
function plain(said: string): string {
  return said
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "*")
    .replaceAll(/\b(?:DL-\d+|H\d{7}|[2-9A-Z]{6})\b/g, "#");
}

/** Of everything that is the household's, one number that any change of it changes. */
async function mark(sql: ReturnType<typeof sqlOf>): Promise<string> {
  const [row] = await sql.rows(
    z.object({ mark: z.string().nullable() }),
    `SELECT md5(concat(
       (SELECT h::text FROM households h WHERE id = $1),
       (SELECT string_agg(p::text, '' ORDER BY id) FROM plans p WHERE household_id = $1),
       (SELECT string_agg(d::text, '' ORDER BY id) FROM diary_entries d WHERE household_id = $1),
       (SELECT string_agg(c::text, '' ORDER BY id) FROM consents c WHERE household_id = $1),
       (SELECT string_agg(a::text, '' ORDER BY id) FROM assignments a WHERE household_id = $1),
       (SELECT string_agg(e::text, '' ORDER BY id) FROM enrolments e WHERE household_id = $1),
       (SELECT string_agg(n::text, '' ORDER BY id) FROM needs n WHERE household_id = $1),
       (SELECT string_agg(v::text, '' ORDER BY id) FROM visits v WHERE household_id = $1),
       (SELECT string_agg(m::text, '' ORDER BY person_id) FROM household_members m WHERE household_id = $1),
       (SELECT string_agg(k::text, '' ORDER BY contact_id) FROM household_contacts k WHERE household_id = $1)
     )) AS mark`,
    [household],
  );
  return row?.mark ?? "";
}

describe("nothing of a household leaks", () => {
  it("has all commands in the walk, and people of every kind outside", () => {
    expect(COMMANDS.size).toBeGreaterThan(60);
    expect(outsiders).toHaveLength(5);
    expect(ids.length).toBeGreaterThan(4);
  });

  it.each([...COMMANDS.values()].map((command) => [command.name, command] as const))(
    "through %s",
    async (_name, command) => {
      const leaks: string[] = [];
      for (const [who, contact] of outsiders)
        for (const id of ids)
          for (const [way, handed] of ways(command, id).entries()) {
            const said = await attempt(command, contact, handed, household);
            const blank = ways(command, NOBODY)[way] ?? {};
            const nobody = TOLD_APART.test(command.name)
              ? await attempt(command, contact, blank, NOBODY)
              : said;
            // What was handed in may come back; what was not must not.
            if (
              LEAKS.test(said) ||
              said.endsWith(" WROTE") ||
              (TOLD_APART.test(command.name) && plain(said) !== plain(nobody))
            )
              leaks.push(
                `${who}: ${JSON.stringify(handed)} -> ${said.slice(0, 200)} instead of ${nobody.slice(0, 200)}`,
              );
            if (command.takes.length === 0) break;
          }
      expect(leaks.slice(0, 5)).toEqual([]);
    },
  );

  it("would notice: the officer in charge sees it", async () => {
    const [minh] = await sqlOf(pool).rows(
      ContactRow,
      `SELECT c.id FROM contacts c JOIN people p ON p.id = c.person_id WHERE p.name = 'Trần Văn Minh'`,
    );
    const command = COMMANDS.get("registry.my_households");
    if (command === undefined || minh === undefined) throw new Error("the story has changed");
    expect(await attempt(command, minh.id, {}, household)).toMatch(LEAKS);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { COMMANDS } from "../../src/app/commands.ts";
import { loadStory } from "../../src/demo/story.ts";
import type { Values } from "../../src/domain/value.ts";
import type { Me } from "../../src/engine/session.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { turnTransaction } from "../../src/store/turn-transaction.ts";
import { commandContext } from "../../src/turns/command-context.ts";
import type { Command } from "../../src/turns/command.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { handedTo } from "./handed.ts";
import { oneOfEach } from "./one-of-each.ts";
import { outsidersOf, type Outsider } from "./outsiders.ts";

/**
 * Walks every registered command as people who have nothing to do with one household, with the ids of it, of its commune
 * and of all that hangs on them, guessed or forwarded. A command that is added later is in the walk by being registered,
 * and fails it where it reads before it has asked who is asking.
 */
const NOW = new Date("2026-11-22T02:00:00Z");
const HEAD = "Lê Văn Bền";
/** Words of which each would be a leak: the head, and what stands in the rows that were made for the walk. */
const LEAKS = /Lê Văn Bền|le van ben/i;
const OF_UNIT = /Việc riêng của ấp/;
/** An id that nobody has: whoever is outside must not be able to tell it from one that somebody has. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** What lines and names are handed in by; each is tried with his name, and with one that nobody bears. */
const SAID = ["line", "name", "who", "said", "note"];
const HIS = { named: "nhà chú Bền bán heo", nobodys: "nhà chú Bềnh bán heo" };

/** Commands that answer everybody alike, and why they may. */
const OPEN: Readonly<Record<string, string>> = {
  "registry.join": "whoever holds the code is who it was made for; wrong ones are counted",
  "registry.by_identity": "finds nothing without the whole number, and then asks for each household",
  "households.places": "the map of the country is public",
};

const vault = new SecretBox({ current: "0".repeat(64), previous: [] });

type Walker = Outsider & { me: Me };
let database: TestDatabase;
let pool: Database;
const outsiders: Walker[] = [];
let insider: Walker;
let ids: Map<string, string>;
let ofHousehold: Map<string, string>;
let nobody: Map<string, string>;
let household = "";
let untouched = "";

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 2);
  await inTransaction(pool, async (client) => {
    const sql = sqlOf(client);
    await loadStory(sql, NOW);
    const [home] = await sql.rows(
      z.object({ id: z.string(), unit: z.string(), person: z.string(), contact: z.string() }),
      `SELECT h.id, h.unit_id AS unit, m.person_id AS person, hc.contact_id AS contact FROM households h
       JOIN household_members m ON m.household_id = h.id JOIN household_contacts hc ON hc.household_id = h.id
       WHERE h.head_name = $1 LIMIT 1`,
      [HEAD],
    );
    if (home === undefined) throw new Error("the story has changed");
    household = home.id;
    const people = await outsidersOf(sql, { household, unit: home.unit });
    const anchors = { households: household, units: home.unit, people: home.person, contacts: home.contact };
    const each = await oneOfEach(sql, { ...anchors, words: HEAD });
    ids = each.ids;
    ofHousehold = new Map([...ids].map(([table, id]) => [table, each.ofHousehold.has(table) ? id : NOBODY]));
    const tx = turnTransaction(client, process.pid);
    const withMe = async (one: Outsider): Promise<Walker> => ({
      ...one,
      me: await tx.loadMe(one.contact, NOW),
    });
    for (const one of people) outsiders.push(await withMe(one));
    const [minh] = await sql.rows(
      z.object({ id: z.string() }),
      "SELECT c.id FROM contacts c JOIN people p ON p.id = c.person_id WHERE p.name = 'Trần Văn Minh'",
    );
    insider = await withMe({ who: "in charge", contact: minh?.id ?? "" });
    untouched = await mark(sql);
  });
  nobody = new Map([...ids.keys()].map((table) => [table, NOBODY]));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

type Attempt = { command: Command; by: Walker; handed: Values; acting: string };

/** What somebody is told and what she changed of it; `asked`: whether who she is mattered to what was read. */
async function attempt(
  tx: ReturnType<typeof turnTransaction>,
  { command, by: { contact, me }, handed, acting }: Attempt,
): Promise<{ said: string; asked: boolean; read: boolean; undo: boolean }> {
  let [wrote, asked, read] = [false, false, false];
  const heard = (statement: string, params: readonly unknown[]): void => {
    asked ||=
      statement.includes("reached") ||
      params.some((param) => param !== null && (param === contact || param === me.person));
  };
  const context = commandContext({
    sql: {
      rows: async (shape, statement, params = []) => {
        heard(statement, params);
        const rows = await tx.sql.rows(shape, statement, params);
        // What finds nothing gives nothing away.
        read ||= rows.length > 0;
        return rows;
      },
      run: async (statement, params = []) => {
        heard(statement, params);
        wrote = true;
        return tx.sql.run(statement, params);
      },
    },
    now: NOW,
    me: {
      ...me,
      // Compared with what was found, before anything is written.
      get person() {
        asked ||= !wrote;
        return me.person;
      },
      get households() {
        asked ||= !wrote;
        return me.households;
      },
    },
    // As if a button with this household had been forwarded.
    acting: { id: acting, name: "?" },
    locale: "vi",
    contactId: contact,
    channel: "simulator",
    lastAnswer: { asked: "?", typed: "?" },
    inboxId: "1",
    vault,
    pace: () => 0,
    touch: () => {
      asked = true;
    },
    woken: new Set(),
    politeTime: (instant) => instant,
  });
  try {
    const said = JSON.stringify(await command.run(context, handed));
    const touched = wrote && (await mark(tx.sql)) !== untouched;
    return { said: `${said}${touched ? " WROTE" : ""}`, asked, read, undo: wrote };
  } catch (error) {
    return {
      said: `threw ${error instanceof Error ? error.message : String(error)}`,
      asked,
      read,
      undo: true,
    };
  }
}

/** Runs `work` in one transaction of which nothing is kept; each attempt finds everything as it was. */
async function walking<T>(
  work: (run: (one: Attempt) => Promise<{ said: string; asked: boolean; read: boolean }>) => Promise<T>,
) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const tx = turnTransaction(client, process.pid);
    return await work(async (one) => {
      await client.query("SAVEPOINT walk");
      const { undo, ...done } = await attempt(tx, one);
      if (undo) await client.query("ROLLBACK TO SAVEPOINT walk");
      return done;
    });
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** Without what differs each time: ids, numbers of receipts, codes. */
function plain(said: string): string {
  return said
    .replaceAll(HIS.nobodys, HIS.named)
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "*")
    .replaceAll(/\b(?:DL-\d+|H\d{7}|[2-9A-Z]{6})\b/g, "#");
}

/** Of everything that is the household's, and of what its phones were sent, one number that any change of it changes. */
async function mark(sql: Sql): Promise<string> {
  const of = [...ids].flatMap(([table, id]) =>
    table === "contacts" ? [] : [`(SELECT t::text FROM ${table} t WHERE id = '${id}')`],
  );
  const [row] = await sql.rows(
    z.object({ mark: z.string() }),
    `SELECT md5(concat_ws('|', ${of.join(", ")},
       (SELECT string_agg(m::text, '' ORDER BY person_id) FROM household_members m WHERE household_id = $1),
       (SELECT string_agg(k::text, '' ORDER BY contact_id) FROM household_contacts k WHERE household_id = $1),
       (SELECT count(*) FROM tasks WHERE household_id = $1), (SELECT count(*) FROM timers WHERE household_id = $1),
       (SELECT count(*) FROM diary_entries WHERE household_id = $1), (SELECT count(*) FROM plans WHERE household_id = $1),
       (SELECT count(*) FROM consents WHERE household_id = $1), (SELECT count(*) FROM needs WHERE household_id = $1),
       (SELECT count(*) FROM inbox i JOIN household_contacts k USING (contact_id)
          WHERE k.household_id = $1 AND k.valid_to IS NULL)
     )) AS mark`,
    [household],
  );
  return row?.mark ?? "";
}

describe("nothing of a household leaks", () => {
  it("has people of every kind outside, and a row of every table to try", () => {
    expect(COMMANDS.size).toBeGreaterThan(60);
    expect(outsiders).toHaveLength(7);
    expect(ids.size).toBeGreaterThan(50);
  });

  it.each([...COMMANDS.values()].map((command) => [command.name, command] as const))(
    "through %s",
    async (name, command) => {
      const tried = { all: handedTo(command, ids), household: handedTo(command, ofHousehold) };
      const blank = handedTo(command, nobody);
      const named = command.takes
        .filter((takes) => SAID.includes(takes))
        .map(
          (takes) =>
            [
              { ...tried.household[0], [takes]: HIS.named },
              { ...blank[0], [takes]: HIS.nobodys },
            ] as const,
        );
      const texts = command.takes.includes("text") ? [{ text: "Lê Văn" }] : [];
      const wrong: string[] = [];
      let [everAsked, everRead] = [false, false];
      await walking(async (run) => {
        for (const by of outsiders) {
          const ways = [...(by.unit === true ? tried.household : tried.all), ...texts].map(
            (handed, way) => [handed, blank[way] ?? handed] as const,
          );
          for (const [handed, without] of [...ways, ...named]) {
            const real = await run({ command, by, handed, acting: household });
            const none = await run({ command, by, handed: without, acting: NOBODY });
            everAsked ||= real.asked;
            everRead ||= real.read;
            // What was handed in may come back; what was not must not, nor may it matter that it is there.
            if (
              LEAKS.test(real.said) ||
              (by.unit !== true && OF_UNIT.test(real.said)) ||
              real.said.endsWith(" WROTE") ||
              plain(real.said) !== plain(none.said)
            )
              wrong.push(
                `${by.who}: ${JSON.stringify(handed)} -> ${real.said} instead of ${none.said}`.slice(0, 500),
              );
          }
        }
      });
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(
        everAsked || !everRead || name in OPEN,
        "reads without asking the rule of rights who is asking",
      ).toBe(true);
    },
  );

  it("would notice: the officer in charge sees it", async () => {
    const command = COMMANDS.get("registry.my_households");
    if (command === undefined) throw new Error("the command is gone");
    const { said } = await walking((run) => run({ command, by: insider, handed: {}, acting: household }));
    expect(said).toMatch(LEAKS);
    const named = COMMANDS.get("registry.households_named");
    if (named === undefined) throw new Error("the command is gone");
    const handed = { line: HIS.named };
    const called = await walking((run) => run({ command: named, by: insider, handed, acting: household }));
    expect(called.said).toMatch(LEAKS);
  });
});

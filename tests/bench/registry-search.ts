import { z } from "zod";
import { loadLarge } from "../../src/demo/large.ts";
import { loadStory } from "../../src/demo/story.ts";
import type { Values } from "../../src/domain/value.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { askAs } from "./ask-as.ts";
import { benchDatabase } from "./database.ts";

/**
 * How long a search and an officer's list take in a record of a whole province: for an officer, a leader and the province
 * itself, by commands as a turn runs them. One JSON line a question with p50 and p95 in milliseconds; the goals are 50 ms
 * for a search and 100 ms for a list. Arguments: households, rounds.
 */
const [households = "150000", rounds = "40"] = process.argv.slice(2);
const NOW = new Date("2026-11-23T02:00:00Z");
const GOALS = { search: 50, list: 100 } as const;
const SEARCHES = [
  "sau",
  "nguyen",
  "nguyen thi",
  "Nguyễn Thị Sáu",
  "an",
  "tran van ut",
  "sau ap 3",
  "ut ap 1",
  "nguyen thi lan ap 5",
  "thi my",
  "zzz",
];
/** Lines of the staff that name somebody, or nobody. */
const LINES = [
  "cô Sáu bán 3 con heo được 12tr",
  "bữa nay tui đi thăm chú Út",
  "cap ma cho co lan",
  "hộ Nguyễn Thị Sáu bị ngập",
  "chị Mỹ Hạnh xin vay vốn",
  "hôm nay bán 3 con dê được 12tr",
];
const ContactRow = z.object({ id: z.string() });

const database = await benchDatabase();
const pool = openPool(database.url, 4);
try {
  const began = performance.now();
  await inTransaction(pool, async (client) => {
    await loadStory(sqlOf(client), NOW);
    await loadLarge(sqlOf(client), { households: Number(households), seed: 1 }, NOW);
  });
  await pool.query("VACUUM ANALYZE");
  print({ bench: "registry_load", households: Number(households), seconds: seconds(began) });
  for (const [who, role] of [
    ["officer", "officer"],
    ["leader", "leader"],
    ["province", "province"],
  ] as const) {
    const contact = await contactWith(role);
    for (const text of SEARCHES)
      await measure({ who, kind: "search", asked: text }, contact, "registry.find_households", { text });
    for (const line of LINES)
      await measure({ who, kind: "search", asked: line }, contact, "registry.households_named", { line });
    await measure({ who, kind: "list", asked: "my_households" }, contact, "registry.my_households", {});
    await measure({ who, kind: "list", asked: "my_tasks" }, contact, "desk.my_tasks", {});
  }
} finally {
  await pool.end();
  await database.drop();
}

async function contactWith(role: string): Promise<string> {
  const [row] = await sqlOf(pool).rows(
    ContactRow,
    `SELECT c.id FROM contacts c JOIN roles r ON r.person_id = c.person_id WHERE r.role = $1
     ORDER BY c.external_id LIKE '%:s1-%' DESC, c.external_id LIMIT 1`,
    [role],
  );
  if (row === undefined) throw new Error(`the demo has nobody who is ${role}`);
  return row.id;
}

async function measure(
  about: { who: string; kind: keyof typeof GOALS; asked: string },
  contact: string,
  command: string,
  handed: Values,
): Promise<void> {
  const taken: number[] = [];
  let found = 0;
  for (let round = -2; round < Number(rounds); round += 1) {
    const began = performance.now();
    found = await run(contact, command, handed);
    // The first two fill caches.
    if (round >= 0) taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number): number => Number((taken[Math.floor(taken.length * share)] ?? 0).toFixed(1));
  print({ bench: "registry", ...about, found, p50: at(0.5), p95: at(0.95), goal: GOALS[about.kind] });
}

async function run(contact: string, name: string, handed: Values): Promise<number> {
  const { value } = await askAs(pool, { contact, now: NOW }, name, handed);
  return Array.isArray(value) ? value.length : 0;
}

function seconds(since: number): number {
  return Number(((performance.now() - since) / 1000).toFixed(1));
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import type { CallResult } from "../../src/engine/effects.ts";
import type { Values } from "../../src/domain/value.ts";
import type { Sql } from "../../src/turns/ports.ts";
import {
  everybodyFound,
  figuresAddUp,
  homesCounted,
  reachOn,
  type Faults,
} from "../registry/units/delta-checks.ts";
import { putLife, putPeople } from "../registry/units/delta-life.ts";
import { mergeOf2025, putMapOfBefore, wardsOf2026 } from "../registry/units/delta-map.ts";
import { askAs } from "./ask-as.ts";
import { benchDatabase } from "./database.ts";

/**
 * The merge of 1/7/2025 and the wards of 9/6/2026 replayed on households that were entered under the real units of before, in
 * Bến Tre, Trà Vinh and Vĩnh Long, with plans, reports, visits, help and meetings on both sides of both days: everybody is
 * searched by old and new names, the reach of everybody is compared, and every figure of the report is added up under the
 * maps of neighbouring days and by other SQL. One JSON line for each kind of check; `wrong` must be 0 everywhere.
 * Argument: households.
 */
const [households = "5000"] = process.argv.slice(2);
const NOW = new Date("2026-11-22T03:00:00Z");

const database = await benchDatabase();
const pool = openPool(database.url, 4);
const work = <T>(one: (sql: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, (client) => one(sqlOf(client)));
const sql = sqlOf(pool);
try {
  const delta = await timed("map of before", () => putMapOfBefore(work, NOW));
  const olds = delta.communes.flatMap((commune) => commune.olds);
  print({ bench: "replay", communes_of_before: olds.length, communes_of_today: delta.communes.length });
  const people = await timed("people", () => putPeople(sql, delta, Number(households)));
  await timed("life before", () => putLife(sql, "2024-12-01", 211, 0));
  await told(reachOn(sql, "2025-06-30", people, { map: "before", delta }));
  await timed("merge of 2025", () => mergeOf2025(work, delta, NOW));
  await timed("life between", () => putLife(sql, "2025-07-02", 341, 1));
  const wards = await timed("wards of 2026", () => wardsOf2026(work, delta, NOW));
  print({ bench: "replay", wards_of_2026: wards.length });
  await timed("life after", () => putLife(sql, "2026-06-10", 160, 2));
  await told(reachOn(sql, "2026-11-22", people, { map: "after", delta }));
  for (const [on, communeOf] of [
    ["2025-06-30", "old"],
    ["2025-07-01", "today"],
    ["2026-06-09", "today"],
    ["2026-11-22", "today"],
  ] as const)
    await told(homesCounted(sql, on, people.homes, (home) => home[communeOf].id));
  const before = delta.provinces.map(({ id }) => id);
  const after = before.slice(0, 1);
  const merged = { from: "2025-01-01", last: "2025-06-30", first: "2025-07-01" };
  await told(figuresAddUp(sql, delta, merged, { before, after }));
  const asWards = { from: "2025-11-01", last: "2026-06-08", first: "2026-06-09" };
  await told(figuresAddUp(sql, delta, asWards, { before: after, after }));
  const lately = { from: "2026-05-01", last: "2026-11-21", first: "2026-11-22" };
  await told(figuresAddUp(sql, delta, lately, { before: after, after }));
  await timed("searches", () => told(everybodyFound(ask, people, wards)));
} finally {
  await pool.end();
  await database.drop();
}

function ask(contact: string, name: string, handed: Values): Promise<CallResult> {
  return askAs(pool, { contact, now: NOW }, name, handed);
}

async function told(checked: Promise<Faults | Faults[]>): Promise<void> {
  for (const { kind, looked, wrong } of [await checked].flat())
    print({
      bench: "replay",
      check: kind,
      looked,
      wrong: wrong.length,
      ...(wrong.length === 0 ? {} : { such: wrong.slice(0, 5) }),
    });
}

async function timed<T>(what: string, one: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const done = await one();
  print({ bench: "replay", step: what, seconds: Number(((performance.now() - began) / 1000).toFixed(1)) });
  return done;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

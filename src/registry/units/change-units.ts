import { localDateOf } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import type { Change, ChangePlan, Decision } from "./change.ts";
import { refused } from "./change-checks.ts";
import { loadMap } from "./load-map.ts";
import { planChange } from "./plan-change.ts";
import { writePlan, type Written } from "./write-plan.ts";

/** Any number: it keeps two changes of the map from being planned at once. */
const LOCK = 20_250_701;

/**
 * Makes a dated change of the map, with homes and reach, or nothing where it was made before. Call it inside a
 * transaction. Throws an AppError that says what to do where the change cannot be.
 */
export async function changeUnits(sql: Sql, change: Change, decision: Decision, now: Date): Promise<Written> {
  await lockMap(sql);
  const plan = planChange(await loadMap(sql, change), change, decision);
  await refuseEarlyMoves(sql, plan, now);
  return plan.ends.length === 0 && plan.units.length === 0 && plan.successions.length === 0
    ? { units: 0, households: 0, roles: [] }
    : writePlan(sql, plan, now);
}

/** Waits until nobody else changes the map, and keeps it so until the transaction ends. */
export async function lockMap(sql: Sql): Promise<void> {
  await sql.run("SELECT pg_advisory_xact_lock($1)", [LOCK]);
}

/**
 * The map of a day to come can be drawn now, because every version of it has its dates. A household has one home of
 * today, so homes can change from today on only.
 */
async function refuseEarlyMoves(sql: Sql, { on, homes }: ChangePlan, now: Date): Promise<void> {
  if (on <= localDateOf(now) || homes.length === 0) return;
  const moved = await sql.run("SELECT FROM households WHERE unit_id = ANY ($1) LIMIT 1", [
    homes.map(({ from }) => from),
  ]);
  if (moved > 0)
    throw refused(
      "too_early",
      `Households live directly in a unit that ends on ${on}: enter the change on that day or later.`,
    );
}

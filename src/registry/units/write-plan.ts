import { randomUUID } from "node:crypto";
import type { Sql } from "../../turns/ports.ts";
import { goneBy, type ChangePlan } from "./change.ts";
import { carryRoles, type CarriedRole } from "./carry-roles.ts";
import { insertRows } from "./insert-rows.ts";
import { mapChanged } from "./map-version.ts";
import { rehome } from "./rehome.ts";

export type Written = {
  /** Units whose name, type or place is another from the day on, new ones included. */
  units: number;
  households: number;
  roles: CarriedRole[];
};

/** Writes a plan. Call it in the transaction in which the map was read, under the lock of `changeUnits`. */
export async function writePlan(sql: Sql, plan: ChangePlan, now: Date): Promise<Written> {
  const { on, document, ends, begins, successions } = plan;
  await insertRows(
    sql,
    "units",
    plan.units.map(({ id, code }) => ({ id, code, created_at: now.toISOString() })),
  );
  // What began that very day never was: the second decision of one day stands in its place.
  await sql.run("DELETE FROM unit_versions WHERE unit_id = ANY ($1) AND valid_from = $2", [ends, on]);
  await sql.run(
    "UPDATE unit_versions SET valid_to = $2 WHERE unit_id = ANY ($1) AND (valid_to IS NULL OR valid_to > $2)",
    [ends, on],
  );
  await insertRows(
    sql,
    "unit_versions",
    begins.map(({ unit, parent, name, type, from, to }) => ({
      id: randomUUID(),
      unit_id: unit,
      parent_id: parent,
      name,
      type,
      valid_from: from,
      valid_to: to,
      document,
    })),
  );
  await insertRows(
    sql,
    "unit_successions",
    successions.map(({ predecessor, successor }) => ({
      predecessor_id: predecessor,
      successor_id: successor,
      happened_on: on,
      document,
    })),
  );
  let households = 0;
  for (const homes of plan.homes) households += await rehome(sql, { ...homes, on, document });
  const roles = await carryRoles(sql, { on, successions, gone: goneBy(plan) });
  await mapChanged(sql, now);
  return { units: begins.length, households, roles };
}

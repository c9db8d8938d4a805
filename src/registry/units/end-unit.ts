import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { emptyPlan, type Decision } from "./change.ts";
import { refused, unitToChange } from "./change-checks.ts";
import { lockMap } from "./change-units.ts";
import { loadMap } from "./load-map.ts";
import { writePlan } from "./write-plan.ts";

const LeftRow = z.object({
  households: z.int(),
  places: z.int(),
  people: z.int(),
  tasks: z.int(),
  meetings: z.int(),
  models: z.int(),
});
/** What still hangs on a unit, by kind. */
export type Left = z.infer<typeof LeftRow>;

/** What hangs on a unit on the day or later: it may not end before that has another place. */
export async function leftAt(sql: Sql, unit: string, on: LocalDate): Promise<Left> {
  const [left] = await sql.rows(
    LeftRow,
    `SELECT (SELECT count(*)::int FROM (SELECT id FROM households WHERE unit_id = $1 UNION
          SELECT household_id FROM household_past_units WHERE unit_id = $1 AND lived_until > $2) home) AS households,
       (SELECT count(DISTINCT unit_id)::int FROM unit_versions
         WHERE parent_id = $1 AND (valid_to IS NULL OR valid_to > $2)) AS places,
       (SELECT count(DISTINCT person_id)::int FROM roles
         WHERE unit_id = $1 AND (valid_to IS NULL OR valid_to > $2)) AS people,
       (SELECT count(*)::int FROM tasks WHERE unit_id = $1 AND done_at IS NULL) AS tasks,
       (SELECT count(*)::int FROM meetings
         WHERE unit_id = $1 AND (status = 'planned' OR status = 'held' AND meets_on >= $2)) AS meetings,
       (SELECT count(*)::int FROM designations WHERE unit_id = $1 AND ended_on IS NULL) AS models`,
    [unit, on],
  );
  return LeftRow.parse(left);
}

/**
 * Ends a unit that has nobody, such as one made by mistake, and nothing takes its place; one that begins on that very day
 * never was. Gives what still hangs on it where it cannot end, else null. Call it inside a transaction. Throws an AppError
 * where the unit does not exist on the day, or has a later change.
 */
export async function endUnit(sql: Sql, unit: string, decision: Decision, now: Date): Promise<Left | null> {
  await lockMap(sql);
  const { on } = decision;
  const version = unitToChange(await loadMap(sql, { kind: "alter", unit }), unit, on);
  if (version.parent === null)
    throw refused("topmost", `${version.name} lies in no other unit: only a part of one can be ended.`);
  const left = await leftAt(sql, unit, on);
  if (Object.values(left).some((count) => count > 0)) return left;
  await writePlan(sql, { ...emptyPlan(decision), ends: [unit] }, now);
  await sql.run(
    "DELETE FROM unit_aliases WHERE unit_id = $1 AND NOT EXISTS (SELECT FROM unit_versions WHERE unit_id = $1)",
    [unit],
  );
  return null;
}

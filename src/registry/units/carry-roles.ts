import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";
import type { ChangePlan } from "./change.ts";

const CarriedRow = z.object({ person: z.string(), role: z.string(), unit: z.string() });
/** A role that somebody has at another unit because of a change. */
export type CarriedRole = z.infer<typeof CarriedRow>;

type Carrying = Pick<ChangePlan, "on" | "successions"> & { gone: readonly string[] };

/**
 * Lets reach follow: whoever had a role at a unit has the same role at each of its successors from that day on, and ends it
 * where the unit is no more; organisations cover the successors, and open tasks of the unit go to the first of them.
 *
 * After a merge a role thus reaches all of the merged unit, as the people of the joined offices do until the new
 * appointments: a household without anybody in charge would be the worse mistake. What was carried is returned, so that
 * who entered the change can end what an appointment does not confirm. Days before keep the roles that they had.
 */
export async function carryRoles(sql: Sql, { on, successions, gone }: Carrying): Promise<CarriedRole[]> {
  const pairs = JSON.stringify(successions);
  const carried = await sql.rows(
    CarriedRow,
    `WITH pairs AS (SELECT * FROM json_to_recordset($1::json) AS p (predecessor uuid, successor uuid)),
     wanted AS (
       SELECT DISTINCT ON (r.person_id, r.role, p.successor, r.organisation_id) r.person_id, r.role, p.successor,
         r.organisation_id, greatest(r.valid_from, $2) AS valid_from, r.valid_to
       FROM roles r JOIN pairs p ON p.predecessor = r.unit_id
       WHERE (r.valid_to IS NULL OR r.valid_to > $2) AND NOT EXISTS (SELECT FROM roles same
         WHERE same.person_id = r.person_id AND same.role = r.role AND same.unit_id = p.successor
           AND same.organisation_id IS NOT DISTINCT FROM r.organisation_id
           AND same.valid_from <= greatest(r.valid_from, $2) AND same.valid_to IS NULL)
       ORDER BY r.person_id, r.role, p.successor, r.organisation_id, r.valid_to DESC NULLS FIRST
     ), written AS (
       INSERT INTO roles (id, person_id, role, unit_id, organisation_id, valid_from, valid_to)
       SELECT gen_random_uuid(), person_id, role, successor, organisation_id, valid_from, valid_to FROM wanted
       RETURNING person_id, role, unit_id
     )
     SELECT p.name AS person, w.role, w.unit_id AS unit FROM written w JOIN people p ON p.id = w.person_id
     ORDER BY p.name, w.role`,
    [pairs, on],
  );
  await sql.run(
    `UPDATE roles SET valid_to = greatest(valid_from, $2)
     WHERE unit_id = ANY ($1) AND (valid_to IS NULL OR valid_to > $2)`,
    [gone, on],
  );
  await sql.run(
    `INSERT INTO organisation_units (organisation_id, unit_id)
     SELECT o.organisation_id, p.successor
     FROM json_to_recordset($1::json) AS p (predecessor uuid, successor uuid)
     JOIN organisation_units o ON o.unit_id = p.predecessor
     ON CONFLICT DO NOTHING`,
    [pairs],
  );
  await sql.run(
    `UPDATE tasks t SET unit_id = p.successor
     FROM (SELECT DISTINCT ON (predecessor) * FROM json_to_recordset($1::json) AS r (predecessor uuid, successor uuid)) p
     WHERE t.unit_id = p.predecessor AND t.done_at IS NULL AND t.unit_id = ANY ($2)`,
    [pairs, gone],
  );
  return carried;
}

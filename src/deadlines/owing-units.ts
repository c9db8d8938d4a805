import { z } from "zod";
import type { LocalDate } from "../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../domain/unit-types.ts";
import type { Sql } from "../turns/ports.ts";

const UnitRow = z.object({
  unit: z.string(),
  name: z.string(),
  /** The units around it, the nearest first. */
  up: z.array(z.string()),
  /** The day on which it came to be; null where it went on from another unit. */
  began: z.string().nullable(),
  owes_from: z.string().nullable(),
  owes_to: z.string().nullable(),
});
export type OwingUnit = z.infer<typeof UnitRow>;

/** Roles that make a unit, and all below it, part of the scheme. */
const TAKING_PART = ["officer", "leader", "province", "viewer"];

/**
 * The communes and wards of the scheme on a day: those at, below or around which somebody has a role. Whether anybody
 * leads one does not matter: then its debts are seen by the level above.
 */
export async function owingUnits(sql: Sql, today: LocalDate): Promise<OwingUnit[]> {
  return sql.rows(
    UnitRow,
    `WITH RECURSIVE today (unit_id, parent_id, name, type) AS (
       SELECT unit_id, parent_id, name, type FROM unit_versions
       WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
     ), held (unit_id) AS (
       SELECT DISTINCT unit_id FROM roles
       WHERE role = ANY ($3) AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
     ), below (unit_id) AS (
       SELECT unit_id FROM held UNION SELECT t.unit_id FROM today t JOIN below b ON t.parent_id = b.unit_id
     ), above (unit_id) AS (
       SELECT unit_id FROM held UNION SELECT t.parent_id FROM today t JOIN above a ON t.unit_id = a.unit_id
       WHERE t.parent_id IS NOT NULL
     ), owing (unit_id, name) AS (
       SELECT unit_id, name FROM today WHERE type = ANY ($2)
         AND unit_id IN (SELECT unit_id FROM below UNION SELECT unit_id FROM above)
     ), around (unit_id, ancestor, depth) AS (
       SELECT o.unit_id, t.parent_id, 1 FROM owing o JOIN today t USING (unit_id) WHERE t.parent_id IS NOT NULL
       UNION ALL
       SELECT a.unit_id, t.parent_id, a.depth + 1 FROM around a JOIN today t ON t.unit_id = a.ancestor
       WHERE t.parent_id IS NOT NULL AND a.depth < 20
     )
     SELECT DISTINCT ON (o.unit_id) o.unit_id AS unit, o.name,
       ARRAY (SELECT ancestor::text FROM around a WHERE a.unit_id = o.unit_id ORDER BY depth) AS up,
       CASE WHEN NOT EXISTS (SELECT FROM unit_successions s WHERE s.successor_id = o.unit_id)
         THEN (SELECT min(v.valid_from) FROM unit_versions v WHERE v.unit_id = o.unit_id) END AS began,
       d.owes_from, d.owes_to
     FROM owing o LEFT JOIN duty_starts d ON d.unit_id = o.unit_id ORDER BY o.unit_id`,
    [today, COMMUNE_TYPES, TAKING_PART],
  );
}

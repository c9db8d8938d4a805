import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { homeSql } from "./on-date.ts";
import { UNIT_TYPES, type UnitLevel } from "./unit-types.ts";

const CountRow = z.object({ unit: z.string().nullable(), households: z.int() });

/**
 * The households of today under the map of any day, by the unit of the level around them: of a household that has moved
 * with a change, its home of that day. Those that no unit of the level held then come under null, so that the numbers of
 * every map add up to the same sum.
 */
export async function countHomes(
  sql: Sql,
  { on, level }: { on: LocalDate; level: UnitLevel },
): Promise<z.infer<typeof CountRow>[]> {
  return sql.rows(
    CountRow,
    `WITH RECURSIVE homes AS (
       SELECT unit_id, count(*)::int AS households FROM (SELECT ${homeSql("$1")} AS unit_id FROM households h) h
       GROUP BY unit_id
     ), around (home, unit_id) AS (
       SELECT unit_id, unit_id FROM homes
       UNION
       SELECT around.home, v.parent_id FROM around JOIN unit_versions v ON v.unit_id = around.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     ), placed AS (
       SELECT around.home, around.unit_id FROM around JOIN unit_versions v ON v.unit_id = around.unit_id
       WHERE v.type = ANY ($2) AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     )
     SELECT placed.unit_id AS unit, sum(homes.households)::int AS households
     FROM homes LEFT JOIN placed ON placed.home = homes.unit_id GROUP BY placed.unit_id ORDER BY 2 DESC, 1`,
    [on, UNIT_TYPES.filter((type) => type.level === level).map(({ code }) => code)],
  );
}

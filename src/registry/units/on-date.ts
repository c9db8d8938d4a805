import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { areaOf, type Area } from "./area-of.ts";

const UnitRow = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  parent: z.string().nullable(),
});
/** A unit as it was on a day. */
export type UnitOnDate = z.infer<typeof UnitRow>;

const COLUMNS = "u.id, u.code, v.name, v.type, v.parent_id AS parent";
/** SQL that version v holds on the day in parameter $1. */
const THEN = "v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)";

/** Every unit that existed on the day; parents come in no order. */
export async function unitsOn(sql: Sql, on: LocalDate): Promise<UnitOnDate[]> {
  return sql.rows(
    UnitRow,
    `SELECT ${COLUMNS} FROM units u JOIN unit_versions v ON v.unit_id = u.id WHERE ${THEN} ORDER BY u.code, v.name`,
    [on],
  );
}

/** The unit and everything that lay in it on the day, under the map of that day. Empty where it did not exist. */
export async function subtreeOn(sql: Sql, unit: string, on: LocalDate): Promise<UnitOnDate[]> {
  return sql.rows(
    UnitRow,
    `WITH RECURSIVE inside (id) AS (
       SELECT $2::uuid
       UNION SELECT v.unit_id FROM unit_versions v JOIN inside ON v.parent_id = inside.id WHERE ${THEN}
     )
     SELECT ${COLUMNS} FROM inside JOIN units u USING (id) JOIN unit_versions v ON v.unit_id = u.id
     WHERE ${THEN} ORDER BY u.code, v.name`,
    [on, unit],
  );
}

/** The unit and those around it on the day, nearest first. Empty where it did not exist. */
export async function aroundOn(sql: Sql, unit: string, on: LocalDate): Promise<UnitOnDate[]> {
  return sql.rows(
    UnitRow,
    `WITH RECURSIVE around (id, depth) AS (
       SELECT $2::uuid, 0
       UNION ALL
       SELECT v.parent_id, depth + 1 FROM unit_versions v JOIN around ON v.unit_id = around.id
       WHERE v.parent_id IS NOT NULL AND depth < 20 AND ${THEN}
     )
     SELECT ${COLUMNS} FROM around JOIN units u USING (id) JOIN unit_versions v ON v.unit_id = u.id
     WHERE ${THEN} ORDER BY depth`,
    [on, unit],
  );
}

/** Whether the rural or the urban line held for a place on the day: by the type of the nearest unit that says so. */
export async function areaOn(sql: Sql, unit: string, on: LocalDate): Promise<Area | null> {
  return areaOf(await aroundOn(sql, unit, on));
}

/** SQL of the unit that household `h` lived in on the day `day` (a parameter such as $1). */
export function homeSql(day: string): string {
  return `coalesce((SELECT p.unit_id FROM household_past_units p
    WHERE p.household_id = h.id AND p.lived_until > ${day} ORDER BY p.lived_until LIMIT 1), h.unit_id)`;
}

/** The unit that the household lived in on the day, also before it was entered; null for a household that is not there. */
export async function homeOn(sql: Sql, household: string, on: LocalDate): Promise<string | null> {
  const [row] = await sql.rows(
    z.object({ unit: z.string() }),
    `SELECT ${homeSql("$1")} AS unit FROM households h WHERE h.id = $2`,
    [on, household],
  );
  return row?.unit ?? null;
}

import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";
import type { Change } from "./change.ts";
import type { UnitMap } from "./unit-map.ts";

const VersionRow = z.object({
  unit: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  document: z.string().nullable(),
});
const SuccessionRow = z.object({ predecessor: z.string(), successor: z.string(), on: z.string() });

/** What `planChange` has to know of the map: the units named, what is around, below and beside them, at all times. */
export async function loadMap(sql: Sql, change: Change): Promise<UnitMap> {
  const named = unitsNamed(change);
  const versions = await sql.rows(
    VersionRow,
    `WITH RECURSIVE around (id) AS (
       SELECT unnest($1::uuid[])
       UNION SELECT v.parent_id FROM unit_versions v JOIN around ON v.unit_id = around.id WHERE v.parent_id IS NOT NULL
     ), near AS (
       SELECT unnest($1::uuid[]) AS id
       UNION SELECT parent_id FROM unit_versions WHERE unit_id = ANY ($1) AND valid_to IS NULL
     ), needed AS (
       SELECT id FROM around
       UNION SELECT unit_id FROM unit_versions WHERE parent_id IN (SELECT id FROM near)
       UNION SELECT unit_id FROM unit_versions WHERE parent_id IS NULL AND EXISTS (SELECT FROM near WHERE id IS NULL)
     )
     SELECT unit_id AS unit, parent_id AS parent, name, type, valid_from::text AS "from", valid_to::text AS "to",
       document
     FROM unit_versions WHERE unit_id IN (SELECT id FROM needed) ORDER BY valid_from, name, unit_id`,
    [named],
  );
  const successions = await sql.rows(
    SuccessionRow,
    `SELECT predecessor_id AS predecessor, successor_id AS successor, happened_on::text AS "on"
     FROM unit_successions WHERE predecessor_id = ANY ($1)`,
    [named],
  );
  return { versions, successions };
}

function unitsNamed(change: Change): string[] {
  switch (change.kind) {
    case "alter":
      return typeof change.parent === "string" ? [change.unit, change.parent] : [change.unit];
    case "merge":
      return typeof change.into === "string" ? [...change.from, change.into] : [...change.from];
    case "split":
      return [change.unit, ...change.into.flatMap(({ unit }) => (typeof unit === "string" ? [unit] : []))];
    default:
      return change satisfies never;
  }
}

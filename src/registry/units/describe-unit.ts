import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { areaOf, type Area } from "./area-of.ts";
import { aroundOn, homeSql, type UnitOnDate } from "./on-date.ts";

const VersionRow = z.object({
  name: z.string(),
  type: z.string(),
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
  document: z.string().nullable(),
});
const RelatedRow = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  on: z.string(),
  document: z.string().nullable(),
});
const ChildRow = RelatedRow.omit({ on: true, document: true });

/** A unit as the map of one day has it, with its whole past. */
export type UnitDescription = {
  id: string;
  code: string | null;
  on: LocalDate;
  /** Null on a day on which it did not exist. */
  name: string | null;
  type: string | null;
  area: Area | null;
  /** The units around it on the day, nearest first. */
  inside: UnitOnDate[];
  /** What lay directly in it on the day. */
  units: z.infer<typeof ChildRow>[];
  /** Households of today whose home was directly in it on the day. */
  households: number;
  history: z.infer<typeof VersionRow>[];
  aliases: string[];
  predecessors: z.infer<typeof RelatedRow>[];
  successors: z.infer<typeof RelatedRow>[];
};

/** Everything that the record knows of the place as such; no household by name. */
export async function describeUnit(sql: Sql, unit: string, on: LocalDate): Promise<UnitDescription> {
  const [self, ...inside] = await aroundOn(sql, unit, on);
  const [code] = await sql.rows(
    z.object({ code: z.string().nullable() }),
    "SELECT code FROM units WHERE id = $1",
    [unit],
  );
  const [homes] = await sql.rows(
    z.object({ count: z.int() }),
    `SELECT count(*)::int AS count FROM households h
     WHERE (h.unit_id = $2 OR h.id IN (SELECT household_id FROM household_past_units WHERE unit_id = $2))
       AND ${homeSql("$1")} = $2`,
    [on, unit],
  );
  return {
    id: unit,
    code: code?.code ?? null,
    on,
    name: self?.name ?? null,
    type: self?.type ?? null,
    area: self === undefined ? null : areaOf([self, ...inside]),
    inside,
    units: await sql.rows(
      ChildRow,
      `SELECT u.id, u.code, v.name, v.type FROM unit_versions v JOIN units u ON u.id = v.unit_id
       WHERE v.parent_id = $2 AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
       ORDER BY u.code, v.name`,
      [on, unit],
    ),
    households: homes?.count ?? 0,
    history: await sql.rows(
      VersionRow,
      `SELECT v.name, v.type, (SELECT p.name FROM unit_versions p WHERE p.unit_id = v.parent_id
           AND p.valid_from <= v.valid_from ORDER BY p.valid_from DESC LIMIT 1) AS parent,
         v.valid_from::text AS "from", v.valid_to::text AS "to", v.document
       FROM unit_versions v WHERE v.unit_id = $1 ORDER BY v.valid_from`,
      [unit],
    ),
    aliases: (
      await sql.rows(
        z.object({ name: z.string() }),
        "SELECT name FROM unit_aliases WHERE unit_id = $1 ORDER BY name",
        [unit],
      )
    ).map(({ name }) => name),
    predecessors: await related(sql, unit, "successor_id", "predecessor_id"),
    successors: await related(sql, unit, "predecessor_id", "successor_id"),
  };
}

async function related(
  sql: Sql,
  unit: string,
  own: "predecessor_id" | "successor_id",
  other: "predecessor_id" | "successor_id",
): Promise<z.infer<typeof RelatedRow>[]> {
  // A predecessor by its last name before the day, a successor by its name on it.
  const known = other === "predecessor_id" ? "v.valid_from < s.happened_on" : "v.valid_from <= s.happened_on";
  return sql.rows(
    RelatedRow,
    `SELECT u.id, u.code, v.name, v.type, s.happened_on::text AS "on", s.document
     FROM unit_successions s JOIN units u ON u.id = s.${other}
     JOIN LATERAL (SELECT name, type FROM unit_versions v WHERE v.unit_id = u.id AND ${known}
       ORDER BY v.valid_from DESC LIMIT 1) v ON true
     WHERE s.${own} = $1 ORDER BY s.happened_on, u.code, v.name`,
    [unit],
  );
}

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { fold } from "../../language/normalise.ts";
import type { Sql } from "../../turns/ports.ts";
import { insertRows } from "./insert-rows.ts";
import { mapChanged } from "./map-version.ts";
import type { UnitToImport } from "./published-map.ts";

const KnownRow = z.object({ id: z.string(), code: z.string().nullable() });

export type Imported = {
  /** Ids of the units that were new. */
  added: ReadonlySet<string>;
  /** How many were there already; an import changes nothing of those. */
  known: number;
};

/**
 * Adds those of the units that the record does not have yet, known by their code or id, in a few statements however many
 * they are. What the record has is left as it is: it may have changed since. Call it in a transaction, under `lockMap`.
 */
export async function importUnits(sql: Sql, units: readonly UnitToImport[], now: Date): Promise<Imported> {
  const knownRows = await sql.rows(
    KnownRow,
    "SELECT id, code FROM units WHERE id = ANY ($1) OR code = ANY ($2)",
    [units.map(({ id }) => id), units.flatMap(({ code }) => code ?? [])],
  );
  const knownIds = new Set(knownRows.map(({ id }) => id));
  const idByCode = new Map(knownRows.flatMap(({ id, code }) => (code === null ? [] : [[code, id] as const])));
  /** The record's id of a unit that it had under another one. */
  const renamed = new Map(
    units.flatMap(({ id, code }) => {
      const known = code === null ? undefined : idByCode.get(code);
      return known === undefined || known === id ? [] : [[id, known] as const];
    }),
  );
  const idOf = (id: string): string => renamed.get(id) ?? id;
  const fresh = units.filter(({ id }) => !knownIds.has(id) && !renamed.has(id));
  await write(sql, fresh, idOf, now);
  if (fresh.length > 0) await mapChanged(sql, now);
  return { added: new Set(fresh.map(({ id }) => id)), known: units.length - fresh.length };
}

async function write(
  sql: Sql,
  fresh: readonly UnitToImport[],
  idOf: (id: string) => string,
  now: Date,
): Promise<void> {
  const created_at = now.toISOString();
  await insertRows(
    sql,
    "units",
    fresh.map(({ id, code }) => ({ id, code, created_at })),
  );
  await insertRows(
    sql,
    "unit_versions",
    fresh.flatMap(({ versions }) =>
      versions.map(({ unit, parent, name, type, from, to, document }) => ({
        id: randomUUID(),
        unit_id: unit,
        parent_id: parent === null ? null : idOf(parent),
        name,
        type,
        valid_from: from,
        valid_to: to,
        document,
      })),
    ),
  );
  await insertRows(
    sql,
    "unit_aliases",
    fresh.flatMap(({ id, aliases }) =>
      aliases.map((name) => ({ id: randomUUID(), unit_id: id, name, folded: fold(name) })),
    ),
  );
  await insertRows(
    sql,
    "unit_successions",
    fresh.flatMap(({ successions }) =>
      successions.map(({ predecessor, successor, on, document }) => ({
        predecessor_id: predecessor,
        successor_id: idOf(successor),
        happened_on: on,
        document,
      })),
    ),
  );
  await sql.run("ANALYZE units, unit_versions, unit_aliases, unit_successions");
}

import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { organisationAt, organisationOf } from "./organisation-settings.ts";

/** Trees of organisations beside the places: the union's, the steering committees', the offices of the state. */
export const ORGANISATIONS = ["union", "committee", "state"] as const;
export type OrganisationKind = (typeof ORGANISATIONS)[number];

const IdRow = z.object({ id: z.string() });
const NamedRow = z.object({ name: z.string(), above: z.string().nullable() });

/** The organisation of a place and what stands above it; null where the place has none of its own. */
export async function organisationNamed(
  sql: Sql,
  at: { unit: string; kind: OrganisationKind; on: LocalDate },
): Promise<{ id: string; name: string; above: string | null } | null> {
  const id = await organisationAt(sql, at);
  if (id === null) return null;
  const [named] = await sql.rows(
    NamedRow,
    `SELECT o.name, above.name AS above FROM organisations o LEFT JOIN organisations above ON above.id = o.parent_id
     WHERE o.id = $1`,
    [id],
  );
  return named === undefined ? null : { id, ...named };
}

/**
 * Adds the organisation of a place, below that of the nearest place around it; where the place has one already, that one is
 * called so from now on. Gives its id.
 */
export async function nameOrganisation(
  sql: Sql,
  at: { unit: string; kind: OrganisationKind; on: LocalDate },
  name: string,
): Promise<string> {
  const own = await organisationAt(sql, at);
  if (own !== null) {
    await sql.run("UPDATE organisations SET name = $2 WHERE id = $1", [own, name]);
    return own;
  }
  const above = await organisationOf(sql, at);
  const [made] = await sql.rows(
    IdRow,
    `INSERT INTO organisations (id, parent_id, name, kind, valid_from) VALUES (gen_random_uuid(), $1, $2, $3, $4)
     RETURNING id`,
    [above, name, at.kind, at.on],
  );
  const { id } = IdRow.parse(made);
  await sql.run("INSERT INTO organisation_units (organisation_id, unit_id) VALUES ($1, $2)", [id, at.unit]);
  return id;
}

import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { may, relationByRole, rolesThatMay, type Act, type Relation, type UnitAct } from "../domain/scope.ts";
import { isRecordId } from "../turns/choice-id.ts";
import type { CommandContext } from "../turns/command.ts";

/** Who asks. `touch` puts on record what was asked for; a turn's own context has it. */
export type Asking = Pick<CommandContext, "sql" | "now" | "me" | "contactId"> &
  Partial<Pick<CommandContext, "touch">>;

/** Asks for the rights of a person apart from any phone. */
export const NO_CONTACT = "00000000-0000-0000-0000-000000000000";

const RelationRow = z.object({ relation: z.string() });
const UnitRow = z.object({ unit_id: z.string() });

/**
 * What the person who writes is to a household now: by her phone, by an assignment together with a role that reaches the
 * household's unit, or by a role alone. Looked up at every call, so that what ended yesterday grants nothing today.
 * An id that does not exist, or cannot, gives nothing either.
 */
export async function relationsTo(asking: Asking, household: string): Promise<Relation[]> {
  if (!isRecordId(household)) return [];
  const rows = await asking.sql.rows(
    RelationRow,
    `WITH RECURSIVE up (unit_id) AS (
       SELECT unit_id FROM households WHERE id = $1
       UNION
       SELECT v.parent_id FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $4 AND (v.valid_to IS NULL OR v.valid_to > $4)
     ), held AS (
       SELECT DISTINCT r.role FROM roles r JOIN up ON up.unit_id = r.unit_id
       WHERE r.person_id = $3 AND r.valid_from <= $4 AND (r.valid_to IS NULL OR r.valid_to > $4)
     )
     SELECT 'own' AS relation FROM household_contacts
     WHERE household_id = $1 AND contact_id = $2 AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)
     UNION ALL
     SELECT 'in_charge' FROM assignments
     WHERE household_id = $1 AND person_id = $3 AND kind = 'officer'
       AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)
       AND EXISTS (SELECT FROM held WHERE role IN ('officer', 'leader'))
     UNION ALL
     SELECT role FROM held`,
    [household, asking.contactId, asking.me.person, localDateOf(asking.now)],
  );
  const relations = rows.flatMap(({ relation }): Relation[] | Relation => {
    if (relation === "own" || relation === "in_charge") return [relation];
    return relationByRole(relation) ?? [];
  });
  asking.touch?.({ kind: "household", id: household, granted: relations.length > 0 });
  return relations;
}

/** Whether the person who writes may do this with this household now. */
export async function mayWith(asking: Asking, household: string, act: Act): Promise<boolean> {
  return may(await relationsTo(asking, household), act);
}

/**
 * SQL of a recursive part `reached (unit_id, role)`: every unit that a role of person $1 reaches on day $2, with the role.
 * Put it after WITH RECURSIVE.
 */
export const REACHED = `reached (unit_id, role) AS (
  SELECT unit_id, role FROM roles
  WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
  UNION
  SELECT v.unit_id, r.role FROM unit_versions v JOIN reached r ON v.parent_id = r.unit_id
  WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
)`;

/** SQL of a part `in_charge (household_id)`: the households assigned to person $1 on day $2, within reach; none of which only
 * numbers are left. After REACHED. */
export const IN_CHARGE = `in_charge (household_id) AS (
  SELECT a.household_id FROM assignments a JOIN households h ON h.id = a.household_id
  WHERE a.person_id = $1 AND a.kind = 'officer' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
    AND h.erased_at IS NULL AND h.unit_id IN (SELECT unit_id FROM reached WHERE role IN ('officer', 'leader'))
)`;

/**
 * SQL of a part `in_sight (household_id)`: the households in charge, and those of the units reached by one of the roles in
 * parameter `roles`. A union, because an OR over both would read every household there is. After IN_CHARGE.
 */
export function inSight(roles: string): string {
  return `in_sight (household_id) AS (
  SELECT household_id FROM in_charge
  UNION
  SELECT id FROM households
  WHERE erased_at IS NULL AND unit_id IN (SELECT unit_id FROM reached WHERE role = ANY (${roles}))
)`;
}

/** The units over which the person who writes has this right now. */
export async function unitsWhere(asking: Asking, act: UnitAct): Promise<string[]> {
  if (asking.me.person === null) return [];
  const rows = await asking.sql.rows(
    UnitRow,
    `WITH RECURSIVE ${REACHED} SELECT DISTINCT unit_id FROM reached WHERE role = ANY ($3)`,
    [asking.me.person, localDateOf(asking.now), rolesThatMay(act)],
  );
  return rows.map(({ unit_id }) => unit_id);
}

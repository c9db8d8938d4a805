import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { isRecordId } from "../turns/choice-id.ts";
import type { CommandContext } from "../turns/command.ts";

/** Somebody who answers for a household, and how she is addressed, where that is known. */
export type Responsible = { id: string; name: string; address: string | null };

const PersonRow = z.object({ id: z.string(), name: z.string(), address: z.string().nullable() });
const LeadingRow = PersonRow.extend({ unit: z.string() });
/** A leader, and the unit that she leads. */
export type Leading = z.infer<typeof LeadingRow>;
type Looking = Pick<CommandContext, "sql" | "now">;

/** The officer in charge of a household now; null where none is, or where the role has ended or lies elsewhere by now. */
export async function officerOf({ sql, now }: Looking, household: string): Promise<Responsible | null> {
  if (!isRecordId(household)) return null;
  const [officer] = await sql.rows(
    PersonRow,
    `WITH RECURSIVE up (unit_id) AS (
       SELECT unit_id FROM households WHERE id = $1
       UNION
       SELECT v.parent_id FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT p.id, p.name, p.address_as AS address FROM assignments a JOIN people p ON p.id = a.person_id
     WHERE a.household_id = $1 AND a.kind = 'officer'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
       AND EXISTS (SELECT FROM roles r WHERE r.person_id = p.id AND r.role IN ('officer', 'leader')
         AND r.unit_id IN (SELECT unit_id FROM up)
         AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2))
     ORDER BY a.valid_from DESC LIMIT 1`,
    [household, localDateOf(now)],
  );
  return officer ?? null;
}

/**
 * The leaders who answer for a unit: those of the nearest unit upwards that has any but `except`. Empty where nobody
 * leads.
 */
export async function leadersOf(
  { sql, now }: Looking,
  unit: string,
  except: string | null = null,
): Promise<Leading[]> {
  return sql.rows(
    LeadingRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         AND up.depth < 20
     ), leaders AS (
       SELECT p.id, p.name, p.address_as AS address, r.unit_id AS unit, rank() OVER (ORDER BY up.depth) AS nearness
       FROM up JOIN roles r ON r.unit_id = up.unit_id AND r.role = 'leader'
         AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
       JOIN people p ON p.id = r.person_id
       WHERE p.id IS DISTINCT FROM $3
     )
     SELECT DISTINCT id, name, address, unit FROM leaders WHERE nearness = 1 ORDER BY name, id`,
    [unit, localDateOf(now), except],
  );
}

/** The leaders who answer for the unit that a household lives in. */
export async function leadersOfHousehold(
  looking: Looking,
  household: string,
  except: string | null = null,
): Promise<Leading[]> {
  const [row] = await looking.sql.rows(
    z.object({ unit_id: z.string() }),
    "SELECT unit_id FROM households WHERE id = $1",
    [household],
  );
  return row === undefined ? [] : leadersOf(looking, row.unit_id, except);
}

/** Somebody as a flow speaks of her: `{officer:called}` is "anh Minh". */
export function spokenOf({ name, address }: Responsible): { name: string; address: string | null } {
  return { name, address };
}

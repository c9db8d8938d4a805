import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { leadersOfHousehold, officerOf, type Responsible } from "../registry/responsible.ts";
import type { CommandContext } from "../turns/command.ts";

const Row = z.object({ allowed: z.boolean() });
type Looking = Pick<CommandContext, "sql" | "now">;

/** Who decides about a plan: the officer in charge, or the leaders where he wrote it down himself or nobody is in charge. */
export async function reviewersOf(
  looking: Looking,
  plan: { household_id: string; unit_id: string; entered_by: string | null },
): Promise<Responsible[]> {
  const officer = await officerOf(looking, plan.household_id);
  if (officer !== null && (officer.id !== plan.entered_by || (await ownEntryAllowed(looking, plan.unit_id))))
    return [officer];
  return leadersOfHousehold(looking, plan.household_id, plan.entered_by);
}

/**
 * Whether the organisation that covers a unit lets people approve what they entered themselves (its setting
 * `own_entry_allowed`). The nearest organisation upwards that says something decides; nobody may by default.
 */
export async function ownEntryAllowed({ sql, now }: Looking, unit: string): Promise<boolean> {
  const [row] = await sql.rows(
    Row,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         AND up.depth < 20
     )
     SELECT o.settings -> 'own_entry_allowed' = 'true'::jsonb AS allowed
     FROM up JOIN organisation_units ou USING (unit_id) JOIN organisations o ON o.id = ou.organisation_id
     WHERE o.settings ? 'own_entry_allowed' AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)
     ORDER BY up.depth LIMIT 1`,
    [unit, localDateOf(now)],
  );
  return row?.allowed ?? false;
}

import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { CommandContext } from "../../turns/command.ts";

type Looking = Pick<CommandContext, "sql" | "now">;
const Row = z.object({ value: z.unknown() });

/**
 * Whether the organisation that covers a unit lets people approve what they entered themselves (its setting
 * `own_entry_allowed`); nobody may by default.
 */
export async function ownEntryAllowed(looking: Looking, unit: string): Promise<boolean> {
  return (await settingOf(looking, unit, "own_entry_allowed")) === true;
}

/** How many yeses a plan of this unit needs (the setting `plan_approvals`): one by default, or two. */
export async function approvalsNeeded(looking: Looking, unit: string): Promise<1 | 2> {
  return (await settingOf(looking, unit, "plan_approvals")) === 2 ? 2 : 1;
}

/** The nearest organisation upwards that says something decides. */
async function settingOf({ sql, now }: Looking, unit: string, name: string): Promise<unknown> {
  const [row] = await sql.rows(
    Row,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         AND up.depth < 20
     )
     SELECT o.settings -> $3 AS value
     FROM up JOIN organisation_units ou USING (unit_id) JOIN organisations o ON o.id = ou.organisation_id
     WHERE o.settings ? $3 AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)
     ORDER BY up.depth LIMIT 1`,
    [unit, localDateOf(now), name],
  );
  return row?.value;
}

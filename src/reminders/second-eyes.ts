import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesThatMay } from "../domain/scope.ts";
import type { CommandContext } from "../turns/command.ts";

const Row = z.object({ person_id: z.string() });

/** Who else may write to a unit's people and so may look over a message before it goes: those nearest to it. */
export async function secondEyesOf(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  unit: string,
  author: string,
): Promise<string[]> {
  const rows = await sql.rows(
    Row,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     ), others AS (
       SELECT r.person_id, rank() OVER (ORDER BY up.depth) AS nearness FROM up JOIN roles r ON r.unit_id = up.unit_id
       WHERE r.role = ANY ($4) AND r.person_id <> $3 AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
         AND EXISTS (SELECT FROM contacts c WHERE c.person_id = r.person_id AND c.state = 'active')
     )
     SELECT DISTINCT person_id FROM others WHERE nearness = 1 ORDER BY person_id`,
    [unit, localDateOf(now), author, rolesThatMay("broadcast")],
  );
  return rows.map(({ person_id }) => person_id);
}

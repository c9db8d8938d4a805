import type { CommandContext } from "../../turns/command.ts";

/**
 * Takes a visit back as it was told at `at`: where the same person had told of the day before, that stands again as it was,
 * else the visit is gone. Photos, notes and an answer to the lot that came since go with it.
 */
export async function dropVisit(
  { sql }: Pick<CommandContext, "sql">,
  { id, household, at }: { id: string; household: string; at: Date },
): Promise<void> {
  await sql.run("DELETE FROM visit_files WHERE visit_id = $1 AND added_at >= $2", [id, at]);
  await sql.run(
    `UPDATE revisits r SET visited_at = NULL, visited_by = NULL FROM visits v
     WHERE v.id = $1 AND r.household_id = $2 AND r.visited_by = v.visitor_id AND r.visited_at = $3 AND r.result IS NULL`,
    [id, household, at],
  );
  const stands = await sql.run(
    `UPDATE visits SET met = before->>'met', how = before->>'how', note = before->>'note',
       next_on = (before->>'next_on')::date, visited_on = (before->>'visited_on')::date,
       created_at = (before->>'at')::timestamptz, before = nullif(before->'before', 'null'::jsonb)
     WHERE id = $1 AND before IS NOT NULL`,
    [id],
  );
  if (stands === 0) await sql.run("DELETE FROM visits WHERE id = $1", [id]);
}

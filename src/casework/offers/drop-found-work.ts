import { z } from "zod";
import type { CommandContext } from "../../turns/command.ts";
import { askLater, forgetQuestions } from "./found-work.ts";

const WorkRow = z.object({
  household: z.string(),
  name: z.string(),
  who: z.string().nullable(),
  what: z.string(),
  on: z.string(),
  over: z.boolean(),
});
const EventRow = z.object({ need_id: z.string() });

/**
 * Takes back that somebody found work: it is not counted nor asked after, what it received stands open as before, and the
 * household is not told in the morning of somebody who is none of its own.
 */
export async function dropFoundWork(
  context: CommandContext,
  { id, household, at }: { id: string; household: string; at: Date },
): Promise<void> {
  const { sql } = context;
  await forgetQuestions(sql, id);
  // Of work told of twice what was told first stands again.
  const stands = await sql.run(
    `UPDATE work_results SET what = before->>'what', wage = (before->>'wage')::bigint, happened_on = (before->>'happened_on')::date,
       ended_on = (before->>'ended_on')::date, entered_by = (before->>'entered_by')::uuid,
       on_behalf = (before->>'on_behalf')::boolean, created_at = (before->>'at')::timestamptz,
       before = nullif(before->'before', 'null'::jsonb)
     WHERE id = $1 AND before IS NOT NULL`,
    [id],
  );
  if (stands > 0) await askAgain(context, id);
  else await sql.run("DELETE FROM work_results WHERE id = $1", [id]);
  await sql.run(
    `UPDATE outbox o SET status = 'cancelled', failure = 'taken back' FROM inbox i
       JOIN household_contacts k ON k.contact_id = i.contact_id AND k.household_id = $1
     WHERE o.inbox_id = i.id AND o.status = 'pending' AND i.payload ->> 'flow' = 'job_told' AND i.happened_at >= $2`,
    [household, at],
  );
  const received = await sql.rows(
    EventRow,
    `DELETE FROM need_events e USING needs n WHERE n.id = e.need_id AND n.household_id = $1 AND n.category = 'job'
       AND n.status = 'received' AND e.status = 'received' AND e.at = $2 RETURNING e.need_id`,
    [household, at],
  );
  for (const { need_id } of received)
    await sql.run(
      `UPDATE needs SET closed_on = NULL, status = coalesce(
         (SELECT status FROM need_events WHERE need_id = $1 ORDER BY at DESC, id DESC LIMIT 1), 'noted') WHERE id = $1`,
      [need_id],
    );
}

async function askAgain(context: CommandContext, work: string): Promise<void> {
  const [row] = await context.sql.rows(
    WorkRow,
    `SELECT h.id AS household, h.head_name AS name, w.who, w.what, w.happened_on::text AS on, w.ended_on IS NOT NULL AS over
     FROM work_results w JOIN households h ON h.id = w.household_id WHERE w.id = $1`,
    [work],
  );
  if (row === undefined || row.over) return;
  const { household, name, who, what, on } = row;
  const named = { id: household, label: name, name };
  await askLater(context, work, named, { who: who ?? "", where: what, on });
}

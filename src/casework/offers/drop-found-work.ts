import { z } from "zod";
import type { CommandContext } from "../../turns/command.ts";

const EventRow = z.object({ need_id: z.string() });

/**
 * Takes back that somebody found work: it is not counted nor asked after, what it received stands open as before, and the
 * household is not told in the morning of somebody who is none of its own.
 */
export async function dropFoundWork(
  { sql }: Pick<CommandContext, "sql">,
  { id, household, at }: { id: string; household: string; at: Date },
): Promise<void> {
  await sql.run("DELETE FROM timers WHERE kind = 'job' AND key LIKE $1 AND fired_at IS NULL", [
    `job:${id}:%`,
  ]);
  await sql.run("DELETE FROM work_results WHERE id = $1", [id]);
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

import { localDateOf } from "../calendar/local-date.ts";
import type { Sql } from "../turns/ports.ts";

/** Closes the tasks whose window is over as missed, so that nobody is asked for what cannot be done any more. Run every day. */
export async function closeMissed(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `WITH missed AS (
       UPDATE tasks SET done_at = $1, outcome = 'missed' WHERE until_on < $2 AND done_at IS NULL RETURNING id
     )
     INSERT INTO task_events (task_id, what, at) SELECT id, 'missed', $1 FROM missed`,
    [now, localDateOf(now)],
  );
}

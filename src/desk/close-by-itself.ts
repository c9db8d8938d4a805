import type { CommandContext } from "../turns/command.ts";

/**
 * Closes the open tasks of a key as done, because the thing itself was done: the meeting was logged, the bulletin read
 * out. Does nothing where there is none; a task that was missed stays missed.
 */
export async function closeByItself(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  key: string,
): Promise<void> {
  await sql.run(
    `WITH closed AS (
       UPDATE tasks SET done_at = $2, done_by = $3, outcome = 'by_itself' WHERE key = $1 AND done_at IS NULL RETURNING id
     )
     INSERT INTO task_events (task_id, what, person_id, at) SELECT id, 'by_itself', $3, $2 FROM closed`,
    [key, now, me.person],
  );
}

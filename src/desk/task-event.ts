import type { CommandContext } from "../turns/command.ts";

export type TaskEvent = {
  what: "postponed" | "given" | "done" | "by_itself" | "missed" | "reopened";
  note?: string | null;
  /** The due day before it was postponed. */
  wasDue?: string | null;
  toPerson?: string | null;
};

/** Writes down what became of a task, by whom and when. */
export async function noteTaskEvent(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  task: string,
  event: TaskEvent,
): Promise<void> {
  await sql.run(
    `INSERT INTO task_events (task_id, what, person_id, to_person, due_on, note, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [task, event.what, me.person, event.toPerson ?? null, event.wasDue ?? null, event.note ?? null, now],
  );
}

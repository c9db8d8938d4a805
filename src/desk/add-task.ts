import { z } from "zod";
import type { CommandContext } from "../turns/command.ts";

/** Whom a task is for: one person, or whoever leads a unit. */
export type ForWhom = { person: string } | { unit: string };
export type NewTask = {
  kind: string;
  household: string | null;
  note: string | null;
  due?: string | null;
};

const IdRow = z.object({ id: z.string() });

/** Writes a task down and gives its id. Tells nobody: see `handOver`. */
export async function addTask(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  task: NewTask,
  forWhom: ForWhom | null,
): Promise<string> {
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO tasks (id, kind, household_id, unit_id, person_id, note, due_on, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      task.kind,
      task.household,
      forWhom !== null && "unit" in forWhom ? forWhom.unit : null,
      forWhom !== null && "person" in forWhom ? forWhom.person : null,
      task.note,
      task.due ?? null,
      now,
    ],
  );
  if (row === undefined) throw new Error("a task was written and came back without an id");
  return row.id;
}

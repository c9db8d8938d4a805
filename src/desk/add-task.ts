import { z } from "zod";
import type { CommandContext } from "../turns/command.ts";

/** Whom a task is for: one person, or whoever leads a unit; both where it is a person's work for a unit. */
export type ForWhom = { person: string; unit?: string } | { unit: string };
export type NewTask = {
  kind: string;
  household: string | null;
  note: string | null;
  /** The window in which it makes sense, local dates: from, due, until. */
  from?: string | null;
  due?: string | null;
  until?: string | null;
  /** What it came from (meeting, visit, inspection …), and the id of that. */
  source?: { kind: string; id: string };
};
type Writing = Pick<CommandContext, "sql" | "now"> & { me?: Pick<CommandContext["me"], "person"> };

const IdRow = z.object({ id: z.string() });

/** Writes a task down and gives its id. Tells nobody: see `handOver`. */
export async function addTask(writing: Writing, task: NewTask, forWhom: ForWhom | null): Promise<string> {
  const id = await writeTask(writing, task, forWhom, null);
  if (id === null) throw new Error("a task was written and came back without an id");
  return id;
}

/** The same for a duty that is planned again and again: `key` makes one task, ever. Null where it exists already. */
export async function addTaskOnce(
  writing: Writing,
  key: string,
  task: NewTask,
  forWhom: ForWhom | null,
): Promise<string | null> {
  return writeTask(writing, task, forWhom, key);
}

async function writeTask(
  { sql, now, me }: Writing,
  task: NewTask,
  forWhom: ForWhom | null,
  key: string | null,
): Promise<string | null> {
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO tasks (id, key, kind, household_id, unit_id, person_id, note, from_on, due_on, until_on, source,
       source_id, created_by, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (key) DO NOTHING RETURNING id`,
    [
      key,
      task.kind,
      task.household,
      forWhom !== null && "unit" in forWhom ? (forWhom.unit ?? null) : null,
      forWhom !== null && "person" in forWhom ? forWhom.person : null,
      task.note,
      task.from ?? null,
      task.due ?? null,
      task.until ?? null,
      task.source?.kind ?? null,
      task.source?.id ?? null,
      me?.person ?? null,
      now,
    ],
  );
  return row?.id ?? null;
}

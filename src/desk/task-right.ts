import { z } from "zod";
import { mayWith, unitsWhere, type Asking } from "../registry/rights.ts";
import { isRecordId } from "../turns/choice-id.ts";

const TaskRow = z.object({
  id: z.string(),
  kind: z.string(),
  household_id: z.string().nullable(),
  household_name: z.string().nullable(),
  unit_id: z.string().nullable(),
  person_id: z.string().nullable(),
  person_name: z.string().nullable(),
  person_address: z.string().nullable(),
  note: z.string().nullable(),
  due_on: z.string().nullable(),
  source: z.string().nullable(),
  source_id: z.string().nullable(),
  created_by: z.string().nullable(),
  created_by_name: z.string().nullable(),
  created_at: z.date(),
  done_at: z.date().nullable(),
});
export type TaskRow = z.infer<typeof TaskRow>;

/**
 * A task that is the person's own, or of a unit that she leads, or about a household that she may manage, or nobody's
 * where she may claim those; null for every other id, whether it exists or not.
 */
export async function taskInReach(asking: Asking, id: string): Promise<TaskRow | null> {
  if (!isRecordId(id) || asking.me.person === null) return null;
  const [task] = await asking.sql.rows(
    TaskRow,
    `SELECT t.id, t.kind, t.household_id, h.head_name AS household_name, t.unit_id, t.person_id, t.note, t.due_on,
       t.source, t.source_id, p.name AS person_name, p.address_as AS person_address, t.created_by, c.name AS created_by_name, t.created_at, t.done_at
     FROM tasks t LEFT JOIN households h ON h.id = t.household_id LEFT JOIN people p ON p.id = t.person_id
       LEFT JOIN people c ON c.id = t.created_by
     WHERE t.id = $1`,
    [id],
  );
  if (task === undefined) return null;
  if (task.household_id !== null) return (await mayWith(asking, task.household_id, "manage")) ? task : null;
  if (task.person_id === asking.me.person) return task;
  if (task.unit_id !== null) return (await unitsWhere(asking, "lead")).includes(task.unit_id) ? task : null;
  if (task.person_id !== null) return null;
  return (await unitsWhere(asking, "claim")).length > 0 ? task : null;
}

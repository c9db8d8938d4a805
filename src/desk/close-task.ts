import { z } from "zod";
import { ChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { reportToHousehold } from "./report-to-household.ts";
import { noteTaskEvent } from "./task-event.ts";
import { taskInReach, type TaskRow } from "./task-right.ts";

/**
 * Closes a task as done, with what was done. What had been agreed with a household is told to it in those words, for it
 * to say whether that is so. Closing it a second time finds it gone.
 */
export const closeTask = command({
  name: "desk.close_task",
  takes: z.object({ task: ChoiceId, note: OptionalText }),
  codes: ["gone", "not_allowed"],
  async run(context, { task: id, note }) {
    const { sql, now, me } = context;
    const task = await taskInReach(context, id);
    if (task === null) return { code: "not_allowed" };
    const closed = await sql.run(
      `UPDATE tasks SET done_at = $2, done_by = $3, outcome = 'done', note = concat_ws(' → ', note, $4::text)
       WHERE id = $1 AND done_at IS NULL`,
      [id, now, me.person, note],
    );
    if (closed === 0) return { code: "gone" };
    await noteTaskEvent(context, id, { what: "done", note });
    await reportToGiver(context, task, note);
    return { code: "ok", value: { told: await reportToHousehold(context, id, note) } };
  },
});

/** Whoever gave it to somebody else hears that it is done. */
async function reportToGiver(context: CommandContext, task: TaskRow, result: string | null): Promise<void> {
  if (task.kind !== "ordered" || task.created_by === null || task.created_by === context.me.person) return;
  await context.tell({ person: task.created_by }, "task_done", {
    household: task.household_id,
    household_name: task.household_name,
    what: task.note,
    result,
    by: context.me.name,
  });
}

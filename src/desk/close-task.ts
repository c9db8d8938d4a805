import { z } from "zod";
import { ChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { taskInReach } from "./task-right.ts";

/** Closes a task as done, with what was done. Closing it a second time finds it gone. */
export const closeTask = command({
  name: "desk.close_task",
  takes: z.object({ task: ChoiceId, note: OptionalText }),
  codes: ["gone", "not_allowed"],
  async run(context, { task: id, note }) {
    const { sql, now, me } = context;
    if ((await taskInReach(context, id)) === null) return { code: "not_allowed" };
    const closed = await sql.run(
      `UPDATE tasks SET done_at = $2, done_by = $3, note = concat_ws(' → ', note, $4::text)
       WHERE id = $1 AND done_at IS NULL`,
      [id, now, me.person, note],
    );
    return closed === 0 ? { code: "gone" } : { code: "ok", value: {} };
  },
});

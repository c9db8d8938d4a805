import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesThatMay } from "../domain/scope.ts";
import { IN_CHARGE, REACHED } from "../registry/rights.ts";
import { command } from "../turns/command.ts";
import { taskOption, taskOptionColumns, TaskOptionRow, taskOrder } from "./task-options.ts";

const MOST = 60;

/**
 * What waits for this person, what is late first: her own tasks, those of the units that she leads and of nobody in
 * particular, those about households in her charge that nobody else has, and at the province those that nobody could be
 * found for. A household that is no longer hers takes its tasks along. What may not be begun yet is left out.
 */
export const myTasks = command({
  name: "desk.my_tasks",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const today = localDateOf(now);
    const tasks = await sql.rows(
      TaskOptionRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}
       SELECT ${taskOptionColumns("$2")}
       FROM tasks t LEFT JOIN households h ON h.id = t.household_id
       WHERE t.done_at IS NULL AND (t.from_on IS NULL OR t.from_on <= $2)
         AND (t.household_id IS NULL OR t.household_id IN (SELECT household_id FROM in_charge)
           OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
         AND (t.person_id = $1
           OR (t.person_id IS NULL AND t.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
           OR (t.person_id IS NULL AND t.household_id IN (SELECT household_id FROM in_charge))
           OR (t.person_id IS NULL AND t.unit_id IS NULL AND t.household_id IS NULL
             AND EXISTS (SELECT FROM reached WHERE role = ANY ($4))))
       ORDER BY ${taskOrder("$2")} LIMIT $3`,
      [me.person, today, MOST, rolesThatMay("claim")],
    );
    return { code: "ok", value: tasks.map((task) => taskOption(task, today)) };
  },
});

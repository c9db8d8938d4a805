import { z } from "zod";
import { addDays, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { ChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { noteTaskEvent } from "./task-event.ts";
import { taskInReach } from "./task-right.ts";

/** Days after today for the answers that name no date. */
const DAYS: Readonly<Record<string, number>> = {
  tomorrow: 1,
  three_days: 3,
  week: 7,
  two_weeks: 14,
  month: 30,
};

/** A day farther away is one of last month that was read as one of next year. */
const FARTHEST_DAYS = 200;

/** "Chưa, tuần sau": the task gets another due day; the one before stays on record. `past` where that day is gone. */
export const postponeTask = command({
  name: "desk.postpone_task",
  takes: z.object({ task: ChoiceId, until: ChoiceId }),
  codes: ["gone", "not_allowed", "past"],
  async run(context, { task: id, until }) {
    const { sql, now } = context;
    const task = await taskInReach(context, id);
    if (task === null) return { code: "not_allowed" };
    if (task.done_at !== null) return { code: "gone" };
    const due = dueDay(until, localDateOf(now));
    if (due === null) return { code: "past" };
    await sql.run("UPDATE tasks SET due_on = $2 WHERE id = $1", [task.id, due]);
    await noteTaskEvent(context, task.id, { what: "postponed", wasDue: task.due_on });
    return { code: "ok", value: { due } };
  },
});

/** The day that an answer means: one of the fixed ones, or a date of its own; null where it has passed or is too far away. */
export function dueDay(said: string, today: LocalDate): LocalDate | null {
  const days = DAYS[said];
  if (days !== undefined) return addDays(today, days);
  return said >= today && said <= addDays(today, FARTHEST_DAYS) ? said : null;
}

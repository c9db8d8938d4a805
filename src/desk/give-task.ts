import { z } from "zod";
import { spokenOf } from "../registry/responsible.ts";
import { ChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { noteTaskEvent } from "./task-event.ts";
import { taskInReach } from "./task-right.ts";
import { takersOf } from "./task-takers.ts";

/** Gives a task to somebody who may have it, and tells him. `not_allowed` for everybody else. */
export const giveTask = command({
  name: "desk.give_task",
  takes: z.object({ task: ChoiceId, to: ChoiceId }),
  codes: ["gone", "not_allowed"],
  async run(context, { task: id, to }) {
    const task = await taskInReach(context, id);
    if (task === null) return { code: "not_allowed" };
    if (task.done_at !== null) return { code: "gone" };
    const taker = (await takersOf(context, task)).find((person) => person.id === to);
    if (taker === undefined) return { code: "not_allowed" };
    await context.sql.run("UPDATE tasks SET person_id = $2 WHERE id = $1", [task.id, taker.id]);
    await noteTaskEvent(context, task.id, { what: "given", toPerson: taker.id });
    if (taker.id !== context.me.person)
      await context.tell({ person: taker.id }, "task_new", {
        task: task.id,
        household: task.household_id,
        kind: task.kind,
        household_name: task.household_name,
        note: task.note,
      });
    return { code: "ok", value: { to: spokenOf(taker) } };
  },
});

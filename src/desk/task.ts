import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { ChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { taskInReach } from "./task-right.ts";

/** One open task: what kind, about whom, the note, since which local date, until when, what it came from, and whose word that was. */
export const task = command({
  name: "desk.task",
  takes: z.object({ task: ChoiceId }),
  codes: ["gone"],
  async run(context, { task: id }) {
    const found = await taskInReach(context, id);
    if (found === null || found.done_at !== null) return { code: "gone" };
    const household =
      found.household_id === null || found.household_name === null
        ? null
        : { id: found.household_id, label: found.household_name, name: found.household_name };
    const ofAnother = found.person_id !== null && found.person_id !== context.me.person;
    return {
      code: "ok",
      value: {
        kind: found.kind,
        household,
        household_name: found.household_name,
        note: found.note,
        since: localDateOf(found.created_at),
        due: found.due_on,
        late: found.due_on !== null && found.due_on < localDateOf(context.now),
        source: found.source,
        source_id: found.source_id,
        asked_by_name: found.created_by_name === context.me.name ? null : found.created_by_name,
        holder_name: ofAnother ? found.person_name : null,
      },
    };
  },
});

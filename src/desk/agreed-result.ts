import { z } from "zod";
import { mayWith } from "../registry/rights.ts";
import { ChoiceId, isRecordId, OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { noteTaskEvent } from "./task-event.ts";
import { keeperOfTask } from "./task-takers.ts";

const Row = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  task_id: z.string().nullable(),
  owner_id: z.string().nullable(),
  text: z.string(),
});

/**
 * What the household says to the result of what was agreed with it. Where it is not so, the task is open again, and its
 * owner hears why. `gone` where it is none of one's business.
 */
export const agreedResult = command({
  name: "desk.agreed_result",
  takes: z.object({
    agreed: z.string(),
    says: ChoiceId.pipe(z.enum(["right", "not_right"])),
    note: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { agreed: id, says, note }) {
    const { sql, now } = context;
    const [agreed] = isRecordId(id)
      ? await sql.rows(
          Row,
          `SELECT a.id, a.household_id, h.head_name AS household_name, a.task_id, a.owner_id, a.text
           FROM agreed_actions a JOIN households h ON h.id = a.household_id WHERE a.id = $1`,
          [id],
        )
      : [];
    if (agreed === undefined || !(await mayWith(context, agreed.household_id, "answer")))
      return { code: "gone" };
    await sql.run("UPDATE agreed_actions SET confirmed = $2, confirmed_at = $3 WHERE id = $1", [
      id,
      says,
      now,
    ]);
    if (says === "right" || agreed.task_id === null) return { code: "ok", value: {} };
    const opened = await sql.run(
      `UPDATE tasks SET done_at = NULL, done_by = NULL, outcome = NULL, note = concat_ws(' → ', note, $2::text)
       WHERE id = $1 AND done_at IS NOT NULL`,
      [agreed.task_id, note],
    );
    if (opened > 0) await noteTaskEvent(context, agreed.task_id, { what: "reopened", note });
    const { household_id: household, owner_id: owner, task_id: task } = agreed;
    const keeper = await keeperOfTask(context, { task, household, owner });
    if (keeper !== null)
      await context.tell({ person: keeper }, "task_new", {
        task,
        household,
        kind: "not_done_yet",
        household_name: agreed.household_name,
        note: [agreed.text, note].filter((part) => part !== null).join(": "),
      });
    return { code: "ok", value: {} };
  },
});

import { z } from "zod";
import { addTask } from "../../desk/add-task.ts";
import { handOver } from "../../desk/hand-over.ts";
import { REPORT_TAKEN_BACK } from "../../domain/plan-status.ts";
import { mayWith, NO_CONTACT } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { planById, type PlanRow } from "./plan-rows.ts";

const PersonRow = z.object({ person_id: z.string() });

/** Hands on what a household says to a decision: to whoever decided, else to who is in charge of it now. */
export const answerDecision = command({
  name: "casework.answer_decision",
  takes: z.object({ plan: ChoiceId, text: z.string() }),
  codes: ["gone"],
  async run(context, { plan: id, text }) {
    const plan = await planById(context.sql, id);
    if (plan === null || !(await mayWith(context, plan.household_id, "answer"))) return { code: "gone" };
    const task = { kind: "plan_answer", household: plan.household_id, note: text };
    const decider = await whoDecided(context, plan);
    if (decider === null || decider === context.me.person) await handOver(context, task);
    else {
      const taskId = await addTask(context, task, { person: decider });
      await context.tell({ person: decider }, "task_new", {
        task: taskId,
        household: plan.household_id,
        kind: task.kind,
        household_name: plan.household_name,
        note: text,
      });
    }
    return { code: "ok", value: {} };
  },
});

/** The last one who decided, where he may still see the household: an officer who has left is not told. */
async function whoDecided(context: CommandContext, plan: PlanRow): Promise<string | null> {
  const [event] = await context.sql.rows(
    PersonRow,
    `SELECT person_id FROM plan_events WHERE plan_id = $1 AND person_id IS NOT NULL
       AND status IN ('approved', 'changes_asked', 'refused') AND reason IS DISTINCT FROM '${REPORT_TAKEN_BACK}' ORDER BY id DESC LIMIT 1`,
    [plan.id],
  );
  if (event === undefined) return null;
  const decider = { ...context, contactId: NO_CONTACT, me: { ...context.me, person: event.person_id } };
  return (await mayWith(decider, plan.household_id, "decide")) ? event.person_id : null;
}

import { z } from "zod";
import { nextStatus } from "../../domain/plan-status.ts";
import { addTask } from "../../desk/add-task.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { keepYes } from "./approve.ts";
import { needOfPlan } from "../needs/from-plan.ts";
import { movePlan } from "./plan-event.ts";
import { holdHousehold, planById } from "./plan-rows.ts";
import { planReminders } from "./plan-timers.ts";
import { reviewRight } from "./review-right.ts";

/** `id` where the flow hands in the option that was tapped. */
const Decision = ChoiceId.pipe(z.enum(["approve", "ask_changes", "refuse"]));

/**
 * Approves a plan, sends it back, or refuses it, with the reason. The household hears of it at once; where it has no
 * phone, telling it becomes a task of whoever decided. An approved plan begins to remind. `first_yes` where the unit wants
 * a second yes: the leader is asked, the household hears nothing yet.
 */
export const decidePlan = command({
  name: "casework.decide_plan",
  takes: z.object({ plan: ChoiceId, decision: Decision, reason: OptionalText }),
  codes: ["gone", "not_allowed", "own_entry", "first_yes"],
  async run(context, { plan: id, decision, reason }) {
    const { sql, me } = context;
    const seen = await planById(sql, id);
    const right = seen === null ? "not_allowed" : await reviewRight(context, seen);
    if (seen === null || right === "not_allowed") return { code: "not_allowed" };
    if (right === "own_entry") return { code: "own_entry" };
    await holdHousehold(sql, seen.household_id);
    // Read again under the lock: of two officers who tap at once, the second finds it decided.
    const plan = await planById(sql, id);
    if (plan === null || nextStatus(plan.status, decision) === null) return { code: "gone" };
    if (decision === "approve") {
      const yes = await keepYes(context, plan);
      if (yes.kind === "again") return { code: "gone" };
      if (yes.kind === "first")
        return { code: "first_yes", value: { household_name: plan.household_name, leader: yes.leader } };
    }
    await movePlan(context, plan, decision, reason);
    if (decision === "approve") {
      await planReminders(context, plan);
      await needOfPlan(context, plan);
    }
    const household = { id: plan.household_id, label: plan.household_name, name: plan.household_name };
    const told = await context.tell({ household: plan.household_id }, "plan_decided", {
      plan: id,
      decision,
      reason,
      officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
      household,
    });
    if (!told && me.person !== null)
      await addTask(
        context,
        { kind: "tell_decision", household: plan.household_id, note: reason },
        { person: me.person },
      );
    return { code: "ok", value: { household_name: plan.household_name, told } };
  },
});

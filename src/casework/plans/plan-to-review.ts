import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { planById, planInVersion } from "./plan-rows.ts";
import { changesBetween } from "./plan-changes.ts";
import { shownPlan } from "./plan-shown.ts";
import { approvalsOf } from "./approve.ts";
import { templateOf } from "../templates/templates.ts";
import { reviewRight } from "./review-right.ts";

/** A plan for whoever decides about it, with what a new version says otherwise than the one before. `gone` where it has been decided meanwhile, and only to who may see it. */
export const planToReview = command({
  name: "casework.plan_to_review",
  takes: z.object({ plan: ChoiceId }),
  codes: ["gone", "not_allowed"],
  async run(context, { plan: id }) {
    const plan = await planById(context.sql, id);
    const right = plan === null ? "not_allowed" : await reviewRight(context, plan);
    if (plan === null || right === "not_allowed") return { code: "not_allowed" };
    if (plan.status !== "submitted") return { code: "gone" };
    const before = plan.version > 1 ? await planInVersion(context.sql, id, plan.version - 1) : null;
    const [first] = await approvalsOf(context, plan);
    if (first !== undefined && first.person_id === context.me.person) return { code: "gone" };
    return {
      code: "ok",
      value: {
        ...shownPlan(plan),
        household: { id: plan.household_id, label: plan.household_name, name: plan.household_name },
        household_name: plan.household_name,
        entered_name: plan.entered_by_name,
        entered_note: plan.on_behalf ? "on_behalf" : null,
        advice: templateOf(plan.livelihood)?.ask_officer[0] ?? null,
        changed: before === null ? null : changesBetween(before, plan),
        own_entry: right === "own_entry",
      },
    };
  },
});

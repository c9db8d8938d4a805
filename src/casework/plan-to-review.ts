import { z } from "zod";
import { ChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { planById, shownPlan } from "./plan-rows.ts";
import { reviewRight } from "./review-right.ts";

/** A plan for whoever decides about it. `gone` where it has been decided meanwhile, and only to who may see it. */
export const planToReview = command({
  name: "casework.plan_to_review",
  takes: z.object({ plan: ChoiceId }),
  codes: ["gone", "not_allowed"],
  async run(context, { plan: id }) {
    const plan = await planById(context.sql, id);
    const right = plan === null ? "not_allowed" : await reviewRight(context, plan);
    if (plan === null || right === "not_allowed") return { code: "not_allowed" };
    if (plan.status !== "submitted") return { code: "gone" };
    return {
      code: "ok",
      value: {
        ...shownPlan(plan),
        household: { id: plan.household_id, label: plan.household_name, name: plan.household_name },
        household_name: plan.household_name,
        entered_by: plan.entered_by_name,
        own_entry: right === "own_entry",
      },
    };
  },
});

import { z } from "zod";
import { handOver } from "../../desk/hand-over.ts";
import { nextStatus } from "../../domain/plan-status.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { holdHousehold, latestPlan } from "./plan-rows.ts";
import { theirPlan } from "./their-plan.ts";

/** The plan of a household that can come to an end now. */
export const canEndPlan = command({
  name: "casework.can_end_plan",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const plan = await theirPlan(context, handed, "act_for");
    if (typeof plan === "string") return { code: plan };
    if (nextStatus(plan.status, "achieve") === null) return { code: "none" };
    return { code: "ok", value: { livelihood: plan.livelihood, starts_on: plan.starts_on } };
  },
});

/**
 * Ends a plan: it has done what it was for, or it stops early with the reason. The officer in charge hears of a stop, the
 * household of what its officer did. What was still to be reminded of falls silent by itself.
 */
export const endPlan = command({
  name: "casework.end_plan",
  takes: z.object({
    household: OptionalChoiceId,
    how: ChoiceId.pipe(z.enum(["achieved", "stop"])),
    reason_code: OptionalChoiceId,
    reason: OptionalText,
  }),
  codes: ["gone", "not_allowed"],
  async run(context, { household: handed, how, reason_code, reason: own }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    await holdHousehold(context.sql, household);
    const plan = await latestPlan(context.sql, household);
    const act = how === "achieved" ? "achieve" : "end_early";
    if (plan === null || nextStatus(plan.status, act) === null) return { code: "gone" };
    const reason = own ?? (reason_code === null ? null : context.term("end_reasons", reason_code));
    await movePlan(context, plan, act, how === "achieved" ? null : reason);
    const officer = {
      name: context.me.name,
      address: context.me.address === "unknown" ? null : context.me.address,
    };
    if (!context.me.households.some(({ id }) => id === household))
      await context.tell({ household }, "plan_ended", {
        household: { id: household, label: plan.household_name, name: plan.household_name },
        how,
        reason,
        officer,
      });
    if (how === "stop") await handOver(context, { kind: "plan_stopped", household, note: reason });
    return { code: "ok", value: {} };
  },
});

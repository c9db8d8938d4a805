import { z } from "zod";
import { isClosed, nextStatus } from "../domain/plan-status.ts";
import { mayBeFollowed } from "../registry/consent.ts";
import { mayWith } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { latestPlan, shownPlan } from "./plan-rows.ts";

/** Whether a plan can be handed in for a household now; `open` where one is being looked at or carried out. */
export const canPlan = command({
  name: "casework.can_plan",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "open", "not_allowed", "no_consent"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "none" };
    if (!(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const plan = await latestPlan(context.sql, household);
    if (plan !== null && !isClosed(plan.status) && nextStatus(plan.status, "submit") === null)
      return { code: "open", value: shownPlan(plan) };
    return { code: "ok", value: {} };
  },
});

import { z } from "zod";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { latestPlan } from "./plan-rows.ts";
import { reviewRight } from "./review-right.ts";
import { waitsFor } from "./waits-for.ts";
import { shownPlan } from "./plan-shown.ts";

/** The latest plan of a household, with its state, the last reason given, and the next step that is not done, and whether it waits for who asks. */
export const myPlan = command({
  name: "casework.my_plan",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "none" };
    if (!(await mayWith(context, household, "see"))) return { code: "not_allowed" };
    const plan = await latestPlan(context.sql, household);
    if (plan === null) return { code: "none" };
    const waitsForMe = plan.status === "submitted" && (await reviewRight(context, plan)) === "allowed";
    return {
      code: "ok",
      value: {
        ...shownPlan(plan),
        waits_for_me: waitsForMe,
        since: plan.since,
        waits_for: plan.status === "submitted" ? await waitsFor(context, plan) : null,
      },
    };
  },
});

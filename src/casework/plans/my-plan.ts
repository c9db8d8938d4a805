import { z } from "zod";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { reviewRight } from "./review-right.ts";
import { waitsFor } from "./waits-for.ts";
import { shownPlan } from "./plan-shown.ts";
import { theirPlan } from "./their-plan.ts";

/** The latest plan of a household, with its state, the last reason given, and the next step that is not done, and whether it waits for who asks. */
export const myPlan = command({
  name: "casework.my_plan",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const plan = await theirPlan(context, handed, "see");
    if (typeof plan === "string") return { code: plan };
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

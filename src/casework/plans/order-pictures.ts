import { z } from "zod";
import { isRunning } from "../../domain/plan-status.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { latestPlan } from "./plan-rows.ts";

const takes = z.object({ household: OptionalChoiceId });

/** Orders the picture of a household's plan for whoever asks; does nothing where no plan is under way. */
export const orderCard = command({
  name: "casework.order_card",
  takes,
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "see"))) return { code: "ok", value: {} };
    const plan = await latestPlan(context.sql, household);
    if (plan !== null && isRunning(plan.status))
      await context.errand({ kind: "plan_card", about: { household }, flow: "picture_ready" });
    return { code: "ok", value: {} };
  },
});

/** Orders the chart of a household's book for whoever asks. */
export const orderChart = command({
  name: "casework.order_chart",
  takes,
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household !== null && (await mayWith(context, household, "see")))
      await context.errand({ kind: "book_chart", about: { household }, flow: "picture_ready" });
    return { code: "ok", value: {} };
  },
});

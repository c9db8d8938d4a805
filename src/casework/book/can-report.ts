import { z } from "zod";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { absenceOf } from "./absence.ts";
import { runningPlan } from "../plans/running-plan.ts";
import { templateOf } from "../templates/templates.ts";

/** The plan that a household can report on, the month that the report is about, and whether it has one already. */
export const canReport = command({
  name: "casework.can_report",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "none" };
    if (!(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "none" };
    const running = await runningPlan(context, household);
    if (running === null) return { code: "none" };
    const { plan, month, already } = running;
    const away = (await absenceOf(context, household))?.who ?? null;
    const output = templateOf(plan.livelihood)?.progress.what ?? null;
    return {
      code: "ok",
      value: { plan: plan.id, livelihood: plan.livelihood, month, already, output, away },
    };
  },
});

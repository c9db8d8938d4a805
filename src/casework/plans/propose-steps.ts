import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { OptionalDate } from "../given.ts";
import { stepsByPlace } from "./plan-steps.ts";
import { readOwnSteps } from "../templates/own-steps.ts";
import { nextRisk, proposedSteps, seasonOf } from "../templates/season.ts";
import { templateOf } from "../templates/templates.ts";

/**
 * The steps of a plan from the day on which it begins: those that the household tells in `own`, else what is usual for the
 * livelihood. With them the month from which it should bring something in, the next risk, and a word where the season does
 * not suit. `none` where there is no template and nothing was told.
 */
export const proposeSteps = command({
  name: "casework.propose_steps",
  takes: z.object({ livelihood: ChoiceId, starts_on: OptionalDate, own: OptionalText }),
  codes: ["none"],
  async run({ now }, { livelihood, starts_on: given, own }) {
    const startsOn = given ?? localDateOf(now);
    const template = templateOf(livelihood);
    const steps =
      own !== null ? readOwnSteps(own, startsOn) : template === null ? [] : proposedSteps(template, startsOn);
    if (steps.length === 0) return { code: "none" };
    const season = template === null ? "fair" : seasonOf(template, startsOn);
    return {
      code: "ok",
      value: {
        ...stepsByPlace(steps),
        warning: season === "poor" ? "poor" : null,
        risk: template === null ? null : nextRisk(template, startsOn),
        result_on: template === null ? null : addMonths(startsOn, template.first_income_month),
      },
    };
  },
});

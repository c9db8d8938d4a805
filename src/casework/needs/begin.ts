import { z } from "zod";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { categoryOfWish } from "./need-categories.ts";
import { needsOf } from "./need-rows.ts";

/**
 * Whether something that a household needs may be written down now, what the line that began the talk was about, and
 * whether the household has asked for anything before, beside what its plan lacks.
 */
export const beginNeed = command({
  name: "needs.begin",
  takes: z.object({ household: OptionalChoiceId, wish: OptionalChoiceId }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, wish }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const before = await needsOf(context.sql, household);
    return {
      code: "ok",
      value: { category: categoryOfWish(wish), has: before.some(({ plan_id }) => plan_id === null) },
    };
  },
});

import { z } from "zod";
import { isSettled } from "../../domain/need-status.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { CategoryId } from "./need-categories.ts";
import { needsOf, shownNeed } from "./need-rows.ts";

/** Whether the household waits for the same kind of help already (`open`, with that need), so that it is not asked twice. */
export const sameNeed = command({
  name: "needs.same",
  takes: z.object({ household: OptionalChoiceId, category: CategoryId }),
  codes: ["open", "not_allowed"],
  async run(context, { household: handed, category }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    const needs = await needsOf(context.sql, household);
    const open = needs.find((need) => need.category === category && !isSettled(need.status));
    return open === undefined ? { code: "ok", value: {} } : { code: "open", value: shownNeed(open) };
  },
});

import { addDays, localDateOf } from "../../calendar/local-date.ts";
import type { CommandContext } from "../../turns/command.ts";
import { categoryOfPlanNeed } from "./need-categories.ts";
import { writeNeed } from "./write-need.ts";

/**
 * What an approved plan lacks becomes a need of the household, once a plan and category; whoever approved it has to look
 * for it, so he is not told. Null where the plan lacks nothing, or the need stands already.
 */
export async function needOfPlan(
  context: Pick<CommandContext, "sql" | "now" | "me">,
  plan: {
    id: string;
    household_id: string;
    needs: string | null;
    need_amount: number | null;
    own_words: string | null;
    on_behalf: boolean;
  },
): Promise<string | null> {
  const category = categoryOfPlanNeed(plan.needs);
  if (category === null) return null;
  const id = await writeNeed(context, {
    household: plan.household_id,
    category,
    text: plan.own_words,
    cost: plan.need_amount,
    source: null,
    plan: plan.id,
    indicator: null,
    exit: null,
    onBehalf: plan.on_behalf,
  });
  if (id !== null)
    await context.sql.run("UPDATE needs SET due_on = $2 WHERE id = $1", [
      id,
      addDays(localDateOf(context.now), LOOK_FOR_PLAN_DAYS),
    ]);
  return id;
}

/** What a plan lacks is found with more time than what was asked for today. */
const LOOK_FOR_PLAN_DAYS = 30;

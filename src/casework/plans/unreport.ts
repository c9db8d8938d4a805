import { z } from "zod";
import { isRunning, REPORT_TAKEN_BACK } from "../../domain/plan-status.ts";
import { relationsTo } from "../../registry/rights.ts";
import type { CommandContext } from "../../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { latestPlan, type PlanRow } from "./plan-rows.ts";
import { askAgainOf } from "./plan-timers.ts";

const ToldRow = z.object({ told: z.boolean() });

/**
 * Undoes what a month's report did to the household's plan, once its lines are gone: a plan that nothing else was told of is
 * approved again, with the reason in its history; the questions that the report planned are not asked, and the one of its
 * `month` (YYYY-MM) that fell silent because of it is. The card is made again for whoever got the other one.
 */
export async function unreport(
  context: CommandContext,
  { household, at, month }: { household: string; at: Date; month: string },
): Promise<void> {
  const { sql } = context;
  await sql.run(
    "DELETE FROM timers WHERE kind = 'progress' AND household_id = $1 AND created_at = $2 AND fired_at IS NULL",
    [household, at],
  );
  const plan = await latestPlan(sql, household);
  if (plan === null || !isRunning(plan.status)) return;
  if (plan.status === "under_way" && !(await isToldOf(context, plan)))
    await movePlan(context, plan, "take_back", REPORT_TAKEN_BACK);
  await askAgainOf(context, plan, month, at);
  await context.errand({ kind: "plan_card", about: { household }, flow: "picture_ready" });
  if (!(await relationsTo(context, household)).includes("own"))
    await context.tell({ household }, "plan_card", { household: { id: household } });
}

/** Whether a report or a step that is done still says that the plan is under way. */
export async function isToldOf({ sql }: CommandContext, plan: PlanRow): Promise<boolean> {
  const [row] = await sql.rows(
    ToldRow,
    `SELECT EXISTS (SELECT FROM diary_entries WHERE plan_id = $1 AND kind = 'progress')
       OR EXISTS (SELECT FROM plan_steps s JOIN plan_versions v ON v.id = s.plan_version_id
         WHERE v.plan_id = $1 AND s.done_on IS NOT NULL) AS told`,
    [plan.id],
  );
  return row?.told === true;
}

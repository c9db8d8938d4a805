import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { isRunning } from "../../domain/plan-status.ts";
import { reportMonth } from "../../domain/report-month.ts";
import type { CommandContext } from "../../turns/command.ts";
import { latestPlan, type PlanRow } from "./plan-rows.ts";

const PeriodRow = z.object({ period: z.string() });
const SinceRow = z.object({ at: z.date() });

/** A plan that is being carried out, and the month (YYYY-MM) that a report of now is about. */
export type RunningPlan = { plan: PlanRow; month: string; already: boolean };

/** The plan that a household carries out now; null where there is none. Says nothing about rights. */
export async function runningPlan(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
): Promise<RunningPlan | null> {
  const plan = await latestPlan(sql, household);
  if (plan === null || !isRunning(plan.status)) return null;
  const periods = await sql.rows(
    PeriodRow,
    `SELECT DISTINCT period FROM diary_entries WHERE household_id = $1 AND plan_id = $2 AND kind = 'progress'`,
    [household, plan.id],
  );
  const [since] = await sql.rows(
    SinceRow,
    `SELECT at FROM plan_events WHERE plan_id = $1 AND status = 'approved' ORDER BY id LIMIT 1`,
    [plan.id],
  );
  const reported = periods.map(({ period }) => period);
  const month = reportMonth(localDateOf(now), localDateOf(since?.at ?? now), reported);
  return { plan, month, already: reported.includes(month) };
}

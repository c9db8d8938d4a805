import type { Act } from "../../domain/scope.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import type { CommandContext } from "../../turns/command.ts";
import { latestPlan, type PlanRow } from "./plan-rows.ts";

/** The latest plan of the household that was handed in or is acted for, where the person may do this with it; else why there is none. */
export async function theirPlan(
  context: CommandContext,
  handed: string | null,
  act: Act,
): Promise<PlanRow | "none" | "not_allowed"> {
  const household = theHousehold(context, handed);
  if (household === null) return "none";
  if (!(await mayWith(context, household, act))) return "not_allowed";
  return (await latestPlan(context.sql, household)) ?? "none";
}

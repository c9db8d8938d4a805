import { AppError } from "../../domain/app-error.ts";
import { nextStatus, type PlanAct, type PlanStatus } from "../../domain/plan-status.ts";
import type { CommandContext } from "../../turns/command.ts";

/**
 * Moves a plan to the state that an act leads to and writes down who did it, when and why. Check first that the act is
 * possible: one that is not is a mistake in the program.
 */
export async function movePlan(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  plan: { id: string; status: PlanStatus; version: number },
  act: PlanAct,
  reason: string | null,
): Promise<void> {
  const status = nextStatus(plan.status, act);
  if (status === null)
    throw new AppError(
      "plan_status",
      `A plan that is ${plan.status} cannot take ${act}; look at plan ${plan.id}.`,
    );
  if (status === plan.status) return;
  await sql.run("UPDATE plans SET status = $2 WHERE id = $1", [plan.id, status]);
  await sql.run(
    "INSERT INTO plan_events (plan_id, version, status, reason, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [plan.id, plan.version, status, reason, me.person, now],
  );
}

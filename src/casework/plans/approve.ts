import { z } from "zod";
import { leadersOfHousehold } from "../../registry/responsible.ts";
import { relationsTo } from "../../registry/rights.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { PlanRow } from "./plan-rows.ts";
import { approvalsNeeded } from "./unit-settings.ts";

const YesRow = z.object({ step: z.int(), person_id: z.string().nullable() });

/** Who said yes to the current version of a plan so far, the first one first. */
export async function approvalsOf(
  { sql }: Pick<CommandContext, "sql">,
  plan: Pick<PlanRow, "id" | "version">,
): Promise<{ step: number; person_id: string | null }[]> {
  return sql.rows(
    YesRow,
    "SELECT step, person_id FROM plan_approvals WHERE plan_id = $1 AND version = $2 ORDER BY step",
    [plan.id, plan.version],
  );
}

/**
 * Keeps a yes to a plan. `last` where the plan is approved by it: the unit wants one, or it is the leader's, or nobody but
 * him leads. Else the leaders are asked next. `own_entry` goes on record where he had entered the plan himself.
 */
export async function keepYes(
  context: CommandContext,
  plan: PlanRow,
): Promise<{ kind: "last" } | { kind: "first"; leader: string } | { kind: "again" }> {
  const { sql, now, me } = context;
  const before = await approvalsOf(context, plan);
  if (before.some(({ person_id }) => person_id === me.person)) return { kind: "again" };
  await sql.run(
    "INSERT INTO plan_approvals (plan_id, version, step, person_id, own_entry, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [plan.id, plan.version, before.length + 1, me.person, plan.entered_by === me.person, now],
  );
  if (before.length > 0 || (await approvalsNeeded(context, plan.unit_id)) === 1) return { kind: "last" };
  if ((await relationsTo(context, plan.household_id)).includes("leads")) return { kind: "last" };
  const leaders = await leadersOfHousehold(context, plan.household_id, me.person);
  let told: string | null = null;
  for (const leader of leaders)
    if (await context.tell({ person: leader.id }, "review", { plan: plan.id })) told ??= leader.name;
  return told === null ? { kind: "last" } : { kind: "first", leader: told };
}

import { z } from "zod";
import { PLAN_STATUSES } from "../domain/plan-status.ts";
import type { Value } from "../domain/value.ts";
import { isRecordId } from "../turns/choice-id.ts";
import type { Sql } from "../turns/ports.ts";
import { AmountColumn } from "./given.ts";

const PlanRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  unit_id: z.string(),
  status: z.enum(PLAN_STATUSES),
  version: z.int(),
  version_id: z.string(),
  livelihood: z.string(),
  own_words: z.string().nullable(),
  own_contribution: z.string().nullable(),
  needs: z.string().nullable(),
  need_amount: AmountColumn,
  first_step: z.string().nullable(),
  starts_on: z.string().nullable(),
  expected_income: AmountColumn,
  result_on: z.string().nullable(),
  entered_by: z.string().nullable(),
  entered_by_name: z.string().nullable(),
  on_behalf: z.boolean(),
  next_step: z.string().nullable(),
  next_step_on: z.string().nullable(),
  reason: z.string().nullable(),
});
/** A plan in its current version, with what the talk needs beside it. */
export type PlanRow = z.infer<typeof PlanRow>;

/** The step that stands for the day from which the plan should bring something in. */
export const RESULT_STEP = "result";

const PLANS = `
SELECT p.id, p.household_id, h.head_name AS household_name, h.unit_id, p.status, p.version, v.id AS version_id,
  v.livelihood, v.own_words, v.own_contribution, v.needs, v.need_amount::text, v.starts_on, v.expected_income::text,
  v.entered_by, enterer.name AS entered_by_name, v.on_behalf,
  (SELECT text FROM plan_steps s WHERE s.plan_version_id = v.id AND s.position = 1 AND s.code <> '${RESULT_STEP}') AS first_step,
  (SELECT due_on FROM plan_steps s WHERE s.plan_version_id = v.id AND s.code = '${RESULT_STEP}') AS result_on,
  next.text AS next_step, next.due_on AS next_step_on,
  (SELECT reason FROM plan_events e WHERE e.plan_id = p.id ORDER BY e.id DESC LIMIT 1) AS reason
FROM plans p
JOIN households h ON h.id = p.household_id
JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
LEFT JOIN people enterer ON enterer.id = v.entered_by
LEFT JOIN LATERAL (SELECT text, due_on FROM plan_steps s
  WHERE s.plan_version_id = v.id AND s.done_on IS NULL AND s.code <> '${RESULT_STEP}' ORDER BY position LIMIT 1) next ON true`;

/** A plan by its id; null where there is none. Says nothing about rights. */
export async function planById(sql: Sql, id: string): Promise<PlanRow | null> {
  if (!isRecordId(id)) return null;
  const [plan] = await sql.rows(PlanRow, `${PLANS} WHERE p.id = $1`, [id]);
  return plan ?? null;
}

/** The plan of a household that was begun last; null where it never had one. Says nothing about rights. */
export async function latestPlan(sql: Sql, household: string): Promise<PlanRow | null> {
  const [plan] = await sql.rows(
    PlanRow,
    `${PLANS} WHERE p.household_id = $1 ORDER BY p.created_at DESC, p.id DESC LIMIT 1`,
    [household],
  );
  return plan ?? null;
}

/** Keeps others from beginning or changing a plan of this household until the turn has been written. */
export async function holdHousehold(sql: Sql, household: string): Promise<void> {
  await sql.run("SELECT FROM households WHERE id = $1 FOR NO KEY UPDATE", [household]);
}

/** What texts may name of a plan. */
export function shownPlan(plan: PlanRow): { [key: string]: Value } {
  return {
    id: plan.id,
    status: plan.status,
    version: plan.version,
    livelihood: plan.livelihood,
    own_words: plan.own_words,
    own_contribution: plan.own_contribution,
    needs: plan.needs,
    need_amount: plan.need_amount,
    first_step: plan.first_step,
    starts_on: plan.starts_on,
    expected_income: plan.expected_income,
    result_on: plan.result_on,
    reason: plan.reason,
    next_step: plan.next_step,
    next_step_on: plan.next_step_on,
  };
}

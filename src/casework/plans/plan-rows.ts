import { z } from "zod";
import { PLAN_STATUSES } from "../../domain/plan-status.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { Sql } from "../../turns/ports.ts";
import { AmountColumn } from "../given.ts";
import { PROOFS } from "../templates/template.ts";

const StepRow = z.object({
  id: z.string(),
  position: z.int(),
  /** A code of the livelihood's template, or what the household said. */
  what: z.string(),
  on: z.string(),
  done: z.string().nullable(),
  proof: z.enum(PROOFS).nullable(),
});
export type StepRow = z.infer<typeof StepRow>;

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
  detail: z.string().nullable(),
  goal: z.string().nullable(),
  goal_words: z.string().nullable(),
  baseline_income: AmountColumn,
  baseline_people: z.int().nullable(),
  risks: z.string().nullable(),
  needs: z.string().nullable(),
  need_amount: AmountColumn,
  starts_on: z.string().nullable(),
  expected_income: AmountColumn,
  result_on: z.string().nullable(),
  committed: z.boolean(),
  entered_by: z.string().nullable(),
  entered_by_name: z.string().nullable(),
  on_behalf: z.boolean(),
  steps: z.array(StepRow),
  approved_by: z.string().nullable(),
  approved_on: z.string().nullable(),
  own_entry: z.boolean(),
  reason: z.string().nullable(),
  /** The day on which it came into its state. */
  since: z.string().nullable(),
});
/** A plan in its current version, with what the talk needs beside it. */
export type PlanRow = z.infer<typeof PlanRow>;

/** The step that stands for the day from which the plan should bring something in. */
export const RESULT_STEP = "result";

/** SQL of plans `p` with a version `v` of theirs; see `PlanRow`. */
function plansWith(version: string): string {
  return `
SELECT p.id, p.household_id, h.head_name AS household_name, h.unit_id, p.status, v.version, v.id AS version_id,
  v.livelihood, v.own_words, v.own_contribution, v.details ->> 'three' AS detail, v.goal, v.goal_words,
  v.baseline_income::text, v.baseline_people, v.risks, v.needs, v.need_amount::text, v.starts_on,
  v.expected_income::text, v.committed, v.entered_by, enterer.name AS entered_by_name, v.on_behalf,
  (SELECT due_on FROM plan_steps s WHERE s.plan_version_id = v.id AND s.code = '${RESULT_STEP}') AS result_on,
  coalesce((SELECT json_agg(json_build_object('id', s.id, 'position', s.position,
      'what', CASE WHEN s.code = 'own' THEN coalesce(s.text, '') ELSE s.code END,
      'on', s.due_on::text, 'done', s.done_on::text, 'proof', s.proof) ORDER BY s.position)
    FROM plan_steps s WHERE s.plan_version_id = v.id AND s.code <> '${RESULT_STEP}'), '[]'::json) AS steps,
  yes.name AS approved_by, (yes.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS approved_on,
  coalesce(yes.own_entry, false) AS own_entry,
  last.reason, (last.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS since
FROM plans p
JOIN households h ON h.id = p.household_id
JOIN plan_versions v ON v.plan_id = p.id AND v.version = ${version}
LEFT JOIN LATERAL (SELECT e.reason, e.at FROM plan_events e WHERE e.plan_id = p.id ORDER BY e.id DESC LIMIT 1) last ON true
LEFT JOIN people enterer ON enterer.id = v.entered_by
LEFT JOIN LATERAL (SELECT who.name, a.at, a.own_entry FROM plan_approvals a
  LEFT JOIN people who ON who.id = a.person_id
  WHERE a.plan_id = p.id AND a.version = v.version ORDER BY a.step DESC LIMIT 1) yes ON true`;
}

const PLANS = plansWith("p.version");

/** A plan by its id; null where there is none. Says nothing about rights. */
export async function planById(sql: Sql, id: string): Promise<PlanRow | null> {
  if (!isRecordId(id)) return null;
  const [plan] = await sql.rows(PlanRow, `${PLANS} WHERE p.id = $1`, [id]);
  return plan ?? null;
}

/** A plan as it stood in an earlier version; null where there was none. Says nothing about rights. */
export async function planInVersion(sql: Sql, id: string, version: number): Promise<PlanRow | null> {
  const [plan] = await sql.rows(PlanRow, `${plansWith("$2")} WHERE p.id = $1`, [id, version]);
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

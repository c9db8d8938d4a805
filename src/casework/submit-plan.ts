import { z } from "zod";
import { isClosed, nextStatus } from "../domain/plan-status.ts";
import { mayBeFollowed } from "../registry/consent.ts";
import { relationsTo } from "../registry/rights.ts";
import { may } from "../domain/scope.ts";
import { spokenOf, type Responsible } from "../registry/responsible.ts";
import { theHousehold } from "../registry/the-household.ts";
import { OptionalChoiceId, OptionalText, Yes } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { OptionalAmount, OptionalDate } from "./given.ts";
import { movePlan } from "./plan-event.ts";
import { holdHousehold, latestPlan, planById, RESULT_STEP, type PlanRow } from "./plan-rows.ts";
import { reviewersOf } from "./reviewers.ts";

const takes = z.object({
  household: OptionalChoiceId,
  livelihood: OptionalChoiceId,
  own_words: OptionalText,
  own_contribution: OptionalText,
  needs: OptionalChoiceId,
  need_amount: OptionalAmount,
  first_step: OptionalText,
  starts_on: OptionalDate,
  expected_income: OptionalAmount,
  result_on: OptionalDate,
  committed: Yes,
});
type GivenPlan = z.output<typeof takes>;
const IdRow = z.object({ id: z.string() });

/**
 * Hands a plan in: a new one, or a new version of the one that was sent back. Whoever decides about it is shown it at
 * once. `not_allowed` also where another plan came first, or where the household has not agreed to be followed up.
 */
export const submitPlan = command({
  name: "casework.submit_plan",
  takes,
  codes: ["not_allowed"],
  async run(context, given) {
    const { sql } = context;
    const household = theHousehold(context, given.household);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(sql, household))) return { code: "not_allowed" };
    await holdHousehold(sql, household);
    const last = await latestPlan(sql, household);
    const open = last !== null && !isClosed(last.status) ? last : null;
    if (open !== null && nextStatus(open.status, "submit") === null) return { code: "not_allowed" };
    const plan = open === null ? await newPlan(context, household) : await nextVersion(context, open);
    await writeVersion(context, plan, given, !relations.includes("own"));
    await movePlan(context, plan, "submit", null);
    const written = await planById(sql, plan.id);
    if (written === null) throw new Error("a plan was written and is not there");
    return {
      code: "ok",
      value: { plan: plan.id, version: plan.version, officer: await tellReviewers(context, written) },
    };
  },
});

async function newPlan({ sql, now }: CommandContext, household: string) {
  const [plan] = await sql.rows(
    IdRow,
    `INSERT INTO plans (id, household_id, status, version, created_at)
     VALUES (gen_random_uuid(), $1, 'draft', 1, $2) RETURNING id`,
    [household, now],
  );
  if (plan === undefined) throw new Error("a plan was written and came back without an id");
  return { id: plan.id, status: "draft" as const, version: 1 };
}

async function nextVersion({ sql }: CommandContext, plan: PlanRow) {
  const version = plan.version + 1;
  await sql.run("UPDATE plans SET version = $2 WHERE id = $1", [plan.id, version]);
  return { id: plan.id, status: plan.status, version };
}

async function writeVersion(
  { sql, now, me }: CommandContext,
  plan: { id: string; version: number },
  given: GivenPlan,
  onBehalf: boolean,
): Promise<void> {
  const [version] = await sql.rows(
    IdRow,
    `INSERT INTO plan_versions (id, plan_id, version, livelihood, own_words, own_contribution, needs, need_amount,
       starts_on, expected_income, committed, entered_by, on_behalf, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
    [
      plan.id,
      plan.version,
      given.livelihood ?? "other",
      given.own_words,
      given.own_contribution,
      given.needs,
      given.need_amount,
      given.starts_on,
      given.expected_income,
      given.committed,
      me.person,
      onBehalf,
      now,
    ],
  );
  await sql.run(
    `INSERT INTO plan_steps (id, plan_version_id, position, code, text, due_on)
     SELECT gen_random_uuid(), $1, row_number() OVER (ORDER BY s.position), s.code, s.text, s.due_on
     FROM (VALUES (1, 'own', $2::text, $3::date), (2, $4, NULL, $5::date)) AS s (position, code, text, due_on)
     WHERE s.due_on IS NOT NULL AND (s.code <> 'own' OR s.text IS NOT NULL)`,
    [version?.id, given.first_step, given.starts_on, RESULT_STEP, given.result_on],
  );
}

/** Who will look at it, for the household to know; null where nobody could be told. */
async function tellReviewers(
  context: CommandContext,
  plan: PlanRow,
): Promise<ReturnType<typeof spokenOf> | null> {
  const told: Responsible[] = [];
  for (const reviewer of await reviewersOf(context, plan))
    if (await context.tell({ person: reviewer.id }, "review", { plan: plan.id })) told.push(reviewer);
  const [first] = told;
  return first === undefined ? null : spokenOf(first);
}
